"""What comes after publishing in the made-up school, through the services a school uses.

A pack for whoever looks after the website, then one parent's withdrawal: the copies that show the
child are listed and leave their folder, and a new pack is made without them.
"""

import zipfile
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from consentdesk.app.demo_school import OFFICE, WEBSITE
from consentdesk.app.demo_stopwatch import Stopwatch
from consentdesk.app.wiring import now
from consentdesk.demo.alt_texts import alt_text, caption
from consentdesk.demo.school import DemoSchool
from consentdesk.domain.batch import Batch
from consentdesk.domain.consent import Answer, Status
from consentdesk.domain.ids import PersonId
from consentdesk.domain.people import Person
from consentdesk.domain.progress import CancelToken, Progress
from consentdesk.media.verify import reveals
from consentdesk.services.looking_after.published_copies import PublishedCopy, Standing
from consentdesk.services.packing.captions import CAPTION_COLUMNS, read_captions
from consentdesk.services.packing.pack_plan import PackOrder
from consentdesk.services.workspace import Workspace
from consentdesk.sheets.write_text import csv_bytes

CAPTIONS, PACK, RECORD = "captions.csv", "website-pack.zip", "clearance-record.pdf"
"""What lies in the demo's folder beside the folders of the channels."""

EDITOR = "Website company (made up)"
"""For whom the pack is."""

_PICTURES = frozenset({".jpg", ".png", ".webp"})


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """What became of the copies that show a child whose parent withdrew.

    Attributes:
        listed: copies that the program listed to be taken down, without being told which.
        removed: files it removed and then read as gone.
        left: copies that stayed in their folder.
        lying_there: of the listed copies, those whose file is there all the same.
        in_pack: of the listed copies, those of which it says that they went out in the pack.
        for_a_person: copies of which a person still has to look at the account.
        look_again: copies in which somebody has to look at a mosaic again, because the child came
            onto the look-out list just now.
        as_published: copies that lie in all the folders as they were published.
    """

    listed: int
    removed: int
    left: int
    lying_there: int
    in_pack: int
    for_a_person: int
    look_again: int
    as_published: int


@dataclass(frozen=True, slots=True)
class Afterwards:
    """What was made and done after publishing.

    Attributes:
        packed, packed_again: photos in the pack before and after the withdrawal; 0 when no copy
            was left for a second pack, and the first was deleted.
        pack_files, pack_revealing: pictures in the last pack, and those that still give something
            away.
        withdrawal: None when nobody is on the website who could be withdrawn.
    """

    packed: int
    packed_again: int
    pack_files: int
    pack_revealing: int
    withdrawal: Withdrawal | None


def look_after(
    workspace: Workspace, batch: Batch, plan: DemoSchool, folder: Path, watch: Stopwatch
) -> Afterwards | None:
    """Make the pack, take a withdrawal, save the record; None without copies on the website."""
    copies = _on_website(workspace, batch)
    if not copies:
        return None
    records = workspace.clearance_records
    records.save_page(records.latest(batch.id, OFFICE), folder / RECORD, OFFICE)
    _write_captions(workspace, batch, plan, copies, folder / CAPTIONS)
    packed = watch.time("packing for the website", lambda: _pack(workspace, batch, folder))
    withdrawn = _who_withdraws(copies, plan)
    withdrawal, again = None, packed
    if withdrawn is not None:
        withdrawal = watch.time(
            "withdrawal and take-down", lambda: _withdraw(workspace, withdrawn, plan)
        )
        again = watch.time("packing again", lambda: _pack_again(workspace, batch, folder))
    records = workspace.clearance_records  # saved last: it tells what was taken down, too
    records.save_page(records.latest(batch.id, OFFICE), folder / RECORD, OFFICE)
    pictures = _pictures_in(folder / PACK) if again else []
    return Afterwards(
        packed,
        again,
        len(pictures),
        sum(1 for picture in pictures if reveals(picture)),
        withdrawal,
    )


