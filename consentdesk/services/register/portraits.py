"""Portraits brought in one by one: from a file, or from a face that was confirmed in a photo."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from consentdesk.domain.crop import cut_beside
from consentdesk.domain.errors import Refused
from consentdesk.domain.face import DispositionKind, Region
from consentdesk.domain.ids import PersonId, PhotoId, PortraitId, RegionId
from consentdesk.domain.people import Portrait
from consentdesk.domain.photo import Photo
from consentdesk.domain.review import PhotoReview
from consentdesk.faces import worker
from consentdesk.faces.pool import FacePool
from consentdesk.faces.portrait import SMALLEST_PORTRAIT
from consentdesk.media.finished_photo import finish
from consentdesk.media.source_files import read_file
from consentdesk.services.comparing.enrolment import PATIENCE, Enrolment
from consentdesk.services.comparing.references import destroy_portrait, enrolment_lock
from consentdesk.services.deciding.desk import photo_on_desk, region_as_it_stands
from consentdesk.services.publishing.finishing import cover_over
from consentdesk.services.register_picture import Clock, RegisterPicture, RegisterReader
from consentdesk.store.library import Library
from consentdesk.store.unit_of_work import UnitOfWork
from consentdesk.store.vault import Vault

PORTRAIT_EDGE = 1200
"""Pixels; more of a portrait tells neither a person nor the engine anything new."""

PORTRAIT_QUALITY = 92

HEAD_MARGIN = 0.5
"""Share of a face's size kept around it: hair and chin, as in a register photo."""

NOBODY_CONFIRMED = "Nobody has confirmed yet which pupil this face is."
KEPT_ALREADY = "This face is kept as a portrait already."
TOO_SMALL = f"The face is less than {SMALLEST_PORTRAIT} pixels high, too small for a portrait."


@dataclass(frozen=True, slots=True)
class FaceOffer:
    """Whether a face of a photo can become a portrait of the pupil it was confirmed to be.

    Attributes:
        person_id: the pupil; None while nobody confirmed one.
        portrait: what the face became already.
        refusal: why it cannot; empty when it can.
    """

    person_id: PersonId | None
    portrait: PortraitId | None
    refusal: str


@dataclass(frozen=True, slots=True)
class _Source:
    """What a portrait is cut from."""

    photo: Photo
    review: PhotoReview
    region: Region
    person_id: PersonId
    day: date


