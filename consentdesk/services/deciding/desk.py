"""A batch as it lies on the desk: each photo with its review and its verdicts."""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date, datetime

from consentdesk.domain.batch import Batch
from consentdesk.domain.batch_steps import BatchCounts
from consentdesk.domain.channel import Channel
from consentdesk.domain.consent import Limit
from consentdesk.domain.errors import Refused
from consentdesk.domain.face import DispositionKind, Region, Suggestion, names_any_of
from consentdesk.domain.ids import BatchId, ChannelId, PersonId, PhotoId, PortraitId, RegionId
from consentdesk.domain.matching_locks import LockState
from consentdesk.domain.people import Person, Portrait
from consentdesk.domain.photo import Photo, PhotoState
from consentdesk.domain.portraits import portrait_to_show
from consentdesk.domain.release import Clearance, ReleasedState, SignOff
from consentdesk.domain.review import PhotoReview, fold
from consentdesk.domain.said_elsewhere import NamedElsewhere, named_in
from consentdesk.domain.staff import Duty
from consentdesk.domain.verdict import Outcome, PhotoFacts, Verdict, verdict
from consentdesk.services.register_picture import RegisterPicture
from consentdesk.store.unit_of_work import UnitOfWork

LIMIT_WORDS = {
    Limit.NO_NAME: "no name",
    Limit.FIRST_NAME_ONLY: "first name only",
    Limit.GROUP_ONLY: "group photos only",
    Limit.NOT_CLOSE_UP: "not close up",
}


@dataclass(frozen=True, slots=True)
class LookOut:
    """A restricted person who may be in the batch.

    Attributes:
        portrait: the latest one that is any good.
        not_on: names of the channels the person may not appear on.
        limits: picture limits in words.
        compared: False when only human eyes can find this person.
    """

    person: Person
    portrait: PortraitId | None
    not_on: tuple[str, ...]
    limits: tuple[str, ...]
    compared: bool


@dataclass(frozen=True, slots=True)
class PhotoOnDesk:
    """A photo with everything needed to decide about it.

    Attributes:
        flagged: a face in it looks like a look-out and is undecided.
        revision: of its batch when it was read; of two readings the later has no lower one.
    """

    photo: Photo
    review: PhotoReview
    suggestions: Mapping[RegionId, Suggestion]
    verdicts: Mapping[ChannelId, Verdict]
    flagged: bool
    revision: int = 0

    @property
    def status(self) -> Outcome:
        """Return held when no channel can be cleared, open while one needs a decision."""
        outcomes = {v.outcome for v in self.verdicts.values()}
        if Outcome.NEEDS_DECISION in outcomes or not outcomes:
            return Outcome.NEEDS_DECISION
        return Outcome.CLEARED if Outcome.CLEARED in outcomes else Outcome.HELD


@dataclass(frozen=True, slots=True)
class DeskPlace:
    """Where a person was on the desk; a face only while one was in hand."""

    photo_id: PhotoId
    region_id: RegionId | None


@dataclass(frozen=True, slots=True)
class Desk:
    """A whole batch on the desk; photos in the order in which to decide them.

    Attributes:
        groups: faces that are one person, as the machine and then people said, have the same
            number.
        bursts: photos of one moment, two or more together, in the order they were taken.
        place: the photo and the face that were in hand last.
    """

    batch: Batch
    photos: tuple[PhotoOnDesk, ...]
    channels: tuple[Channel, ...]
    look_outs: tuple[LookOut, ...]
    people: Mapping[PersonId, Person]
    lock: LockState
    register_version: int
    groups: Mapping[RegionId, int] = field(default_factory=dict)
    bursts: tuple[tuple[PhotoId, ...], ...] = ()
    place: DeskPlace | None = None


def photos_on_desk(
    u: UnitOfWork, batch: Batch, register: RegisterPicture
) -> tuple[PhotoOnDesk, ...]:
    """Return all photos of the batch by time, each with its review and verdicts."""
    regions, suggestions = (
        u.photos.regions_of_batch(batch.id),
        u.photos.suggestions_of_batch(batch.id),
    )
    actions, drawn_by = u.review.actions_of_batch(batch.id), u.review.drawn_by(batch.id)
    look_outs = frozenset(person.id for person in register.look_outs(batch))
    twins, laid_out = u.photos.same_files(batch.id), []
    for photo in u.photos.of_batch(batch.id):
        review = fold(regions.get(photo.id, ()), drawn_by, actions.get(photo.id, ()))
        named = _named(u, twins.get(photo.id, ()))
        laid_out.append(_lay_out(photo, review, suggestions, batch, register, look_outs, named))
    return tuple(laid_out)