def _on_website(workspace: Workspace, batch: Batch) -> tuple[PublishedCopy, ...]:
    return tuple(
        copy
        for copy in workspace.take_down.copies(batch.id)
        if copy.channel.name == WEBSITE and copy.standing is Standing.MAY_STAY
    )


def _write_captions(
    workspace: Workspace,
    batch: Batch,
    plan: DemoSchool,
    copies: Iterable[PublishedCopy],
    path: Path,
) -> None:
    """Write what the office says beside each photo, as a person does who looked at it."""
    desk = workspace.review.desk(batch.id)
    taken_as = {entry.photo.id: entry.photo.details.file_name for entry in desk.photos}
    scenes = {photo.name: photo.scene for photo in plan.photos}
    rows = [
        (copy.file_name, alt_text(scene), caption(scene, plan.event))
        for copy in sorted(copies, key=lambda copy: copy.file_name)
        if (scene := scenes.get(taken_as[copy.photo_id])) is not None
    ]
    path.write_bytes(csv_bytes(CAPTION_COLUMNS, rows))


def _pack(workspace: Workspace, batch: Batch, folder: Path) -> int:
    """Make the pack in the place of an earlier one; return how many photos are in it."""
    website = next(each for each in workspace.channels.all() if each.name == WEBSITE)
    order = PackOrder(batch.id, website.id, EDITOR, read_captions(folder / CAPTIONS))
    packs, place = workspace.web_packs, folder / PACK
    return packs.make(order, place, OFFICE, Progress(), CancelToken()).photos


def _pack_again(workspace: Workspace, batch: Batch, folder: Path) -> int:
    if _on_website(workspace, batch):
        return _pack(workspace, batch, folder)
    (folder / PACK).unlink()
    return 0


def _who_withdraws(copies: Iterable[PublishedCopy], plan: DemoSchool) -> Person | None:
    """Return a pupil on the website whose parents now say no to it, too.

    Whoever was looked out for before comes first, because of the others each mosaic has to be
    looked at again; then whoever is in the fewest photos.
    """
    situations = {pupil.upn: pupil.situation for pupil in plan.pupils}
    people: dict[PersonId, Person] = {p.id: p for copy in copies for p in copy.people}
    shown = Counter(person.id for copy in copies for person in copy.people)

    def order(id_: PersonId) -> tuple[bool, int, int]:
        return situations[people[id_].details.key] != "website only", shown[id_], id_

    found = [id_ for id_ in shown if people[id_].details.key in situations]
    return people[min(found, key=order)] if found else None


def _withdraw(workspace: Workspace, person: Person, plan: DemoSchool) -> Withdrawal:
    """Record the letter, and do what the program lists because of it."""
    family: Mapping[str, str] = {p.upn: p.answers[0].answered_by for p in plan.pupils}
    letter = Answer(
        purpose="web",
        status=Status.WITHDRAWN,
        given_by=family[person.details.key],
        given_on=now().date(),
        source="the office, by hand: made-up letter",
    )
    workspace.roll.record_answer(person.id, letter, OFFICE)
    listed = workspace.take_down.due()
    receipt = workspace.take_down.take_down([copy.id for copy in listed], OFFICE)
    seen = workspace.take_down.check(OFFICE, Progress(), CancelToken())
    now_standing = Counter(copy.standing for copy in workspace.take_down.copies())
    return Withdrawal(
        listed=len(listed),
        removed=len(receipt.removed),
        left=len(receipt.left),
        lying_there=sum(1 for copy in listed if copy.path.exists()),
        in_pack=sum(1 for copy in listed if copy.handed_on),
        for_a_person=now_standing[Standing.REMOVE_THERE],
        look_again=now_standing[Standing.LOOK_AGAIN],
        as_published=seen.same,
    )


def _pictures_in(pack: Path) -> list[bytes]:
    with zipfile.ZipFile(pack) as made:
        return [made.read(name) for name in made.namelist() if Path(name).suffix in _PICTURES]
