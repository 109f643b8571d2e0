"""Every copy that went out, and whether it may still be where it is, asked now.

A copy was allowed when it got its name. What has happened since counts too: a withdrawn or
expired answer, protection, an objection, a face decided anew, a photo held or deleted, a channel
closed or given another purpose. The strictest of three answers wins: what the desk says of the
photo now, what the people recorded with the copy may now, and what was hidden since.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path

from consentdesk.domain.batch import Batch
from consentdesk.domain.channel import Channel
from consentdesk.domain.hidden_since import hidden_since
from consentdesk.domain.ids import BatchId, PhotoId, ReleasedFileId, SignOffId
from consentdesk.domain.people import Person
from consentdesk.domain.release import ReleasedFile, ReleasedState
from consentdesk.domain.review import PhotoReview, fold
from consentdesk.domain.verdict import Outcome, Reason, Verdict
from consentdesk.services.deciding.desk import PhotoOnDesk, photo_on_desk, photos_on_desk
from consentdesk.services.packing.handed_on import Handed, HandedOn, handed_on
from consentdesk.services.publishing.unreleased_copies import NEVER_RELEASED, never_released
from consentdesk.services.register_picture import RegisterPicture, RegisterReader
from consentdesk.store.library import Library
from consentdesk.store.unit_of_work import UnitOfWork

WENT_OUT = frozenset({ReleasedState.PUBLISHED, ReleasedState.GONE, ReleasedState.TAKEN_DOWN})
"""States of copies that were to be seen once; the others never were, or are another copy now."""

NOT_ALLOWED = "A person in the photo may not appear on this channel."
HIDDEN_SINCE = (
    "Something in the photo was covered, made a mosaic, cropped or made smaller after it went out."
)
HELD = "The photo is held."

_TYPED = frozenset({"held_by_hand", "refused", "failed", "set_aside", "deleted"})
"""Reasons whose sentence a person may have typed; it may say why, and so stays on the desk."""

_ONLY_STOPS_NEW = frozenset({"channel_not_approved", "event_not_taken", "retired"})
"""Reasons that let nothing more out and say nothing against what rightly went out before."""


class Standing(StrEnum):
    """How a copy stands now.

    `REMOVE_THERE`: nothing is left in the folder, but it may have been posted on the account.
    `GONE`: it left the folder without this program, and may be shown where it went.
    """

    TAKE_DOWN = "take_down"
    REMOVE_THERE = "remove_there"
    LOOK_AGAIN = "look_again"
    MAY_STAY = "may_stay"
    GONE = "gone"
    TAKEN_DOWN = "taken_down"


DUE = frozenset({Standing.TAKE_DOWN, Standing.REMOVE_THERE})
"""What somebody has to do something about."""


@dataclass(frozen=True, slots=True)
class PublishedCopy:
    """A copy that went out.

    Attributes:
        people: who was in it when it went out; for the office's own screen only.
        reasons: why it may not stay or must be looked at again; they name nobody and never say
            why a child is kept out.
        left: what is left to do about the file and what was made of it, in sentences; empty when
            nothing is.
        handed_on: packs and contact sheets that show the photo, oldest first.
    """

    id: ReleasedFileId
    batch_id: BatchId
    photo_id: PhotoId
    channel: Channel
    event: str
    event_date: date
    folder: Path
    file_name: str
    state: ReleasedState
    published_at: datetime | None
    people: tuple[Person, ...]
    standing: Standing
    reasons: tuple[str, ...]
    left: str
    handed_on: tuple[HandedOn, ...] = ()

    @property
    def path(self) -> Path:
        """Where it was put."""
        return self.folder / self.file_name


@dataclass(frozen=True, slots=True)
class _Basis:
    """Everything the standing of a batch's copies rests on."""

    batch: Batch
    register: RegisterPicture
    files: tuple[ReleasedFile, ...]

    def same(self, other: "_Basis") -> bool:
        alike = (self.batch, self.files) == (other.batch, other.files)
        return alike and self.register is other.register


class PublishedCopies:
    """Tells how every copy stands; a batch in which nothing changed is not judged twice."""

    def __init__(self, library: Library, register: RegisterReader) -> None:
        self._library = library
        self._register = register
        self._judged: dict[BatchId, tuple[_Basis, tuple[PublishedCopy, ...]]] = {}

    def of(self, batch_id: BatchId | None = None) -> tuple[PublishedCopy, ...]:
        """Return the copies of a batch or of all, what is due first, then the newest."""
        if batch_id is None:
            batches: Sequence[BatchId] = self._library.run(_batches_with_copies)
        else:
            batches = (batch_id,)
        # A piece of work for each batch: the librarian is never held up by all of them.
        found = [copy for each in batches for copy in self._of_batch(each)]
        handed = self._library.run(handed_on)
        return tuple(sorted((_with_packs(copy, handed) for copy in found), key=_in_order))

    def _of_batch(self, batch_id: BatchId) -> tuple[PublishedCopy, ...]:
        return self._library.run(lambda u: self.in_batch(u, batch_id))

    def in_batch(self, u: UnitOfWork, batch_id: BatchId) -> tuple[PublishedCopy, ...]:
        """Return the copies of a batch within a piece of work, without what was handed on."""
        files = tuple(f for f in u.releases.files(batch_id=batch_id) if f.state in WENT_OUT)
        basis = _Basis(u.batches.get(batch_id), self._register.read(u), files)
        before = self._judged.get(batch_id)
        if before is not None and before[0].same(basis):
            return before[1]
        copies = _judged(u, basis) if files else ()
        self._judged[batch_id] = (basis, copies)
        return copies