class Portraits:
    """Adds and removes single portraits of one workspace."""

    def __init__(
        self,
        library: Library,
        pool: FacePool,
        register: RegisterReader,
        enrolment: Enrolment,
        clock: Clock,
    ) -> None:
        self._library = library
        self._pool = pool
        self._register = register
        self._enrolment = enrolment
        self._clock = clock

    def add(self, person_id: PersonId, file: Path, by: str) -> Portrait:
        """Add a register photo from a file and judge it; enrol it where the locks allow.

        Raises:
            KnownError: the file cannot be read, is no photo, or could not be checked.
            Refused: the person has this very portrait.
        """
        data = read_file(file, "The file")
        picture, day = upright_copy(self._pool, data), day_taken(self._pool, data)
        check = self._enrolment.read(file.name, picture, compared=self._may_compare(person_id))

        def work(u: UnitOfWork) -> Portrait:
            key = self._library.vault.put(picture)
            if any(portrait.picture == key for portrait in u.people.portraits(person_id)):
                raise Refused("This picture is a portrait of the pupil already.", "Choose another.")
            portrait = u.people.add_portrait(person_id, key, day)
            self._enrolment.record(u, portrait, check)
            u.audit.add(by, "portrait_added", f"person {person_id}")
            return u.people.portrait(portrait.id)

        return self._library.run(work)

    def offer(self, region_id: RegionId) -> FaceOffer:
        """Tell whether a face can be kept as a portrait now."""
        return self._library.run(lambda u: self._offer(u, region_id))

    def keep_face(self, region_id: RegionId, by: str) -> Portrait:
        """Keep a face that a person confirmed as a portrait of the pupil, and enrol it.

        The head is cut from the original at full resolution; other faces in the cut are
        destroyed, they are nobody's register photo. It stays only as long as the decision that
        it was cut by (`drop_unconfirmed`), and goes with the pupil's biometric permission.

        Raises:
            Refused: nobody confirmed the pupil, a lock is closed, the face is kept already, or
                the cut makes no portrait; the sentence says which.
            PhotoError, StoreError: the photo cannot be read.
        """
        source = self._library.run(lambda u: self._source(u, region_id))
        original = self._library.vault.get(source.photo.details.original)
        picture = _cut(original, source)
        check = self._enrolment.read(region_id, picture, compared=True)
        if check.problems:
            raise Refused(check.problems[0], "Choose another photo of the pupil.")

        def work(u: UnitOfWork) -> Portrait:
            # the decision may have been taken back, or a lock closed, while the face was read
            if self._source(u, region_id).person_id != source.person_id:
                raise Refused(NOBODY_CONFIRMED, "Decide the face first.")
            key = self._library.vault.put(picture)
            portrait = u.people.add_portrait(source.person_id, key, source.day, region_id)
            self._enrolment.record(u, portrait, check)
            u.audit.add(by, "portrait_kept_from_photo", f"person {source.person_id}")
            return u.people.portrait(portrait.id)

        return self._library.run(work)

    def date(self, portrait_id: PortraitId, taken_on: date, by: str) -> None:
        """Record when a portrait was taken.

        Raises:
            Refused: the day is still to come.
        """
        if taken_on > self._clock().date():
            raise Refused("A portrait cannot be taken in the future.", "Enter an earlier day.")

        def work(u: UnitOfWork) -> None:
            u.people.date_portrait(portrait_id, taken_on)
            person_id = u.people.portrait(portrait_id).person_id
            u.audit.add(by, "portrait_dated", f"person {person_id}")

        self._library.run(work)

    def remove(self, portrait_id: PortraitId, by: str) -> None:
        """Remove a portrait, its picture and its vector, at once."""
        vault = self._library.vault
        self._library.run(lambda u: destroy_portrait(u, vault, u.people.portrait(portrait_id), by))

    def _may_compare(self, person_id: PersonId) -> bool:
        today = self._clock().date()
        return self._library.run(lambda u: enrolment_lock(u, person_id, today)).open

    def _offer(self, u: UnitOfWork, region_id: RegionId) -> FaceOffer:
        region = region_as_it_stands(u, region_id)
        review = photo_on_desk(u, region.photo_id, self._register.read(u)).review
        person_id = _confirmed(review, region_id)
        if person_id is None:
            return FaceOffer(None, None, NOBODY_CONFIRMED)
        for portrait in u.people.portraits_cut_from(region.photo_id):
            if portrait.from_region == region_id:
                return FaceOffer(person_id, portrait.id, KEPT_ALREADY)
        lock = enrolment_lock(u, person_id, self._clock().date())
        if not lock.open:
            return FaceOffer(person_id, None, lock.sentence)
        small = region.box.height < SMALLEST_PORTRAIT
        return FaceOffer(person_id, None, TOO_SMALL if small else "")

    def _source(self, u: UnitOfWork, region_id: RegionId) -> _Source:
        offer = self._offer(u, region_id)
        if offer.person_id is None or offer.refusal:
            raise Refused(offer.refusal, "Choose another face, or add a portrait from a file.")
        region = region_as_it_stands(u, region_id)
        entry = photo_on_desk(u, region.photo_id, self._register.read(u))
        taken_at = entry.photo.details.taken_at
        event = u.batches.get(entry.photo.batch_id).details.event_date
        day = event if taken_at is None else taken_at.date()
        return _Source(entry.photo, entry.review, region, offer.person_id, day)


def upright_copy(pool: FacePool, data: bytes) -> bytes:
    """Return any photo as an upright JPEG without metadata, no larger than a portrait needs.

    Raises:
        KnownError: it is no photo that can be read.
    """
    return pool.ask(worker.upright_copy, (data, PORTRAIT_EDGE, PORTRAIT_QUALITY), PATIENCE)


def day_taken(pool: FacePool, data: bytes) -> date | None:
    """Return the day a photo was taken as its camera wrote it, None when it did not.

    Raises:
        KnownError: it is no photo that can be read.
    """
    return pool.ask(worker.day_taken, (data,), PATIENCE)


def drop_unconfirmed(
    u: UnitOfWork, vault: Vault, photo_id: PhotoId, register: RegisterPicture, by: str
) -> None:
    """Remove the portraits cut from a photo's faces that are no longer confirmed as that pupil.

    Else a decision taken back would leave a child's vector under another child's name.
    """
    cut = u.people.portraits_cut_from(photo_id)
    if not cut:
        return
    review = photo_on_desk(u, photo_id, register).review
    for portrait in cut:
        region_id = portrait.from_region
        if region_id is None or _confirmed(review, region_id) != portrait.person_id:
            destroy_portrait(u, vault, portrait, by)


def _confirmed(review: PhotoReview, region_id: RegionId) -> PersonId | None:
    """Return which pupil a person decided a face to be; a suggestion is no decision."""
    decision = review.decisions.get(region_id)
    if decision is None or decision.disposition.kind is not DispositionKind.THIS_PUPIL:
        return None
    return decision.disposition.person_id


def _cut(original: bytes, source: _Source) -> bytes:
    details, box = source.photo.details, source.region.box
    head = box.grown(HEAD_MARGIN, details.width, details.height)
    others = [
        cut_beside(cover_over(other, details.width, details.height), box)
        for other in source.review.regions
        if other.id != source.region.id
    ]
    covers = [other for other in others if other is not None and head.overlap(other)]
    finished = finish(
        original, long_edge=PORTRAIT_EDGE, quality=PORTRAIT_QUALITY, crop=head, covers=covers
    )
    return finished.content
