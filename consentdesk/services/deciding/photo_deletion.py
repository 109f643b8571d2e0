"""A photo that must not exist is deleted at once and everywhere; the record keeps no picture."""

from dataclasses import dataclass

from consentdesk.domain.day_in_words import day_in_words
from consentdesk.domain.ids import PhotoId
from consentdesk.domain.photo import DELETED, ListedFile, Photo, PhotoState
from consentdesk.domain.release import LIES_THERE, ReleasedFile
from consentdesk.services.comparing.references import destroy_portrait
from consentdesk.services.deciding.acting import Acting
from consentdesk.store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class DeletedPhoto:
    """What was deleted.

    Attributes:
        photos: the photo, and the same file in other batches.
        published: copies that lie in channel folders, to be taken down by hand at once.
    """

    photos: tuple[PhotoId, ...]
    published: tuple[ReleasedFile, ...]


class PhotoDeletion:
    """Deleting for good; nothing brings the picture back."""

    def __init__(self, acting: Acting) -> None:
        self._acting = acting

    def delete(self, photo_id: PhotoId, by: str) -> DeletedPhoto:
        """Delete a photo: original, small copies, faces, suggestions, decisions, portraits.

        The same file in other batches goes along. Name and fingerprint stay, so that it is
        accounted for and noticed when it comes again.
        """
        day = self._acting.clock().date()
        sentence = f"Deleted on {day_in_words(day)} as a photo that must not be kept."

        published: tuple[ReleasedFile, ...] = ()

        def work(u: UnitOfWork) -> tuple[PhotoId, ...]:
            nonlocal published
            sha256 = u.photos.get(photo_id).details.sha256
            same = [p for p in u.photos.copies(sha256) if p.state is not PhotoState.DELETED]
            published = _published(u, same)
            for photo in same:
                self._strip(u, photo, sentence, by)
            u.searches.forget(sha256)
            return tuple(photo.id for photo in same)

        deleted = self._acting.changed_many(work)
        self._acting.tell_all()
        return DeletedPhoto(tuple(entry.photo.id for entry in deleted), published)

    def _strip(self, u: UnitOfWork, photo: Photo, sentence: str, by: str) -> None:
        """Leave only name and fingerprint; the photo is accounted for as a listed file."""
        vault = self._acting.library.vault
        for portrait in u.people.portraits_cut_from(photo.id):
            destroy_portrait(u, vault, portrait, by)
        # before the transaction is kept: if it is not, a picture too few is the lesser evil
        for key in u.photos.strip(photo.id, sentence):
            vault.remove(key)
        listed = ListedFile(photo.details.file_name, DELETED, sentence)
        u.batches.list_file(photo.batch_id, photo.import_id, listed)
        u.batches.raise_revision(photo.batch_id)
        u.audit.add(by, "photo_deleted", f"photo {photo.id}")


def _published(u: UnitOfWork, photos: list[Photo]) -> tuple[ReleasedFile, ...]:
    numbers = {photo.id for photo in photos}
    batches = {photo.batch_id for photo in photos}
    return tuple(
        file
        for batch_id in batches
        for file in u.releases.files(batch_id=batch_id)
        if file.photo_id in numbers and file.state in LIES_THERE
    )
