"""The whole job on the made-up school without a screen, and what came of it."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

from consentdesk.app.demo_school import (
    DEMO_PASSPHRASE,
    OFFICE,
    attach_and_enrol,
    head_of,
    set_up_school,
    write_consent_workbook,
)
from consentdesk.app.scripted_reviewer import NAME, ScriptedReviewer, TrueFace, pair_up, read_truth
from consentdesk.app.wiring import now, open_workspace
from consentdesk.demo.make import make_demo
from consentdesk.demo.scenes import HEIGHT, WIDTH
from consentdesk.demo.school import DemoSchool
from consentdesk.domain.batch import Batch, Mode
from consentdesk.domain.errors import Refused
from consentdesk.domain.face import RegionSize, SuggestionOutcome
from consentdesk.domain.photo import PhotoState
from consentdesk.domain.progress import CancelToken, Progress
from consentdesk.media.verify import reveals
from consentdesk.services.bringing_in.import_photos import ImportReceipt
from consentdesk.services.deciding.desk import Desk, PhotoOnDesk, points_at
from consentdesk.services.finding.scan_underway import ScanReceipt
from consentdesk.services.publishing.channel_release import ChannelResult
from consentdesk.services.publishing.publish import PublishReceipt
from consentdesk.services.workspace import Workspace

T = TypeVar("T")

COMPARABLE = 40
"""Pixels of height from which a face can be compared (face survey, section 4.4)."""
NOTICEABLE = 24


@dataclass
class Stopwatch:
    """Seconds of each step, in order."""

    seconds: dict[str, float] = field(default_factory=dict)

    def time(self, step: str, work: Callable[[], T]) -> T:
        """Do the work and note how long it took."""
        started = time.perf_counter()
        result = work()
        self.seconds[step] = round(time.perf_counter() - started, 2)
        return result


def run_demo(
    plan: DemoSchool, folder: Path, *, workers: int, size: tuple[int, int] = (WIDTH, HEIGHT)
) -> dict[str, Any]:
    """Do the whole job in `folder` and return the summary that the command prints.

    Args:
        plan: the made-up school.
        folder: gets the photos, the workspace and the channel folders.
        workers: processes for painting and for finding faces.
        size: of the photos, pixels; iPads make 12 megapixels.

    Raises:
        Refused: the folder holds an earlier run.
    """
    if (folder / "workspace").exists():
        raise Refused(
            "This folder holds an earlier demo.", "Choose another folder or delete this one."
        )
    watch = Stopwatch()
    files = watch.time("taking photos", lambda: make_demo(folder, plan, workers=workers, size=size))
    workbook = write_consent_workbook(folder, files.consent_rows)
    workspace = open_workspace(folder / "workspace", DEMO_PASSPHRASE, face_workers=workers)
    try:
        batch = watch.time(
            "register",
            lambda: set_up_school(workspace, plan, workbook, folder, now().date()),
        )
        watch.time("enrolling portraits", lambda: attach_and_enrol(workspace, files))
        return _do_the_job(workspace, batch, files.photos_folder, files.truth_path, watch)
    finally:
        workspace.close()


def _do_the_job(
    workspace: Workspace, batch: Batch, photos: Path, truth_path: Path, watch: Stopwatch
) -> dict[str, Any]:
    brought_in = watch.time(
        "bringing in",
        lambda: workspace.importer.bring_in(batch.id, [photos], NAME, Progress(), CancelToken()),
    )
    _put_into(workspace, batch, Mode.LOOK)
    looked = watch.time("finding faces (Look)", lambda: _scan(workspace, batch))
    _put_into(workspace, batch, Mode.MATCH)
    matched = watch.time(
        "comparing faces (Match)",
        lambda: workspace.scanner.compare_again(batch.id, NAME, Progress(), CancelToken()),
    )
    truth = read_truth(truth_path)
    found = _found(workspace.review.desk(batch.id), truth)
    _put_into(workspace, batch, Mode.LOOK)
    decisions = watch.time(
        "deciding", lambda: ScriptedReviewer(workspace, truth).decide_batch(batch.id)
    )
    seen = workspace.sign_off.preview(batch.id)
    results: tuple[ChannelResult, ...] = ()
    if seen.refusal is None:  # in few photos there may be somebody in each who may not be shown
        workspace.sign_off.sign(batch.id, head_of(workspace), NAME, seen, frozenset(seen.covered))
        results = watch.time("publishing", lambda: _publish(workspace, batch)).results
    return {
        "photos": _import_summary(brought_in),
        "match": _scan_summary(matched),
        "look": _scan_summary(looked),
        "faces": found,
        "decisions": decisions,
        "verdicts": {"held": seen.held, "open": seen.open, "covered": len(seen.covered)},
        "published": _publish_summary(results),
        "verification": _verification(results),
        "seconds": watch.seconds,
    }


def _put_into(workspace: Workspace, batch: Batch, mode: Mode) -> None:
    workspace.batches.change(batch.id, replace(batch.details, mode=mode), NAME)


def _publish(workspace: Workspace, batch: Batch) -> PublishReceipt:
    return workspace.publisher.run(batch.id, OFFICE, Progress(), CancelToken())


def _scan(workspace: Workspace, batch: Batch) -> ScanReceipt:
    return workspace.scanner.run(batch.id, NAME, Progress(), CancelToken())


def _found(desk: Desk, truth: Mapping[str, tuple[TrueFace, ...]]) -> dict[str, Any]:
    """Hold what the machine found in Match against the truth."""
    counts = dict.fromkeys(
        (
            "present",
            "found",
            "present_40",
            "found_40",
            "extra",
            "register_present",
            "register_flagged",
            "register_cannot_tell",
            "register_missed",
            "false_flags",
        ),
        0,
    )
    for entry in desk.photos:
        if entry.photo.state is PhotoState.CHECKED:
            _count_photo(counts, desk, entry, truth[entry.photo.details.file_name])
    return counts


def _count_photo(
    counts: dict[str, int], desk: Desk, entry: PhotoOnDesk, faces: tuple[TrueFace, ...]
) -> None:
    regions = entry.review.regions
    paired = pair_up(regions, faces)
    seen = [face for face in faces if face.visible and face.box.height >= NOTICEABLE]
    large = [face for face in seen if face.box.height >= COMPARABLE]
    found = set(paired.values())
    counts["present"] += len(seen)
    counts["found"] += sum(1 for face in seen if face in found)
    counts["present_40"] += len(large)
    counts["found_40"] += sum(1 for face in large if face in found)
    counts["extra"] += sum(
        1 for i, r in enumerate(regions) if i not in paired and r.size is RegionSize.FACE
    )
    _count_register(counts, desk, entry, paired, large)


def _count_register(
    counts: dict[str, int],
    desk: Desk,
    entry: PhotoOnDesk,
    paired: Mapping[int, TrueFace],
    large: list[TrueFace],
) -> None:
    keys = {e.person.details.key: e.person.id for e in desk.look_outs if e.compared}
    look_outs = {e.person.id for e in desk.look_outs}
    counts["register_present"] += sum(1 for face in large if face.person in keys)
    outcomes = {}
    for index, region in enumerate(entry.review.regions):
        suggestion, face = entry.suggestions.get(region.id), paired.get(index)
        own = keys.get(face.person) if face else None
        if face in large and own is not None and suggestion is not None:
            if points_at(suggestion, {own}):
                outcomes[face.person] = "register_flagged"
            elif suggestion.outcome is SuggestionOutcome.CANNOT_TELL:
                outcomes[face.person] = "register_cannot_tell"
        elif points_at(suggestion, look_outs):
            counts["false_flags"] += 1
    for outcome in outcomes.values():
        counts[outcome] += 1
    present = sum(1 for face in large if face.person in keys)
    counts["register_missed"] += present - len(outcomes)


def _import_summary(receipt: ImportReceipt) -> dict[str, Any]:
    return {
        "in": receipt.found,
        "read": receipt.brought_in,
        "listed": [
            {"name": e.file_name, "code": e.code, "sentence": e.sentence} for e in receipt.listed
        ],
    }


def _scan_summary(receipt: ScanReceipt) -> dict[str, Any]:
    return {
        "checked": receipt.checked,
        "failed": receipt.failed,
        "faces": receipt.faces,
        "suggestions": receipt.suggestions,
        "matched": receipt.matched,
        "sentence": receipt.sentence,
    }


def _publish_summary(results: tuple[ChannelResult, ...]) -> list[dict[str, Any]]:
    return [
        {
            "channel": result.channel.name,
            "folder": str(result.folder),
            "published": result.published,
            "refused": len(result.refused),
        }
        for result in results
    ]


def _verification(results: tuple[ChannelResult, ...]) -> dict[str, int]:
    files = [path for result in results for path in sorted(result.folder.iterdir())]
    revealing = sum(1 for path in files if reveals(path.read_bytes()))
    return {"files": len(files), "revealing": revealing}
