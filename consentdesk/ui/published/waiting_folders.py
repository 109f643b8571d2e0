"""Folders that do not answer and that interrupted copies wait for."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from consentdesk.ui.buttons import button
from consentdesk.ui.note import Note
from consentdesk.ui.published.folder_words import breakable, end_of
from consentdesk.ui.reading import Reading
from consentdesk.ui.surroundings import Surroundings
from consentdesk.ui.text import moment_words, plural, tr

if TYPE_CHECKING:
    from consentdesk.domain.ids import ReleasedFileId
    from consentdesk.services.publishing.waiting_copies import WaitingFolder


class WaitingFolders(QWidget):
    """A note for each: what waits, since when, and a way to state that the folder is gone.

    `changed` says that another folder waits or none any more, `given_up` carries how many copies
    do not wait any longer because of what was stated.
    """

    changed = Signal()
    given_up = Signal(int)

    def __init__(self, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._around = around
        publisher = around.workspace.publisher
        self._reading = Reading(self, around.runner, publisher.waiting_folders, self._show)
        self.folders: tuple[WaitingFolder, ...] = ()
        self.notes: list[Note] = []
        self.ways: list[QPushButton] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self.hide()

    def refresh(self) -> None:
        """Look again; a folder that is away may take its time to be so."""
        self._reading.again()

    def _show(self, folders: tuple[WaitingFolder, ...]) -> None:
        if folders == self.folders:
            return
        self.folders = folders
        for note in self.notes:
            note.hide()
            note.deleteLater()
        self.notes, self.ways = [], []
        for each in folders:
            way = button(
                self._around.theme, tr("The folder is gone for good"), partial(self._ask, each)
            )
            name = tr("The folder of {channel} is gone for good", channel=each.channel.name)
            way.setAccessibleName(name)
            note = Note(self._around.theme, "problem", _sentence(each), (way,))
            note.setToolTip(str(each.folder))
            self._column.addWidget(note)
            self.notes.append(note)
            self.ways.append(way)
        self.setVisible(bool(folders))
        self.changed.emit()

    def _ask(self, waiting: WaitingFolder) -> None:
        around = self._around

        def answered(reason: str | None) -> None:
            if reason is None:
                return
            publisher, by = around.workspace.publisher, around.by()
            around.runner.run(
                self,
                lambda: publisher.give_up_folder(waiting.folder, reason, by),
                self._given_up,
                always=self.refresh,
            )

        around.dialogs.ask_text(
            self.window(),
            tr("Is the folder of {channel} gone for good?", channel=waiting.channel.name),
            tr(
                "What became of it? Write no names.\n"
                "Should it come back with the copies in it, they have to be taken down."
            ),
            answered,
        )

    def _given_up(self, copies: tuple[ReleasedFileId, ...]) -> None:
        self.given_up.emit(len(copies))


def _sentence(waiting: WaitingFolder) -> str:
    return plural(
        len(waiting.copies),
        "{n} interrupted copy for {channel}, signed off on {moment}, waits for a folder that does "
        "not answer; connect it: {folder}",
        "{n} interrupted copies for {channel}, signed off on {moment}, wait for a folder that does "
        "not answer; connect it: {folder}",
        channel=waiting.channel.name,
        folder=breakable(end_of(waiting.folder)),
        moment=moment_words(waiting.since),
    )