def photo_on_desk(u: UnitOfWork, photo_id: PhotoId, register: RegisterPicture) -> PhotoOnDesk:
    """Return one photo with its review and verdicts."""
    photo = u.photos.get(photo_id)
    batch, review = u.batches.get(photo.batch_id), review_of(u, photo_id)
    look_outs = frozenset(person.id for person in register.look_outs(batch))
    suggestions, named = u.photos.suggestions(photo_id), _named(u, u.photos.same_file(photo))
    return _lay_out(photo, review, suggestions, batch, register, look_outs, named)


def review_of(u: UnitOfWork, photo_id: PhotoId) -> PhotoReview:
    """Return the review of one photo as it stands."""
    drawn_by, actions = u.review.drawn_in(photo_id), u.review.actions(photo_id)
    return fold(u.photos.regions(photo_id), drawn_by, actions)


def _named(u: UnitOfWork, twins: Iterable[PhotoId]) -> tuple[NamedElsewhere, ...]:
    """Return who was recognised in photos of the same file."""
    return tuple(each for twin in twins for each in named_in(review_of(u, twin)))


def gone_photo() -> Refused:
    """Return the refusal of anything about a photo of which there is no picture any more."""
    return Refused("This photo is not kept any more.", "Go on with the other photos.")


def refuse_gone(photo: Photo) -> None:
    """Stop whatever needs the picture of a photo.

    Raises:
        Refused: it was deleted, or was kept as long as the school keeps originals.
    """
    if photo.state is PhotoState.DELETED:
        raise Refused("This photo was deleted.", "Go on with the other photos.")
    if photo.gone:
        raise gone_photo()


def region_as_it_stands(u: UnitOfWork, region_id: RegionId) -> Region:
    """Return a face with the frame and the picture that people gave it, if they did.

    Raises:
        Refused: a person drew it, and it was taken away or taken back since; or there is no
            picture of its photo any more.
    """
    photo_id = u.photos.region(region_id).photo_id
    refuse_gone(u.photos.get(photo_id))
    review = review_of(u, photo_id)
    standing = next((each for each in review.regions if each.id == region_id), None)
    if standing is None:
        raise Refused("This frame is not in the photo any more.", "Go on with the other faces.")
    return standing


def _is_mosaic(review: PhotoReview, region_id: RegionId) -> bool:
    decision = review.decisions.get(region_id)
    return decision is not None and decision.disposition.kind is DispositionKind.MOSAIC


def _candidates(said: Suggestion) -> tuple[PersonId, ...]:
    return tuple(candidate.person_id for candidate in said.candidates)


def _lay_out(
    photo: Photo,
    review: PhotoReview,
    suggestions: Mapping[RegionId, Suggestion],
    batch: Batch,
    register: RegisterPicture,
    look_outs: frozenset[PersonId],
    named_elsewhere: tuple[NamedElsewhere, ...],
) -> PhotoOnDesk:
    own = {
        r.id: suggestions[r.id].without(review.not_these.get(r.id, frozenset()))
        for r in review.regions
        if r.id in suggestions
    }
    alike = frozenset(
        id_
        for id_, said in own.items()
        if names_any_of(said, look_outs)
        or (_is_mosaic(review, id_) and register.on_register_among(_candidates(said)))
    )
    verdicts = {
        channel.id: verdict(
            PhotoFacts(
                photo,
                review,
                channel,
                register.permissions_in(batch, channel.id),
                register.version,
                batch.has_closed_roster,
                register.closed.get(channel.id, ""),
                channel.takes(batch.details.kind),
                look_outs,
                register.alone.get(channel.id, {}),
                alike,
                named_elsewhere,
            )
        )
        for channel in register.channels
    }
    flagged = any(points_at(own.get(r.id), look_outs) for r in review.undecided)
    return PhotoOnDesk(photo, review, own, verdicts, flagged, batch.revision)