def _with_packs(copy: PublishedCopy, handed: Mapping[Handed, Sequence[HandedOn]]) -> PublishedCopy:
    """Return the copy with the packs that show it: what comes down has to come down there, too."""
    packs = tuple(handed.get((copy.photo_id, copy.channel.id), ()))
    if not packs:
        return copy
    sentences = [each.sentence for each in packs] if copy.standing in DUE else []
    return replace(copy, handed_on=packs, left=" ".join(filter(None, [copy.left, *sentences])))


def _batches_with_copies(u: UnitOfWork) -> tuple[BatchId, ...]:
    return tuple(batch.id for batch in u.batches.all())


def _in_order(copy: PublishedCopy) -> tuple[int, float, int]:
    went_out = 0.0 if copy.published_at is None else copy.published_at.timestamp()
    return tuple(Standing).index(copy.standing), -went_out, copy.id


def _judged(u: UnitOfWork, basis: _Basis) -> tuple[PublishedCopy, ...]:
    entries = {entry.photo.id: entry for entry in photos_on_desk(u, basis.batch, basis.register)}
    for gone in {f.photo_id for f in basis.files} - entries.keys():
        entries[gone] = photo_on_desk(u, gone, basis.register)
    signed = _as_signed(u, basis)
    unreleased = never_released(u, basis.files)
    copies = []
    for file in basis.files:
        entry = entries[file.photo_id]
        against = _against(file, entry, basis, signed[file.sign_off_id].get(file.photo_id))
        if file.id in unreleased:
            against = (NEVER_RELEASED, *against)
        copies.append(_copy(file, entry, basis, against))
    return tuple(copies)


def _as_signed(u: UnitOfWork, basis: _Basis) -> Mapping[SignOffId, Mapping[PhotoId, PhotoReview]]:
    """Return how the photos stood at each sign-off; none where nothing was done since."""
    batch = basis.batch
    regions, drawn_by = u.photos.regions_of_batch(batch.id), u.review.drawn_by(batch.id)
    found: dict[SignOffId, Mapping[PhotoId, PhotoReview]] = {}
    for sign_off_id in {file.sign_off_id for file in basis.files}:
        signed = u.releases.sign_off(sign_off_id)
        stood = u.review.stood_at(batch.id, signed.at) if signed.revision != batch.revision else {}
        found[sign_off_id] = {
            id_: fold(regions.get(id_, ()), drawn_by, actions) for id_, actions in stood.items()
        }
    return found


def _copy(
    file: ReleasedFile, entry: PhotoOnDesk, basis: _Basis, against: tuple[str, ...]
) -> PublishedCopy:
    batch, register = basis.batch, basis.register
    doubts = _doubts(entry.verdicts[file.channel_id])
    return PublishedCopy(
        id=file.id,
        batch_id=batch.id,
        photo_id=file.photo_id,
        channel=_channel(file, basis),
        event=batch.details.event,
        event_date=batch.details.event_date,
        folder=Path(file.folder),
        file_name=file.file_name,
        state=file.state,
        published_at=file.published_at,
        people=tuple(register.people[p] for p in sorted(file.people) if p in register.people),
        standing=_standing(file, against, doubts),
        reasons=against or doubts,
        left=file.problem,
    )


def _standing(file: ReleasedFile, against: tuple[str, ...], doubts: tuple[str, ...]) -> Standing:
    if file.state is ReleasedState.TAKEN_DOWN:
        return Standing.REMOVE_THERE if file.problem else Standing.TAKEN_DOWN
    in_folder = file.state is ReleasedState.PUBLISHED
    if against:
        return Standing.TAKE_DOWN if in_folder else Standing.REMOVE_THERE
    if doubts:
        return Standing.LOOK_AGAIN
    return Standing.MAY_STAY if in_folder else Standing.GONE


def _against(
    file: ReleasedFile, entry: PhotoOnDesk, basis: _Basis, signed: PhotoReview | None
) -> tuple[str, ...]:
    """Return why the copy may not stay; empty when nothing says so.

    `signed` is how the photo stood when it was signed off; None where nothing was done since.
    """
    now = entry.verdicts[file.channel_id]
    counting = (reason for reason in now.reasons if reason.code not in _ONLY_STOPS_NEW)
    sentences = _sentences(counting) if now.outcome is Outcome.HELD else []
    permissions = basis.register.permissions_in(basis.batch, file.channel_id)
    # Also when the photo says otherwise now: they were in it when it went out.
    if any(p not in permissions or not permissions[p].allowed for p in file.people):
        sentences.append(NOT_ALLOWED)
    channel = _channel(file, basis)
    if signed is not None and hidden_since(entry.photo, channel, signed, entry.review):
        sentences.append(HIDDEN_SINCE)
    return tuple(dict.fromkeys(sentences))


def _doubts(now: Verdict) -> tuple[str, ...]:
    """Return what of the photo is not decided any more, also where nothing new may go out.

    That the register has another version alone is no doubt: it has one after every answer, and
    what it says of the people in the copy was asked. Nor is anything where the original is gone:
    there is nothing to look at any more.
    """
    if any(reason.code == "retired" for reason in now.reasons):
        return ()
    doubts = now.besides if now.outcome is Outcome.HELD else now.reasons
    open_ones = [reason for reason in doubts if reason.code != "register_changed"]
    return tuple(dict.fromkeys(_sentences(open_ones)))


def _sentences(reasons: Iterable[Reason]) -> list[str]:
    """Return what the reasons say of a copy; that the original is gone says nothing against it."""
    told = (reason for reason in reasons if reason.code != "retired")
    return [HELD if reason.code in _TYPED else reason.text for reason in told]


def _channel(file: ReleasedFile, basis: _Basis) -> Channel:
    return next(c for c in basis.register.channels if c.id == file.channel_id)
