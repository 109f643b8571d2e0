"""The whole job on the made-up school without a screen, and what came of it."""

from collections import Counter
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from consentdesk.app.demo_afterwards import look_after
from consentdesk.app.demo_measure import held_against_truth
from consentdesk.app.demo_school import (
    DEMO_PASSPHRASE,
    OFFICE,
    WEBSITE,
    attach_and_enrol,
    head_of,
    set_up_school,
    write_consent_workbook,
)
from consentdesk.app.demo_stopwatch import Stopwatch
from consentdesk.app.scripted_reviewer import ScriptedReviewer, read_truth
from consentdesk.app.wiring import now, open_workspace
from consentdesk.demo.make import DemoFiles, make_demo
from consentdesk.demo.scenes import HEIGHT, WIDTH
from consentdesk.demo.school import DemoSchool
from consentdesk.domain.batch import Batch, Mode
from consentdesk.domain.errors import Refused
from consentdesk.domain.face import DispositionKind
from consentdesk.domain.progress import CancelToken, Progress
from consentdesk.domain.published_part import OUT_OF_SIGHT
from consentdesk.media.verify import reveals
from consentdesk.services.bringing_in.import_photos import ImportReceipt
from consentdesk.services.deciding.desk import Desk, PhotoOnDesk
from consentdesk.services.finding.scan_underway import ScanReceipt
from consentdesk.services.looking_after.published_copies import PublishedCopy
from consentdesk.services.publishing.channel_release import ChannelResult
from consentdesk.services.publishing.publish import PublishReceipt
from consentdesk.services.workspace import Workspace


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
            f"An earlier demo lies in {folder}.",
            "Delete that folder, or name another with --folder.",
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
        return _do_the_job(workspace, batch, plan, files, watch)
    finally:
        workspace.close()


def _do_the_job(
    workspace: Workspace, batch: Batch, plan: DemoSchool, files: DemoFiles, watch: Stopwatch
) -> dict[str, Any]:
    photos, folder = files.photos_folder, files.photos_folder.parent
    brought_in = watch.time(
        "bringing in",
        lambda: workspace.importer.bring_in(batch.id, [photos], OFFICE, Progress(), CancelToken()),
    )
    _put_into(workspace, batch, Mode.LOOK)
    looked = watch.time("finding faces (Look)", lambda: _scan(workspace, batch))
    _put_into(workspace, batch, Mode.MATCH)
    matched = watch.time(
        "comparing faces (Match)",
        lambda: workspace.scanner.compare_again(batch.id, OFFICE, Progress(), CancelToken()),
    )
    truth = read_truth(files.truth_path)
    found = held_against_truth(workspace.review.desk(batch.id), truth)
    _put_into(workspace, batch, Mode.LOOK)
    decisions = watch.time(
        "deciding", lambda: ScriptedReviewer(workspace, truth).decide_batch(batch.id)
    )
    seen = workspace.sign_off.preview(batch.id)
    results: tuple[ChannelResult, ...] = ()
    if seen.refusal is None:  # in few photos there may be somebody in each who may not be shown
        head = head_of(workspace)
        workspace.sign_off.sign(batch.id, head, OFFICE, seen, frozenset(seen.covered))
        results = watch.time("publishing", lambda: _publish(workspace, batch)).results
    after = look_after(workspace, batch, plan, folder, watch)
    desk = workspace.review.desk(batch.id)
    return {
        "photos": _import_summary(brought_in),
        "match": _scan_summary(matched),
        "look": _scan_summary(looked),
        "faces": found,
        "decisions": decisions,
        "hidden": _hidden(desk),
        "verdicts": {"held": seen.held, "open": seen.open, "covered": len(seen.covered)},
        "published": _publish_summary(results),
        "afterwards": None if after is None else asdict(after),
        "verification": _verification(results),
        "open_first": _best_to_look_at(workspace, batch, desk),
        "seconds": watch.seconds,
    }


def _put_into(workspace: Workspace, batch: Batch, mode: Mode) -> None:
    workspace.batches.change(batch.id, replace(batch.details, mode=mode), OFFICE)


def _publish(workspace: Workspace, batch: Batch) -> PublishReceipt:
    return workspace.publisher.run(batch.id, OFFICE, Progress(), CancelToken())


def _scan(workspace: Workspace, batch: Batch) -> ScanReceipt:
    return workspace.scanner.run(batch.id, OFFICE, Progress(), CancelToken())


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


def _hidden(desk: Desk) -> dict[str, int]:
    """Count the faces that are out of sight, by the way they are."""
    kinds = Counter(kind for entry in desk.photos for kind in _kinds(entry))
    return {kind.value: kinds[kind] for kind in sorted(OUT_OF_SIGHT)}


def _kinds(entry: PhotoOnDesk) -> list[DispositionKind]:
    return [decision.disposition.kind for decision in entry.review.decisions.values()]


def _best_to_look_at(workspace: Workspace, batch: Batch, desk: Desk) -> str | None:
    """Return the published picture that shows most of what was done: mosaics, then covers."""
    kinds = {entry.photo.id: Counter(_kinds(entry)) for entry in desk.photos}

    def shows(copy: PublishedCopy) -> tuple[bool, bool, bool, int]:
        own = kinds[copy.photo_id]
        return (
            DispositionKind.MOSAIC in own,
            DispositionKind.COVER in own,
            copy.channel.name == WEBSITE,
            -own.total(),
        )

    copies = [c for c in workspace.take_down.copies(batch.id) if c.path.exists()]
    return str(max(copies, key=shows).path) if copies else None


def _verification(results: tuple[ChannelResult, ...]) -> dict[str, int]:
    """Read again what lies in the channels' folders at the end."""
    files = [path for result in results for path in sorted(result.folder.iterdir())]
    revealing = sum(1 for path in files if reveals(path.read_bytes()))
    return {"files": len(files), "revealing": revealing}
