"""The second signature: another person releases the batch as it stands."""

from collections.abc import Mapping
from dataclasses import dataclass

from consentdesk.domain.batch import Batch
from consentdesk.domain.channel import Channel
from consentdesk.domain.errors import Refused
from consentdesk.domain.face import DispositionKind
from consentdesk.domain.ids import BatchId, ChannelId, PhotoId
from consentdesk.domain.release import Clearance, SignOff
from consentdesk.domain.verdict import Outcome
from consentdesk.services.desk import (
    PhotoOnDesk,
    clearances,
    photos_on_desk,
    standing_sign_off,
)
from consentdesk.services.person_names import is_second_person, tidy_name
from consentdesk.services.program_name import PROGRAM
from consentdesk.services.register_picture import Clock, RegisterReader
from consentdesk.store.library import Library
from consentdesk.store.unit_of_work import UnitOfWork

ALTERED = frozenset({DispositionKind.COVER, DispositionKind.CROP_AWAY})


@dataclass(frozen=True, slots=True)
class SignOffPreview:
    """What the second person is asked to release.

    Attributes:
        preparers: everybody who decided something in the batch.
        held, open: photos that go nowhere, and photos with something left to decide.
        covered: photos with a covered or cropped face, to be looked at one by one.
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
        approver: str,
        by: str,
        seen: SignOffPreview,
        covered_seen: frozenset[PhotoId],
    ) -> SignOff:
        """Release everything cleared in the batch, as the approver saw it in `seen`.

        `covered_seen` are the photos with something covered or cropped away of which the approver
        said that nobody can be told in them: in a small group a cover may not hide who it is.

        Raises:
            Refused: nobody is named, the approver prepared the batch too, nothing is cleared,
                a covered photo was not looked at, or the batch changed after the preview.
        """

        def work(u: UnitOfWork) -> SignOff:
            preview = self._preview(u, batch_id)
            _refuse_approver(approver, preview.preparers)
            if preview.refusal is not None:
                raise Refused(preview.refusal, "Decide photos first, then sign off.")
            if preview.cleared != seen.cleared or preview.batch.revision != seen.batch.revision:
                raise Refused(
                    "The batch changed after it was shown.", "Look at the new state, then sign."
                )
            if not covered_seen.issuperset(preview.covered):
                raise Refused(
                    "Photos with something covered or cropped away need a second look.",
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
                tidy_name(approver),
                self._clock(),
                u.register.version(),
                preview.batch.revision,
                released,
            )
            u.audit.add(
                by,
                "signed_off",
                f"batch {batch_id}",
                {
                    "approver": tidy_name(approver),
                    "copies": len(released),
                    "covered_seen": len(preview.covered),
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
            covered=tuple(p.photo.id for p in photos if is_altered(p)),
            cleared=cleared,
            standing=standing_sign_off(u, batch, register.version),
            last=u.releases.last_sign_off(batch_id),
            refusal="No photo is cleared for any channel yet." if nothing else None,
        )


def _preparers(u: UnitOfWork, batch_id: BatchId) -> tuple[str, ...]:
    return tuple(sorted(u.review.hands(batch_id) - {PROGRAM}))


def _refuse_approver(approver: str, preparers: tuple[str, ...]) -> None:
    if not tidy_name(approver):
        raise Refused("Nobody is named.", "Enter the name of the second person.")
    if any(not is_second_person(approver, preparer) for preparer in preparers):
        raise Refused(
            "A second person must sign off, not one who decided.",
            "Ask a senior colleague to look and sign.",
        )


def is_altered(entry: PhotoOnDesk) -> bool:
    """Whether something in the photo is covered or cropped away."""
    return any(d.disposition.kind in ALTERED for d in entry.review.decisions.values())
