"""What is still to be done by hand after a photo was deleted for good."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from consentdesk.domain.ids import ChannelId
from consentdesk.domain.release import ReleasedFile
from consentdesk.ui.buttons import button
from consentdesk.ui.desk.desk_keys import Act
from consentdesk.ui.desk.desk_sheet import DeskSheet
from consentdesk.ui.desk.key_button import KeyButton
from consentdesk.ui.labels import line, words
from consentdesk.ui.note import Note
from consentdesk.ui.page import Page
from consentdesk.ui.text import plural, tr
from consentdesk.ui.theme import Theme

WIDEST = 760
"""View pixels of the column; longer lines read badly."""


class DeletedSheet(DeskSheet):
    """Says whom to tell, where the picture still is, and which published copies to remove.

    Signals:
        folder_wanted: a folder with published copies is to be shown (Path).
    """

    folder_wanted = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, tr("The photo is deleted"), parent)
        self.on = KeyButton(theme, Act.ACCEPT, look="primary")
        self.leave = KeyButton(theme, Act.LEAVE, tr("Go on"))
        self.copies = QWidget()
        self._copies = QVBoxLayout(self.copies)
        self._copies.setContentsMargins(0, 0, 0, 0)
        self._copies.setSpacing(8)
        self.moment = words()
        page = Page(WIDEST)
        page.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        page.column.addWidget(words(tr("The photo is deleted here"), "title"))
        page.column.addWidget(
            Note(theme, "problem", tr("Tell the designated safeguarding lead (DSL) now."))
        )
        page.column.addWidget(
            words(
                tr(
                    "The photo is still on the iPad that took it, also under Recently Deleted "
                    "there, and wherever it was copied to. The DSL says what becomes of those."
                )
            )
        )
        page.column.addWidget(self.copies)
        page.column.addWidget(self.moment)
        page.column.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.on)
        row.addWidget(self.leave)
        page.column.addLayout(row)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(page)
        for each in (self.on, self.leave):
            each.clicked.connect(self._pressed)

    def show_deleted(
        self,
        published: Sequence[ReleasedFile],
        channels: Mapping[ChannelId, str],
        same_moment: int,
    ) -> None:
        """Show the published copies and how many photos of the same moment there are."""
        while (item := self._copies.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        folders: dict[str, list[ReleasedFile]] = {}
        for file in published:
            folders.setdefault(file.folder, []).append(file)
        if folders:
            text = tr("Published copies: remove them now, also where they were posted.")
            self._copies.addWidget(words(text, "heading"))
        for folder, files in folders.items():
            self._copies.addWidget(line())
            self._copies.addWidget(self._folder_row(folder, files, channels))
        self.copies.setVisible(bool(folders))
        self._say_moment(same_moment)

    def _folder_row(
        self, folder: str, files: Sequence[ReleasedFile], channels: Mapping[ChannelId, str]
    ) -> QWidget:
        names = dict.fromkeys(channels.get(f.channel_id, "") for f in files)
        text = words("\n".join((", ".join(filter(None, names)), folder)))
        shown = words("\n".join(dict.fromkeys(f.file_name for f in files)))
        shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        show = button(
            self._theme, tr("Show the folder"), lambda: self.folder_wanted.emit(Path(folder))
        )
        show.setAccessibleName(tr("Show the folder {folder}", folder=folder))
        row = QWidget()
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addWidget(text)
        column.addWidget(shown)
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(16)
        across.addLayout(column, 1)
        across.addWidget(show, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _say_moment(self, same_moment: int) -> None:
        self.moment.setText(
            plural(
                same_moment,
                "{n} more photo is of the same moment: look at it.",
                "{n} more photos are of the same moment: look at them.",
            )
        )
        self.moment.setVisible(same_moment > 0)
        self.on.say(tr("Look at the same moment") if same_moment else tr("Go on"))
        self.leave.setVisible(same_moment > 0)

    @Slot()
    def _pressed(self) -> None:
        pressed = self.sender()
        if isinstance(pressed, KeyButton):
            self.act_wanted.emit(pressed.act)
