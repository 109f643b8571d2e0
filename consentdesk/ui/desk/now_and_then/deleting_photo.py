"""Deletes a photo that must not be kept, and says what is still to be done by hand."""

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from consentdesk.domain.errors import KnownError
from consentdesk.domain.ids import PhotoId
from consentdesk.services.deciding.photo_deletion import DeletedPhoto, PhotoDeletion
from consentdesk.ui.desk.deciding import Deciding
from consentdesk.ui.desk.desk_keys import Act
from consentdesk.ui.desk.in_hand import Notice
from consentdesk.ui.desk.now_and_then.deleted_sheet import DeletedSheet
from consentdesk.ui.dialogs import Dialogs
from consentdesk.ui.runner import Runner
from consentdesk.ui.text import tr


class DeletingPhoto(QObject):
    """Asks once, deletes, opens the sheet with what is left to do, and goes to the next photo.

    Signals:
        said: a sentence for the line below the photo (Notice).
    """

    said = Signal(object)

    def __init__(
        self,
        deletion: PhotoDeletion,
        deciding: Deciding,
        dialogs: Dialogs,
        runner: Runner,
        sheet: DeletedSheet,
        over: QWidget,
    ) -> None:
        """`over` is below the question and gets the keys back after it."""
        super().__init__(over)
        self._deletion = deletion
        self._deciding = deciding
        self._dialogs = dialogs
        self._runner = runner
        self._sheet = sheet
        self._over = over
        self._same_moment: tuple[PhotoId, ...] = ()
        sheet.act_wanted.connect(self._perform)
        sheet.folder_wanted.connect(dialogs.show_folder)

    def begin(self) -> None:
        """Ask whether the photo in hand is to be deleted; the answer "no" changes nothing."""
        entry = self._deciding.entry
        if entry is None:
            return
        photo_id = entry.photo.id
        self._dialogs.confirm(
            self._over,
            tr("Delete {photo} for good?", photo=entry.photo.details.file_name),
            tr(
                "If an offence is suspected, stop and do not delete: the safeguarding lead (DSL) "
                "decides about keeping evidence.\n\n"
                "The photo is gone from here at once, with its small copies and faces, also from "
                "other batches. The record keeps its name and that it was deleted, not the "
                "picture. This cannot be undone."
            ),
            tr("Delete it for good"),
            tr("No, keep it"),
            lambda agreed: self._delete(photo_id) if agreed else None,
        )

    def _delete(self, photo_id: PhotoId) -> None:
        by = self._deciding.by
        self._runner.run(
            self,
            lambda: self._deletion.delete(photo_id, by),
            lambda deleted: self._deleted(photo_id, deleted),
            self._refused,
        )

    def _deleted(self, photo_id: PhotoId, deleted: DeletedPhoto) -> None:
        deciding, photos = self._deciding, self._deciding.photos
        if photos is None:
            return
        moment = next((burst for burst in photos.desk.bursts if photo_id in burst), ())
        self._same_moment = tuple(p for p in moment if p not in deleted.photos and photos.holds(p))
        deciding.leave_photos(deleted.photos)
        deciding.saved.emit()
        channels = {channel.id: channel.name for channel in photos.desk.channels}
        self._sheet.show_deleted(deleted.published, channels, len(self._same_moment))
        self._sheet.open_over()
        deciding.show_faces(())

    @Slot(object)
    def _perform(self, act: Act) -> None:
        photos = self._deciding.photos
        if act not in (Act.ACCEPT, Act.LEAVE):
            return
        self._sheet.put_away()
        self._over.setFocus(Qt.FocusReason.OtherFocusReason)
        there = (p for p in self._same_moment if photos is not None and photos.holds(p))
        first = next(there, None)
        if act is Act.ACCEPT and first is not None:
            self._deciding.go_to_photo(first)
        else:
            self._deciding.face_changed.emit()

    def _refused(self, error: KnownError) -> None:
        self.said.emit(Notice(f"{error.sentence} {error.next_step}", problem=True))
