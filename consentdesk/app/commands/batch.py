"""``consentdesk batch``: the whole job without a window."""

import argparse
from datetime import date
from pathlib import Path
from typing import Any

from consentdesk.app.commands.batch_list import run_list
from consentdesk.app.commands.batch_record import run_record
from consentdesk.app.commands.shared import (
    APPROVER_VARIABLE,
    SubParsers,
    add_act,
    add_command,
    answer,
    json_object_in,
    password_of,
    who,
    workspace_of,
)
from consentdesk.domain.batch import BatchDetails, Mode
from consentdesk.domain.errors import Refused
from consentdesk.domain.event_kind import EventKind
from consentdesk.domain.face import Disposition, DispositionKind, Sighting
from consentdesk.domain.ids import BatchId, PhotoId, RegionId
from consentdesk.domain.photo_checks import PhotoCheck
from consentdesk.domain.pixels import Box
from consentdesk.domain.progress import CancelToken, Progress
from consentdesk.services.bringing_in.new_photo import NO_DEVICE_LIST
from consentdesk.services.deciding.desk import Desk, PhotoOnDesk
from consentdesk.services.workspace import Workspace

_DECISIONS = "docs/command-line.md"
"""Where the file of decisions is described."""


def add_to(commands: SubParsers) -> None:
    """Add the command and its steps."""
    batch = add_command(
        commands,
        "batch",
        "a batch, step by step",
        'batch new "Sports day" --date 2026-06-19 --purpose "News for families" --class 3A',
        "batch list",
        "batch add 1 DCIM",
        "batch scan 1",
        "batch status 1",
        'batch sign 1 --approver "Hal Head" --covered-checked',
        "batch publish 1",
    )
    steps = batch.add_subparsers(required=True, metavar="STEP")
    new = _step(steps, "new", "open a batch", run_new, numbered=False)
    new.add_argument("event", help="such as 'Sports day'")
    new.add_argument(
        "--date", type=date.fromisoformat, metavar="DAY", help="such as 2026-06-19; else today"
    )
    new.add_argument("--purpose", default="", help="what the photos are for; asked before signing")
    new.add_argument(
        "--kind",
        type=EventKind,
        choices=tuple(EventKind),
        default=EventKind.EVENT,
        metavar="KIND",
        help=f"of event: {', '.join(EventKind)}",
    )
    new.add_argument("--off-site", action="store_true", help="taken away from school")
    new.add_argument(
        "--class",
        dest="classes",
        action="append",
        default=[],
        metavar="NAME",
        help="who is in the photos; once for each class",
    )
    new.add_argument("--closed-roster", action="store_true", help="nobody else is in the photos")
    new.add_argument("--match", action="store_true", help="compare faces, where the locks allow")
    new.add_argument(
        "--closed-for-matching", action="store_true", help="all in the photos may be compared"
    )
    add = _step(steps, "add", "bring photos in", run_add)
    add.add_argument(
        "sources",
        nargs="*",
        type=Path,
        metavar="PATH",
        help="photos, folders, zips; none: continue",
    )
    _add_ways_to_scan(_step(steps, "scan", "find the faces", run_scan))
    decide = _step(steps, "decide", "take decisions from a file", run_decide)
    decide.add_argument(
        "decisions", type=Path, metavar="FILE", help="JSON; see docs/command-line.md"
    )
    sign = _step(steps, "sign", "second signature", run_sign)
    sign.add_argument(
        "--approver", required=True, metavar="NAME", help="account of the second person"
    )
    sign.add_argument(
        "--alone-because",
        default="",
        metavar="WORDS",
        help="why the head signs what the head prepared; reported",
    )
    sign.add_argument(
        "--covered-checked",
        action="store_true",
        help="the approver looked at each photo with something covered, made a mosaic or "
        "cropped away",
    )
    _step(steps, "publish", "write the clean copies", run_publish)
    record = _step(steps, "record", "the clearance record of what was published", run_record)
    record.add_argument(
        "--to", type=Path, metavar="FILE", help="write its page there, or its facts as FILE.json"
    )
    _step(steps, "status", "how far the batch is", run_status)
    _step(steps, "list", "every batch and what is to do in it", run_list, numbered=False)


def _add_ways_to_scan(scan: argparse.ArgumentParser) -> None:
    ways = scan.add_mutually_exclusive_group()
    for flag, about in (
        ("--again", "all photos, those checked before, too"),
        ("--thorough", "all photos, for very small faces, too; takes several times as long"),
        ("--compare-again", "only compare the faces that were found with the register of now"),
    ):
        ways.add_argument(flag, action="store_true", help=about)


