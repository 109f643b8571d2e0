"""The second signature: another person releases the batch as it stands."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from consentdesk.domain.batch import Batch
from consentdesk.domain.channel import Channel
from consentdesk.domain.errors import Refused
from consentdesk.domain.ids import BatchId, ChannelId, PhotoId
from consentdesk.domain.published_part import OUT_OF_SIGHT
from consentdesk.domain.release import Clearance, SignOff
from consentdesk.domain.staff import Duty, SignedIn, StaffMember
from consentdesk.domain.verdict import Outcome
from consentdesk.services.deciding.desk import (
    PhotoOnDesk,
    clearances,
    photos_on_desk,
    standing_sign_off,
)
from consentdesk.services.names.person_names import is_second_person, tidy_name
from consentdesk.services.office.duties import require
from consentdesk.services.program_name import PROGRAM
from consentdesk.services.register_picture import Clock, RegisterReader
from consentdesk.store.library import Library
from consentdesk.store.unit_of_work import UnitOfWork

ALTERED = OUT_OF_SIGHT
"""Decisions of which the second person looks at the outcome."""


@dataclass(frozen=True, slots=True)
class SignOffPreview:
    """What the second person is asked to release.

    Attributes:
        preparers: everybody who decided something in the batch.
        held, open: photos that go nowhere, and photos with something left to decide.
        covered: photos that go somewhere with a face covered, made a mosaic or cropped away, to
            be looked at one by one.
        standing: the sign-off that holds now, if any.
        refusal: why nothing can be signed, in one sentence.
    """

    batch: Batch
    preparers: tuple[str, ...]
    per_channel: tuple[tuple[Channel, int], ...]
    held: int
    open: int
    covered: tuple[PhotoId, ...]
    cleared: Mapping[ChannelId, tuple[PhotoId, ...]]
    standing: SignOff | None
    last: SignOff | None
    refusal: str | None


class SignOffDesk:
    """Sign-off of one workspace."""

    def __init__(self, library: Library, register: RegisterReader, clock: Clock) -> None:
        self._library = library
        self._register = register
        self._clock = clock

    def preview(self, batch_id: BatchId) -> SignOffPreview:
        """Return what would be released now."""
        return self._library.run(lambda u: self._preview(u, batch_id))

    def sign(
        self,
        batch_id: BatchId,
        approver: SignedIn,
        by: str,
        seen: SignOffPreview,
        covered_seen: frozenset[PhotoId],
        alone_because: str = "",
    ) -> SignOff:
        """Release everything cleared in the batch, as the approver saw it in `seen`.

        `covered_seen` are the photos with something covered, made a mosaic or cropped away of
        which the approver said that nobody can be told in them: in a small group a cover may not
        hide who it is.
        `alone_because` is why the head signs what the head prepared; it is reported.

        Raises:
            Refused: the approver may not sign, or prepared the batch too and is no head with a
                reason; the head did not agree to the event where the school asks for it; nobody
                said what the photos are for; nothing is cleared; a covered photo was not looked
                at; or the batch changed after the preview.
        """

        def work(u: UnitOfWork) -> SignOff:
            preview, now = self._preview(u, batch_id), self._clock()
            signing = require(u, approver.name, Duty.APPROVE, now.date())
            alone = _alone(signing, preview.preparers, alone_because)
            _refuse_event(u, preview.batch, signing)
            if preview.refusal is not None:
                raise Refused(preview.refusal, "Decide photos first, then sign off.")
            if preview.cleared != seen.cleared or preview.batch.revision != seen.batch.revision:
                raise Refused(
                    "The batch changed after it was shown.", "Look at the new state, then sign."
                )
            if not covered_seen.issuperset(preview.covered):
                raise Refused(
                    "Photos with something covered, made a mosaic or cropped away need a second "
                    "look.",
                    "Look at each of them and say so, then sign.",
                )
            released = tuple(
                Clearance(photo_id, channel_id)
                for channel_id, photos in preview.cleared.items()
                for photo_id in photos
            )
            signed = u.releases.sign(
                batch_id,
                preview.preparers,
                signing.name,
                now,
                u.register.version(),
                preview.batch.revision,
                released,
                alone,
            )
            u.audit.add(
                by,
                "signed_off",
                f"batch {batch_id}",
                {
                    "approver": signing.name,
                    "copies": len(released),
                    "covered_seen": len(preview.covered),
                    "second_person_skipped": bool(alone),
                },
            )
            return signed

        return self._library.run(work)

    def _preview(self, u: UnitOfWork, batch_id: BatchId) -> SignOffPreview:
        batch, register = u.batches.get(batch_id), self._register.read(u)
        photos = photos_on_desk(u, batch, register)
        cleared = {
            channel.id: tuple(c.photo_id for c in clearances(photos) if c.channel_id == channel.id)
            for channel in register.channels
        }
        nothing = not any(cleared.values())
        return SignOffPreview(
            batch=batch,
            preparers=_preparers(u, batch_id),
            per_channel=tuple((c, len(cleared[c.id])) for c in register.channels),
            held=sum(1 for p in photos if p.status is Outcome.HELD),
            open=sum(1 for p in photos if p.status is Outcome.NEEDS_DECISION),
            covered=covered_to_release(photos),
            cleared=cleared,
            standing=standing_sign_off(u, batch, register.version, self._clock()),
            last=u.releases.last_sign_off(batch_id),
            refusal="No photo is cleared for any channel yet." if nothing else None,
        )


def _preparers(u: UnitOfWork, batch_id: BatchId) -> tuple[str, ...]:
    return tuple(sorted(u.review.hands(batch_id) - {PROGRAM}))


def _alone(approver: StaffMember, preparers: tuple[str, ...], because: str) -> str:
    """Return why nobody else signs; empty when the approver is a second person."""
    if all(is_second_person(approver.name, preparer) for preparer in preparers):
        return ""
    if not approver.may(Duty.LEAD):
        raise Refused(
            "A second person must sign off, not one who decided.",
            "Ask a senior colleague to look and sign.",
        )
    if not tidy_name(because):
        raise Refused(
            "The head decided here, too, and signs alone only with a reason.",
            "Ask a senior colleague, or write down why nobody else can look.",
        )
    return tidy_name(because)


def _refuse_event(u: UnitOfWork, batch: Batch, approver: StaffMember) -> None:
    if not batch.details.purpose.strip():
        raise Refused(
            "Nobody said what the photos of this event are for.",
            "Fill in the purpose of the batch, then sign.",
        )
    wanted = u.staff.profile().head_per_event and not approver.may(Duty.LEAD)
    if wanted and u.staff.event_agreement(batch.id) is None:
        raise Refused(
            "The head has not agreed to photos of this event.",
            "Ask the head to sign in and agree on the page of the batch.",
        )


def covered_to_release(photos: Iterable[PhotoOnDesk]) -> tuple[PhotoId, ...]:
    """Return the photos cleared for some channel with something covered, a mosaic or cropped away.

    What goes nowhere needs no second look: letting it go ends the sign-off.
    """
    return tuple(
        entry.photo.id
        for entry in photos
        if _is_altered(entry) and any(each.cleared for each in entry.verdicts.values())
    )


def _is_altered(entry: PhotoOnDesk) -> bool:
    return any(d.disposition.kind in ALTERED for d in entry.review.decisions.values())
