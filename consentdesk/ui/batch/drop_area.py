"""Where photos are dropped: a folder, files or a zip."""

from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from consentdesk.domain.errors import Refused
from consentdesk.ui.buttons import button
from consentdesk.ui.labels import Sign, short_words, words
from consentdesk.ui.text import tr
from consentdesk.ui.theme import Theme, set_look


class DropArea(QFrame):
    """A large inviting area that becomes a slim one once photos are there."""

    dropped = Signal(object)
    refused = Signal(object)
    folder_asked = Signal()
    files_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_look(self, "drop")
        self._theme = theme
        self.setAcceptDrops(True)
        self.setAccessibleName(tr("Drop a folder, photos or a zip file here"))
        self._sign = Sign(theme, 64, "tray-arrow-down")
        self._title = short_words(tr("Drop a folder, photos or a zip file here"), "heading")
        self._hint = words(
            tr("The originals are only read, never changed. Photos from any iPad or camera."),
            "muted",
        )
        self.folder = button(
            theme,
            tr("Choose a folder"),
            self.folder_asked.emit,
            icon="folder-image",
            look="primary",
            key="Ctrl+O",
        )
        self.files = button(
            theme, tr("Choose files"), self.files_asked.emit, icon="image-outline", key="Ctrl+F"
        )
        self._lay_out()

    def be_slim(self, slim: bool) -> None:
        """Take little room when photos are there already."""
        self._sign.setVisible(not slim)
        self._hint.setVisible(not slim)
        self._title.setText(
            tr("Drop more photos here") if slim else tr("Drop a folder, photos or a zip file here")
        )
        # whoever has photos goes on with them: that is the one strong button then
        set_look(self.folder, "" if slim else "primary")
        self.folder.setIcon(self._theme.icon("folder-image", "text" if slim else "on_accent"))
        self._buttons.setContentsMargins(0, 0 if slim else 12, 0, 0)
        self.setMinimumHeight(0 if slim else 280)  # slim: as high as its words and buttons

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome files; items of a phone or iPad too, to explain why they cannot be taken."""
        if event.mimeData().hasUrls() or not event.mimeData().hasText():
            event.acceptProposedAction()
            set_look(self, "drop-over")

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Look as before."""
        set_look(self, "drop")

    def dropEvent(self, event: QDropEvent) -> None:
        """Take what has a path and say what to do with what has none."""
        set_look(self, "drop")
        event.acceptProposedAction()
        self.take(event.mimeData())

    def take(self, dropped: QMimeData) -> None:
        """Hand on the paths; an iPad on Windows is no drive, its items have no path."""
        paths = tuple(Path(url.toLocalFile()) for url in dropped.urls() if url.toLocalFile())
        if paths:
            self.dropped.emit(paths)
            return
        self.refused.emit(
            Refused(
                tr("Photos cannot be taken straight from an iPad or phone."),
                tr("Copy them into a folder first, then drop that folder here."),
            )
        )

    def _lay_out(self) -> None:
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(12)
        self._buttons.addStretch(1)
        self._buttons.addWidget(self.folder)
        self._buttons.addWidget(self.files)
        self._buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 12, 24, 12)
        column.setSpacing(8)
        column.addStretch(1)
        middle = Qt.AlignmentFlag.AlignHCenter
        self._hint.setAlignment(middle)
        for label in (self._sign, self._title):
            column.addWidget(label, alignment=middle)
        column.addWidget(self._hint)
        column.addLayout(self._buttons)
        column.addStretch(1)