def _step(
    steps: SubParsers, name: str, about: str, run: Any, *, numbered: bool = True
) -> argparse.ArgumentParser:
    parser = add_act(steps, name, about, run)
    if numbered:
        parser.add_argument("batch", type=int, help="number of the batch")
    return parser


def run_new(given: argparse.Namespace) -> int:
    """Open a batch and print its number."""
    details = BatchDetails(
        event=given.event,
        event_date=given.date or date.today(),
        purpose=given.purpose,
        classes=tuple(given.classes),
        closed_roster=given.closed_roster,
        closed_for_matching=given.closed_for_matching,
        mode=Mode.MATCH if given.match else Mode.LOOK,
        kind=given.kind,
        off_site=given.off_site,
    )
    with workspace_of(given) as workspace:
        batch = workspace.batches.open(details, who(given))
        lock = workspace.batches.matching_lock(batch.id)
    told = {"batch": batch.id, "matching": lock.open, "sentence": lock.sentence}
    answer(given, told, lambda: f"Batch {batch.id} opened. {lock.sentence}")
    return 0


def run_add(given: argparse.Namespace) -> int:
    """Bring photos in, or go on with an import that was stopped; 1 when no photo came in."""
    batch_id = BatchId(given.batch)
    with workspace_of(given) as workspace:
        progress, cancel = Progress(), CancelToken()
        if given.sources:
            receipt = workspace.importer.bring_in(
                batch_id, given.sources, who(given), progress, cancel
            )
        else:
            unfinished = workspace.importer.unfinished(batch_id)
            if unfinished is None:
                raise Refused("Nothing is left to bring in.", "Name a folder or photos.")
            receipt = workspace.importer.resume(unfinished.id, who(given), progress, cancel)
        remarks = [
            {"name": entry.file_name, "sentence": entry.sentence}
            for entry in workspace.importer.remarks(batch_id)
        ]
    listed = [
        {"name": entry.file_name, "code": entry.code, "sentence": entry.sentence}
        for entry in receipt.listed
    ]
    told = {
        "found": receipt.found,
        "photos": receipt.brought_in,
        "already_there": receipt.already_there,
        "listed": listed,
        "remarks": remarks,
    }
    answer(
        given,
        told,
        lambda: "\n".join(
            [
                f"{receipt.found} in, {receipt.brought_in} photos, {len(listed)} listed with why.",
                *(f"  {entry['name']}: {entry['sentence']}" for entry in [*listed, *remarks]),
            ]
        ),
    )
    return 0 if receipt.brought_in or receipt.already_there else 1


def run_scan(given: argparse.Namespace) -> int:
    """Find the faces in every photo that waits; 1 when one could not be checked."""
    batch_id, by = BatchId(given.batch), who(given)
    with workspace_of(given) as workspace:
        scanner = workspace.scanner
        if given.again:
            scanner.again(batch_id, by)
        elif given.thorough:
            scanner.thoroughly_all(batch_id, by)
        work = scanner.compare_again if given.compare_again else scanner.run
        receipt = work(batch_id, by, Progress(), CancelToken())
    told = {
        "checked": receipt.checked,
        "failed": receipt.failed,
        "faces": receipt.faces,
        "suggestions": receipt.suggestions,
        "matched": receipt.matched,
        "sentence": receipt.sentence,
    }
    answer(
        given,
        told,
        lambda: (
            f"{receipt.checked} photos checked, {receipt.failed} could not be checked, "
            f"{receipt.faces} faces. {receipt.sentence}"
        ),
    )
    return 1 if receipt.failed else 0


def run_decide(given: argparse.Namespace) -> int:
    """Take decisions from a JSON file, each saved through the review desk's own rules."""
    wanted = json_object_in(given.decisions, _DECISIONS)
    with workspace_of(given) as workspace:
        desk = workspace.review.desk(BatchId(given.batch))
        people = {person.details.key: person.id for person in desk.people.values()}
        numbers = {entry.photo.id for entry in desk.photos}
        try:
            for entry in wanted["photos"]:
                photo_id = PhotoId(entry["photo"])
                if photo_id not in numbers:
                    raise Refused(f"Photo {photo_id} is not in this batch.", "Check the file.")
                _decide_photo(workspace, photo_id, entry, people, who(given))
        except (KeyError, TypeError, ValueError) as error:
            raise Refused(
                "The file of decisions is not as it should be.",
                f"Write it as {_DECISIONS} says; what stands before the fault is saved.",
            ) from error
        told = _status(workspace, BatchId(given.batch))
    answer(given, told, lambda: _status_text(told))
    return 0