def points_at(suggestion: Suggestion | None, people: AbstractSet[PersonId]) -> bool:
    """Tell whether a face looks like one of these people."""
    return suggestion is not None and not suggestion.likely.isdisjoint(people)


def look_outs_of(u: UnitOfWork, batch: Batch, register: RegisterPicture) -> tuple[LookOut, ...]:
    """Return the look-outs of a batch with portrait and channels, by class and name."""
    portraits: dict[PersonId, list[Portrait]] = {}
    for portrait in u.people.portraits():
        portraits.setdefault(portrait.person_id, []).append(portrait)
    compared = u.matching.people_with_vectors()
    entries = []
    for person in register.look_outs(batch):
        permissions = register.permissions_of(person.id)
        not_on = tuple(c.name for c in register.channels if not permissions[c.id].allowed)
        limits = frozenset[Limit]().union(*(p.limits for p in permissions.values()))
        shown = portrait_to_show(portraits.get(person.id, ()))
        entries.append(
            LookOut(
                person,
                None if shown is None else shown.id,
                not_on,
                tuple(LIMIT_WORDS[limit] for limit in sorted(limits)),
                person.id in compared,
            )
        )
    return tuple(entries)


def clearances(photos: tuple[PhotoOnDesk, ...]) -> tuple[Clearance, ...]:
    """Return every photo and channel pair that is cleared now."""
    return tuple(
        Clearance(entry.photo.id, channel_id)
        for entry in photos
        for channel_id, answer in entry.verdicts.items()
        if answer.cleared
    )


def standing_sign_off(
    u: UnitOfWork, batch: Batch, register_version: int, now: datetime
) -> SignOff | None:
    """Return the last sign-off when nothing changed since it was given, and it did not lapse.

    It lapses with its hours, and with the right of whoever gave it.
    """
    last = u.releases.last_sign_off(batch.id)
    if last is None or not last.holds(register_version, batch.revision):
        return None
    if not signer_may_sign(u, last, now.date()):
        return None
    return last if last.in_time(now, u.staff.profile().sign_off_hours) else None


def signer_may_sign(u: UnitOfWork, signed: SignOff, today: date) -> bool:
    """Whether the one who gave a sign-off still works here and may still give such a one."""
    signer = u.staff.named(signed.approver)
    duty = Duty.LEAD if signed.alone_because else Duty.APPROVE
    return signer is not None and signer.works_on(today) and signer.may(duty)


def counts_of(
    u: UnitOfWork,
    batch: Batch,
    photos: tuple[PhotoOnDesk, ...],
    register_version: int,
    now: datetime,
) -> BatchCounts:
    """Count what a batch holds, for its path and its card."""
    signed = standing_sign_off(u, batch, register_version, now)
    open_photos = [p for p in photos if p.status is Outcome.NEEDS_DECISION]
    return BatchCounts(
        photos=len(photos),
        retired=u.photos.count_retired(batch.id),
        listed=len(u.batches.listed(batch.id)),
        waiting=_in_state(photos, PhotoState.BROUGHT_IN),
        being_checked=sum(1 for entry in photos if _being_checked(entry.photo)),
        kept_back=_in_state(photos, PhotoState.FAILED) + _in_state(photos, PhotoState.SET_ASIDE),
        undecided_photos=len(open_photos),
        undecided_faces=sum(len(p.review.undecided) for p in open_photos),
        clearances=len(clearances(photos)),
        signed=0 if signed is None else len(signed.clearances),
        published=0 if signed is None else len(already_published(u, batch.id, signed)),
    )


def already_published(u: UnitOfWork, batch_id: BatchId, sign_off: SignOff) -> frozenset[Clearance]:
    """Return the pairs of a sign-off whose copies were published under it."""
    return frozenset(
        Clearance(f.photo_id, f.channel_id)
        for f in u.releases.files(sign_off_id=sign_off.id)
        if f.state is ReleasedState.PUBLISHED
    ) & frozenset(sign_off.clearances)


def _being_checked(photo: Photo) -> bool:
    return photo.state is PhotoState.BROUGHT_IN and photo.searched is not None


def _in_state(photos: tuple[PhotoOnDesk, ...], state: PhotoState) -> int:
    return sum(1 for entry in photos if entry.photo.state is state)
