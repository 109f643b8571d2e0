"""What a clearance record says, read from the library; no text that names a pupil gets into it."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import PurePath

from consentdesk import __version__
from consentdesk.domain.channel import Channel
from consentdesk.domain.face import DispositionKind
from consentdesk.domain.ids import PhotoId
from consentdesk.domain.people import Person, PersonKind
from consentdesk.domain.photo import Photo, PhotoState
from consentdesk.domain.published_part import covered_regions, kind_of, mosaic_regions
from consentdesk.domain.release import Clearance, ReleasedFile, ReleasedState, SignOff
from consentdesk.domain.release_facts import (
    AuditHead,
    ChannelFacts,
    DecisionCounts,
    Override,
    OverrideKind,
    PhotoCounts,
    Preparer,
    RecordedCopy,
    RefusedCopies,
    ReleaseFacts,
)
from consentdesk.domain.review import ActionKind, PhotoReview, ReviewAction, fold
from consentdesk.domain.review_changes import Referee, ReferralAnswered, Referred
from consentdesk.services.names.name_check import HowSure, names_in
from consentdesk.services.program_name import PROGRAM
from consentdesk.services.publishing.unreleased_copies import never_released
from consentdesk.services.register_picture import RegisterPicture
from consentdesk.store.unit_of_work import UnitOfWork

Screen = Callable[[str], str]
"""Gives back a typed text, or an empty one when it names a pupil."""

UNWRITTEN = "Publishing was stopped or refused before a file was written."
UNFINISHED = "Writing was interrupted."
NAMING = "The reason is not repeated here, because it may name somebody."
SOMEBODY = "a person whose name is not repeated here"

_WENT_OUT = frozenset(
    {
        ReleasedState.PUBLISHED,
        ReleasedState.REPLACED,
        ReleasedState.TAKEN_DOWN,
        ReleasedState.GONE,
    }
)


@dataclass(frozen=True, slots=True)
class _Reviewed:
    """A photo of the batch as it was decided when it was signed off."""

    photo: Photo
    actions: tuple[ReviewAction, ...]
    review: PhotoReview


def went_out(file: ReleasedFile) -> bool:
    """Whether a copy was published, whatever became of it since."""
    return file.state in _WENT_OUT


def release_facts(
    u: UnitOfWork, signed: SignOff, register: RegisterPicture, made_at: datetime
) -> ReleaseFacts:
    """Return everything there is to say about what went out under a sign-off, up to now.

    Of the register it takes the channels, and the names that must not be told.
    """
    batch, people = u.batches.get(signed.batch_id), register.people.values()
    photos = _as_signed(u, signed)
    released = _released(signed, photos)
    shown = _screen(people, HowSure.ONE_NAME)
    actions = [action for each in photos for action in each.actions]
    files = _without_unreleased(u, u.releases.files(sign_off_id=signed.id))
    return ReleaseFacts(
        made_at=made_at,
        batch_id=batch.id,
        event=shown(batch.details.event),
        event_date=batch.details.event_date,
        purpose=shown(batch.details.purpose),
        revision=signed.revision,
        register_version=signed.register_version,
        sign_off_id=signed.id,
        prepared_by=tuple(Preparer(name, _last_at(actions, name)) for name in signed.preparers),
        signed_by=signed.approver,
        signed_at=signed.at,
        photos=_photo_counts(photos, released, len(u.batches.listed(batch.id))),
        decisions=_decision_counts(released, changed_since=batch.revision != signed.revision),
        overrides=(
            *_overrides(released, _screen(people, HowSure.FULL_NAME)),
            *_signed_alone(signed, shown),
        ),
        mode=batch.details.mode,
        channels=_channels(register.channels, files, signed, shown),
        audit=_audit_head(u),
        program=f"{PROGRAM} {__version__}",
    )


def _without_unreleased(u: UnitOfWork, files: tuple[ReleasedFile, ...]) -> tuple[ReleasedFile, ...]:
    """Return copies that were found without having been released as what they are: refused."""
    found = never_released(u, files)
    return tuple(
        replace(file, state=ReleasedState.REFUSED, problem="") if file.id in found else file
        for file in files
    )


def _screen(people: Iterable[Person], how_sure: HowSure) -> Screen:
    pupils = [person for person in people if person.details.kind is PersonKind.PUPIL]

    def shown(text: str) -> str:
        named = any(found.how_sure >= how_sure for found in names_in(text, pupils))
        return "" if named else text.strip()

    return shown


def _as_signed(u: UnitOfWork, signed: SignOff) -> tuple[_Reviewed, ...]:
    """Return the photos with what stood at the sign-off; what was taken back since is not in it."""
    regions, drawn_by = (
        u.photos.regions_of_batch(signed.batch_id),
        u.review.drawn_by(signed.batch_id),
    )
    done = u.review.actions_of_batch(signed.batch_id)
    reviewed = []
    for photo in (*u.photos.of_batch(signed.batch_id), *u.photos.retired(signed.batch_id)):
        actions = tuple(a for a in done.get(photo.id, ()) if a.at <= signed.at)
        review = fold(regions.get(photo.id, ()), drawn_by, actions)
        reviewed.append(_Reviewed(photo, actions, review))
    return tuple(reviewed)


def _released(signed: SignOff, photos: Iterable[_Reviewed]) -> tuple[_Reviewed, ...]:
    wanted = {clearance.photo_id for clearance in signed.clearances}
    return tuple(each for each in photos if each.photo.id in wanted)


def _last_at(actions: Iterable[ReviewAction], name: str) -> datetime | None:
    return max((action.at for action in actions if action.by == name), default=None)


def _photo_counts(
    photos: tuple[_Reviewed, ...], released: tuple[_Reviewed, ...], listed: int
) -> PhotoCounts:
    out = {each.photo.id for each in released}
    rest = [each.photo for each in photos if each.photo.id not in out]
    deleted = sum(1 for photo in rest if photo.state is PhotoState.DELETED)
    return PhotoCounts(len(photos), len(out), len(rest) - deleted, deleted, listed)


def _decision_counts(released: tuple[_Reviewed, ...], *, changed_since: bool) -> DecisionCounts:
    reviews = [each.review for each in released]
    decisions = [decision for review in reviews for decision in review.decisions.values()]
    kinds = [action.kind for each in released for action in each.actions]
    return DecisionCounts(
        faces=len(decisions),
        decided_by_program=sum(1 for decision in decisions if decision.by == PROGRAM),
        covered=sum(1 for review in reviews if covered_regions(review) or mosaic_regions(review)),
        cropped=sum(1 for review in reviews if _is_cropped(review)),
        exclusion_checks=kinds.count(ActionKind.EXCLUSION_CHECK),
        changed_since=changed_since,
    )


def _is_cropped(review: PhotoReview) -> bool:
    kinds = (kind_of(review, region) for region in review.regions)
    return review.crop is not None or DispositionKind.CROP_AWAY in kinds


def _overrides(released: Iterable[_Reviewed], shown: Screen) -> tuple[Override, ...]:
    found = (each for photo in released for each in _lifted(photo.actions, shown))
    return tuple(sorted(found, key=lambda override: override.at))


def _signed_alone(signed: SignOff, shown: Screen) -> Iterable[Override]:
    if signed.alone_because:
        reason = shown(signed.alone_because)
        kind = OverrideKind.SECOND_PERSON_SKIPPED
        yield Override(kind, signed.approver, signed.at, None, True, reason)


def _lifted(actions: Iterable[ReviewAction], shown: Screen) -> Iterable[Override]:
    """Give what lifted a hold or answered a question, never the words typed with it."""
    held, asked = False, Referee.HEAD
    for action in sorted(actions, key=lambda action: action.id):
        if action.kind is ActionKind.LET_GO and held:
            by = shown(action.by) or SOMEBODY
            yield Override(OverrideKind.HOLD_LET_GO, by, action.at, None, True)
        if action.kind in {ActionKind.HOLD, ActionKind.LET_GO}:
            held = action.kind is ActionKind.HOLD
        if isinstance(action.change, Referred):
            asked = action.change.to
        if isinstance(action.change, ReferralAnswered):
            by, may_go = shown(action.change.answerer) or SOMEBODY, action.change.may_go
            yield Override(OverrideKind.REFERRAL_ANSWERED, by, action.at, asked, may_go)


def _channels(
    channels: Iterable[Channel],
    files: tuple[ReleasedFile, ...],
    signed: SignOff,
    shown: Screen,
) -> tuple[ChannelFacts, ...]:
    told = []
    for channel in channels:
        cleared = [c for c in signed.clearances if c.channel_id == channel.id]
        if cleared:
            own = [file for file in files if file.channel_id == channel.id]
            told.append(_channel(channel, cleared, own, shown))
    return tuple(told)


def _channel(
    channel: Channel, cleared: list[Clearance], files: list[ReleasedFile], shown: Screen
) -> ChannelFacts:
    out = [file for file in files if went_out(file)]
    last = {file.photo_id: file for file in files}
    gone_out = {file.photo_id for file in out}
    missing = [c.photo_id for c in cleared if c.photo_id not in gone_out]
    folders = {PurePath(file.folder).name for file in out} or {channel.details.folder.name}
    return ChannelFacts(
        name=shown(channel.name) or f"Channel {channel.id}",
        folder=", ".join(shown(folder) for folder in sorted(folders)),
        cleared=len(cleared),
        refused=_refused(missing, last, shown),
        files=tuple(RecordedCopy(f.file_name, f.sha256, f.state, f.published_at) for f in out),
    )


def _refused(
    missing: Iterable[PhotoId], last: Mapping[PhotoId, ReleasedFile], shown: Screen
) -> tuple[RefusedCopies, ...]:
    reasons = Counter(_reason(last.get(photo_id), shown) for photo_id in missing)
    return tuple(RefusedCopies(reason, copies) for reason, copies in sorted(reasons.items()))


def _reason(file: ReleasedFile | None, shown: Screen) -> str:
    if file is None:
        return UNWRITTEN
    if file.state is ReleasedState.WRITING or not file.problem:
        return UNFINISHED
    folder = PurePath(file.folder)
    return shown(file.problem.replace(str(folder), folder.name)) or NAMING


def _audit_head(u: UnitOfWork) -> AuditHead:
    (last,) = u.audit.rows(limit=1)
    return AuditHead(last.number, last.chained)
