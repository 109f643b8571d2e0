"""What is kept no longer: previewed for any day, deleted when it is due, and proven gone."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from consentdesk.domain.batch import Batch
from consentdesk.domain.errors import Refused
from consentdesk.domain.ids import BatchId, PhotoId, VaultKey
from consentdesk.domain.photo import Photo
from consentdesk.domain.progress import CancelToken
from consentdesk.domain.release import ReleasedFile, ReleasedState
from consentdesk.domain.retention import (
    UNTIL_SOMEBODY_DECIDES,
    BatchKeeping,
    KeptBecause,
    KeptPhoto,
    due_on,
    kept_by_review,
)
from consentdesk.domain.review import PhotoReview, fold
from consentdesk.domain.staff import Duty
from consentdesk.services.comparing.matching import Matching
from consentdesk.services.comparing.references import destroy_portrait
from consentdesk.services.deciding.acting import Acting
from consentdesk.services.deciding.desk import already_published, standing_sign_off
from consentdesk.services.looking_after.published_copies import Standing
from consentdesk.services.looking_after.retention_preview import (
    RetentionPreview,
    portraits_ended,
    preview_besides,
)
from consentdesk.services.looking_after.retired_pictures import remove_pictures, retire_photos
from consentdesk.services.looking_after.take_down import TakeDown
from consentdesk.services.office.duties import require_one_of
from consentdesk.services.program_name import PROGRAM
from consentdesk.store.backups import backups_before, remove_backups_before
from consentdesk.store.unit_of_work import UnitOfWork

MAY_RUN = (Duty.ADMINISTER, Duty.APPROVE)

_BY_STANDING = {
    Standing.TAKE_DOWN: KeptBecause.COPY_DUE,
    Standing.REMOVE_THERE: KeptBecause.COPY_DUE,
    Standing.LOOK_AGAIN: KeptBecause.COPY_IN_DOUBT,
}

Standings = Mapping[PhotoId, KeptBecause]


@dataclass(frozen=True, slots=True)
class RetiredBatch:
    """What was deleted of a batch.

    Attributes:
        fingerprints: SHA-256 of each deleted original, hex; they stand in the audit trail.
        pictures: vault entries that went: originals, small copies, enlarged faces.
        left: entries that could not be removed; they go when the library is opened next.
    """

    batch_id: BatchId
    fingerprints: tuple[str, ...]
    pictures: int
    left: int
    kept: tuple[KeptPhoto, ...]


@dataclass(frozen=True, slots=True)
class RetentionReceipt:
    """What one run deleted; `finished` is False when it was stopped and the rest is still due."""

    batches: tuple[RetiredBatch, ...]
    vectors: int
    portraits: int
    backups: int
    finished: bool

    @property
    def photos(self) -> int:
        """How many originals went."""
        return sum(len(batch.fingerprints) for batch in self.batches)

    @property
    def proven(self) -> bool:
        """Whether each picture was looked for again and is not there."""
        return all(batch.left == 0 for batch in self.batches)


class Retention:
    """Keeping and deleting in one workspace.

    Killed at any point, what was done stays done, and the next run does the rest.
    """

    def __init__(
        self, acting: Acting, take_down: TakeDown, matching: Matching, backups: Path
    ) -> None:
        self._acting = acting
        self._library = acting.library
        self._take_down = take_down
        self._matching = matching
        self._backups = backups

    def preview(self, until: date) -> RetentionPreview:
        """Return what would be deleted up to and on that day, if nothing else happens."""
        today = self._today()
        batches = self._library.run(lambda u: u.batches.all())
        found = [plan for each in batches if (plan := self._keeping(each.id)) is not None]
        besides = self._library.run(lambda u: preview_besides(u, until))
        days = self._library.run(lambda u: u.staff.profile()).originals_days
        return RetentionPreview(
            today=today,
            until=until,
            days=days,
            batches=tuple(b for b in found if b.due is not None and b.due <= until),
            never_published=tuple(b for b in found if b.due is None),
            besides=besides,
            backups=len(backups_before(self._backups, until - timedelta(days=days))),
        )

    def run(self, by: str, cancel: CancelToken | None = None) -> RetentionReceipt:
        """Delete everything that is due today, one batch at a time.

        Raises:
            Refused: this person may not.
        """
        cancel = cancel or CancelToken()
        self._library.run(lambda u: require_one_of(u, by, MAY_RUN, self._today()))
        vectors = self._matching.purge()
        portraits = self._library.run(self._end_portraits)
        backups = self._end_backups(by)
        batches = []
        for batch in self._library.run(lambda u: u.batches.all()):
            if cancel.cancelled:
                break
            plan = self._keeping(batch.id)
            if plan is not None and plan.is_due(self._today()):
                batches.append(self._retire(batch.id, by, on_purpose=False))
        receipt = RetentionReceipt(
            tuple(batches), vectors, portraits, backups, finished=not cancel.cancelled
        )
        self._library.run(lambda u: u.audit.add(by, "retention_run", "", _counts(receipt)))
        return receipt

    def retire(self, batch_id: BatchId, by: str) -> RetiredBatch:
        """Delete the pictures of a batch on purpose, before their day or without one.

        Photos with a copy that must be taken down, or with a question that nobody answered, are
        kept even then.

        Raises:
            Refused: this person may not, or nothing of the batch can go.
        """
        self._library.run(lambda u: require_one_of(u, by, MAY_RUN, self._today()))
        return self._retire(batch_id, by, on_purpose=True)

    def _keeping(self, batch_id: BatchId) -> BatchKeeping | None:
        """Return what becomes of a batch; None when there is no picture of it."""
        if not self._library.run(lambda u: u.photos.ids_of_batch(batch_id)):
            return None
        standings = self._standings(batch_id)
        return self._library.run(lambda u: self._plan(u, batch_id, standings))

    def _standings(self, batch_id: BatchId) -> Standings:
        copies = self._take_down.copies(batch_id)
        kept = ((copy.photo_id, _BY_STANDING.get(copy.standing)) for copy in reversed(copies))
        return {photo_id: why for photo_id, why in kept if why is not None}

    def _retire(self, batch_id: BatchId, by: str, *, on_purpose: bool) -> RetiredBatch:
        standings = self._standings(batch_id)

        def work(u: UnitOfWork) -> tuple[BatchKeeping, tuple[Photo, ...], tuple[VaultKey, ...]]:
            plan = self._plan(u, batch_id, standings, on_purpose=on_purpose)
            photos = tuple(u.photos.get(photo_id) for photo_id in plan.going)
            if not photos:
                raise Refused(
                    "No photo of this batch can be deleted now.",
                    "Look at why each is kept, and settle that first.",
                )
            keys = retire_photos(u, batch_id, photos, self._today(), by, on_purpose=on_purpose)
            return plan, photos, keys

        plan, photos, keys = self._library.run(work)
        vault, subject = self._library.vault, f"batch {batch_id}"
        left = self._library.run(lambda u: remove_pictures(u, vault, subject, keys, by))
        self._acting.tell_all()
        fingerprints = tuple(photo.details.sha256 for photo in photos)
        return RetiredBatch(batch_id, fingerprints, len(keys) - left, left, plan.kept)

    def _end_portraits(self, u: UnitOfWork) -> int:
        days = u.staff.profile().originals_days
        ended = portraits_ended(u, self._today(), days)
        for portrait in ended:
            destroy_portrait(u, self._library.vault, portrait, PROGRAM)
        return len(ended)

    def _end_backups(self, by: str) -> int:
        days = self._library.run(lambda u: u.staff.profile()).originals_days
        count = remove_backups_before(self._backups, self._today() - timedelta(days=days))
        if count:
            self._library.run(lambda u: u.audit.add(by, "old_copies_removed", "", {"count": count}))
        return count

    def _plan(
        self, u: UnitOfWork, batch_id: BatchId, standings: Standings, *, on_purpose: bool = False
    ) -> BatchKeeping:
        batch, files = u.batches.get(batch_id), u.releases.files(batch_id=batch_id)
        published = [file for file in files if file.published_at is not None]
        moments = [file.published_at for file in published if file.published_at is not None]
        due = due_on(max(moments).date() if moments else None, u.staff.profile().originals_days)
        newest = max((u.photos.get(file.photo_id).import_id for file in published), default=None)
        why = {
            **{p.id: KeptBecause.CAME_LATER for p in _later(u, batch_id, newest)},
            **_by_review(u, batch_id),
            **dict.fromkeys(self._waiting(u, batch), KeptBecause.SIGNED_OFF),
            **{file.photo_id: KeptBecause.COPY_UNFINISHED for file in _unfinished(files)},
            **standings,
        }
        if on_purpose:
            why = {id_: each for id_, each in why.items() if each not in UNTIL_SOMEBODY_DECIDES}
        photos = u.photos.ids_of_batch(batch_id)
        return BatchKeeping(
            batch_id,
            batch.details.event,
            batch.details.event_date,
            due,
            tuple(photo_id for photo_id in photos if photo_id not in why),
            tuple(KeptPhoto(photo_id, why[photo_id]) for photo_id in photos if photo_id in why),
        )

    def _waiting(self, u: UnitOfWork, batch: Batch) -> frozenset[PhotoId]:
        """Return the photos of a sign-off that holds, with a copy that is not published yet."""
        signed = standing_sign_off(u, batch, u.register.version(), self._acting.clock())
        if signed is None:
            return frozenset()
        left = frozenset(signed.clearances) - already_published(u, batch.id, signed)
        return frozenset(clearance.photo_id for clearance in left)

    def _today(self) -> date:
        return self._acting.clock().date()


def _counts(receipt: RetentionReceipt) -> Mapping[str, object]:
    return {
        "photos": receipt.photos,
        "portraits": receipt.portraits,
        "vectors": receipt.vectors,
        "copies": receipt.backups,
        "proven": receipt.proven,
        "finished": receipt.finished,
    }


def _later(u: UnitOfWork, batch_id: BatchId, newest: int | None) -> Iterable[Photo]:
    """Return photos of a later bringing-in than anything that was published."""
    if newest is None:
        return ()
    return (photo for photo in u.photos.of_batch(batch_id) if photo.import_id > newest)


def _unfinished(files: Iterable[ReleasedFile]) -> Iterable[ReleasedFile]:
    return (file for file in files if file.state is ReleasedState.WRITING)


def _by_review(u: UnitOfWork, batch_id: BatchId) -> Mapping[PhotoId, KeptBecause]:
    kept = ((id_, kept_by_review(review)) for id_, review in _reviews(u, batch_id))
    return {id_: why for id_, why in kept if why is not None}


def _reviews(u: UnitOfWork, batch_id: BatchId) -> Iterable[tuple[PhotoId, PhotoReview]]:
    regions, drawn_by = u.photos.regions_of_batch(batch_id), u.review.drawn_by(batch_id)
    for photo_id, actions in u.review.actions_of_batch(batch_id).items():
        yield photo_id, fold(regions.get(photo_id, ()), drawn_by, actions)
