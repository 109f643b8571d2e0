"""Pictures for the screen, decoded from the vault in the calling worker thread."""

from consentdesk.domain.errors import Refused
from consentdesk.domain.ids import ChannelId, PhotoId, PortraitId, RegionId, VaultKey
from consentdesk.domain.pixels import PixelBuffer
from consentdesk.media.open_photo import open_photo
from consentdesk.services.desk import photo_on_desk
from consentdesk.services.finishing import finish_for
from consentdesk.services.register_picture import RegisterReader
from consentdesk.store.library import Library


class Pictures:
    """Every picture a screen shows; the window never decodes one itself."""

    def __init__(self, library: Library, register: RegisterReader) -> None:
        self._library = library
        self._register = register

    def thumbnail(self, photo_id: PhotoId) -> PixelBuffer:
        """Return the photo at 400 px."""
        return self._picture(self._library.run(lambda u: u.photos.get(photo_id)).details.thumbnail)

    def screen(self, photo_id: PhotoId) -> PixelBuffer:
        """Return the photo at 2048 px or less."""
        return self._picture(self._library.run(lambda u: u.photos.get(photo_id)).details.screen)

    def full(self, photo_id: PhotoId) -> PixelBuffer:
        """Return every pixel of the photo."""
        return self._picture(self._library.run(lambda u: u.photos.get(photo_id)).details.original)

    def face(self, region_id: RegionId) -> PixelBuffer:
        """Return a face enlarged from the full-resolution pixels."""
        return self._picture(self._library.run(lambda u: u.photos.region(region_id)).picture)

    def portrait(self, portrait_id: PortraitId) -> PixelBuffer:
        """Return a register portrait."""
        return self._picture(self._library.run(lambda u: u.people.portrait(portrait_id)).picture)

    def as_published(self, photo_id: PhotoId, channel_id: ChannelId) -> PixelBuffer:
        """Return the photo exactly as it would be published, covers and crop included.

        Raises:
            Refused: a face cannot be cropped away.
        """
        entry, channel = self._library.run(
            lambda u: (
                photo_on_desk(u, photo_id, self._register.read(u)),
                u.channels.get(channel_id),
            )
        )
        original = self._library.vault.get(entry.photo.details.original)
        finished = finish_for(channel, entry.photo, entry.review, original)
        if finished is None:
            raise Refused("A face cannot be cropped away here.", "Cover it instead.")
        return open_photo(finished.jpeg)

    def _picture(self, key: VaultKey) -> PixelBuffer:
        return open_photo(self._library.vault.get(key))