def _decide_photo(
    workspace: Workspace, photo_id: PhotoId, entry: dict[str, Any], people: dict[str, Any], by: str
) -> None:
    review = workspace.review
    for box in entry.get("draw", ()):
        workspace.frames.draw(photo_id, Box(box["x"], box["y"], box["width"], box["height"]), by)
    own = {region.id: region for region in review.photo(photo_id).review.regions}
    for face in entry.get("faces", ()):
        if face["region"] not in own:
            raise Refused("A decision is about a face of another photo.", "Check the file.")
        kind = DispositionKind(face["decision"])
        key = face.get("person")
        if key is not None and key not in people:
            raise Refused("A decision names nobody on the roll.", "Check the file.")
        person = None if key is None else people[key]
        region = own[RegionId(face["region"])]
        seen = Sighting(region.picture, int(face.get("seen_ms", 0)))
        workspace.exclusion.mark_seen({region.id: seen})
        review.decide(region.id, Disposition(kind, person), by)
    if "hold" in entry:
        review.hold(photo_id, entry["hold"], by)
    if entry.get("looked_at"):
        checks = {PhotoCheck(name): bool(well) for name, well in entry.get("checks", {}).items()}
        review.look(photo_id, by, checks)


def run_sign(given: argparse.Namespace) -> int:
    """Give the second signature for everything that is cleared."""
    batch_id = BatchId(given.batch)
    with workspace_of(given) as workspace:
        seen = workspace.sign_off.preview(batch_id)
        covered = frozenset(seen.covered) if given.covered_checked else frozenset()
        password = password_of(given.approver, APPROVER_VARIABLE)
        approver = workspace.staff.prove(given.approver, password)
        signed = workspace.sign_off.sign(
            batch_id, approver, who(given), seen, covered, given.alone_because
        )
    told = {"approver": signed.approver, "copies": len(signed.clearances)}
    answer(given, told, lambda: f"{signed.approver} released {len(signed.clearances)} copies.")
    return 0


def run_publish(given: argparse.Namespace) -> int:
    """Write the clean copies; 1 when one was refused."""
    with workspace_of(given) as workspace:
        receipt = workspace.publisher.run(
            BatchId(given.batch), who(given), Progress(), CancelToken()
        )
    channels: list[dict[str, Any]] = [
        {
            "channel": result.channel.name,
            "folder": str(result.folder),
            "published": result.published,
            "already_there": result.already_there,
            "refused": [{"photo": photo, "sentence": text} for photo, text in result.refused],
        }
        for result in receipt.results
    ]
    answer(
        given,
        {"channels": channels, "finished": receipt.finished},
        lambda: "\n".join(
            f"{c['channel']}: {c['published']} published and re-read, "
            f"{c['already_there']} there already, {len(c['refused'])} refused ({c['folder']})"
            for c in channels
        ),
    )
    return 1 if any(result.refused for result in receipt.results) else 0


def run_status(given: argparse.Namespace) -> int:
    """Print the path of a batch, its photos and what is in the way."""
    with workspace_of(given) as workspace:
        told = _status(workspace, BatchId(given.batch))
    answer(given, told, lambda: _status_text(told))
    return 0


def _status(workspace: Workspace, batch_id: BatchId) -> dict[str, Any]:
    card, desk = workspace.batches.card(batch_id), workspace.review.desk(batch_id)
    return {
        "batch": batch_id,
        "event": card.batch.details.event,
        "off_site": card.batch.details.off_site,
        "remark": "" if workspace.batches.school_devices() else NO_DEVICE_LIST,
        "steps": [
            {"step": s.step.value, "state": s.state.value, "sentence": s.sentence}
            for s in card.steps
        ],
        "photos": [_photo_status(desk, entry) for entry in desk.photos],
    }


def _photo_status(desk: Desk, entry: PhotoOnDesk) -> dict[str, Any]:
    names = {channel.id: channel.name for channel in desk.channels}
    return {
        "photo": entry.photo.id,
        "file": entry.photo.details.file_name,
        "state": entry.photo.state.value,
        "verdicts": {
            names[channel_id]: {
                "outcome": verdict.outcome.value,
                "reasons": [reason.code for reason in verdict.reasons],
            }
            for channel_id, verdict in entry.verdicts.items()
        },
        "faces": [
            {
                "region": region.id,
                "x": region.box.x,
                "y": region.box.y,
                "width": region.box.width,
                "height": region.box.height,
                "size": region.size.value,
                "decision": (
                    entry.review.decisions[region.id].disposition.kind.value
                    if region.id in entry.review.decisions
                    else None
                ),
            }
            for region in entry.review.regions
        ],
    }


def _status_text(told: dict[str, Any]) -> str:
    lines = [f"Batch {told['batch']}: {told['event']}"]
    lines += [f"  {s['step']:12} {s['state']:8} {s['sentence']}" for s in told["steps"]]
    lines += [told["remark"]] if told["remark"] else []
    return "\n".join(lines)
