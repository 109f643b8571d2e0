"""Pictures for the screen, decoded from the vault in the calling worker thread."""

from dataclasses import dataclass

from consentdesk.domain.errors import Refused
from consentdesk.domain.ids import ChannelId, PhotoId, PortraitId, RegionId, VaultKey
from consentdesk.domain.photo import PhotoDetails
from consentdesk.domain.pixels import PixelBuffer
from consentdesk.media.open_photo import open_photo
from consentdesk.services.deciding.desk import photo_on_desk, refuse_gone, region_as_it_stands
from consentdesk.services.deciding.laid_out_batches import LaidOutBatches
from consentdesk.services.publishing.finishing import finish_for
from consentdesk.services.register_picture import RegisterReader
from consentdesk.store.library import Library


@dataclass(frozen=True, slots=True)
class FacePicture:
    """A face enlarged, and which picture of it that is: its frame may be another one soon."""

    key: VaultKey
    pixels: PixelBuffer


class Pictures:
    """Every picture a screen shows; the window never decodes one itself.

    Asking for one of a photo that has none any more is refused. Where the pictures of a batch on
    the desk lie is known without the librarian, who may be busy.
    """

    def __init__(
        self, library: Library, register: RegisterReader, laid_out: LaidOutBatches
    ) -> None:
        self._library = library
        self._register = register
        self._laid_out = laid_out

    def thumbnail(self, photo_id: PhotoId) -> PixelBuffer:
        """Return the photo at 400 px."""
        return self._picture(self._details(photo_id).thumbnail)

    def screen(self, photo_id: PhotoId) -> PixelBuffer:
        """Return the photo at 2048 px or less."""
        return self._picture(self._details(photo_id).screen)

    def full(self, photo_id: PhotoId) -> PixelBuffer:
        """Return every pixel of the photo."""
        return self._picture(self._details(photo_id).original)

    def face(self, region_id: RegionId) -> FacePicture:
        """Return a face enlarged from the full-resolution pixels, as its frame stands now."""
        region = self._laid_out.region(region_id)
        if region is None:
            region = self._library.run(lambda u: region_as_it_stands(u, region_id))
        return FacePicture(region.picture, self._picture(region.picture))

    def portrait(self, portrait_id: PortraitId) -> PixelBuffer:
        """Return a register portrait."""
        return self._picture(self._library.run(lambda u: u.people.portrait(portrait_id)).picture)

    def as_published(self, photo_id: PhotoId, channel_id: ChannelId) -> PixelBuffer:
        """Return the photo exactly as it would be published, covers and crop included.

        Raises:
            Refused: a face cannot be cropped away, or the photo was deleted.
        """
        details = self._details(photo_id)
        entry, channel = self._library.run(
            lambda u: (
                photo_on_desk(u, photo_id, self._register.read(u)),
                u.channels.get(channel_id),
            )
        )
        original = self._library.vault.get(details.original)
        finished = finish_for(channel, entry.photo, entry.review, original)
        if finished is None:
            raise Refused("A face cannot be cropped away here.", "Cover it instead.")
        return open_photo(finished.content)

    def _details(self, photo_id: PhotoId) -> PhotoDetails:
        """Return where the pictures of a photo lie.

        Raises:
            Refused: there are none any more.
        """
        photo = self._laid_out.photo(photo_id)
        if photo is None:
            photo = self._library.run(lambda u: u.photos.get(photo_id))
        refuse_gone(photo)
        return photo.details

    def _picture(self, key: VaultKey) -> PixelBuffer:
        return open_photo(self._library.vault.get(key))
