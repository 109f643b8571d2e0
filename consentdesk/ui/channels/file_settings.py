"""What the files of a channel are: their size, their kind and their names."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from consentdesk.domain.channel import USUAL_NAMING, ChannelDetails, FileType
from consentdesk.domain.errors import KnownError
from consentdesk.services.publishing.channels import LEAST_KILOBYTES, MOST_KILOBYTES
from consentdesk.services.publishing.file_names import PatternRefused, example_path
from consentdesk.ui.channels.longest_side import LongestSide
from consentdesk.ui.channels.number_field import number_field
from consentdesk.ui.labels import short_words, words
from consentdesk.ui.note import Note
from consentdesk.ui.text import tr
from consentdesk.ui.theme import Theme

_USUAL_KILOBYTES = 500
_STEP_KILOBYTES = 50


class FileSettings(QWidget):
    """Longest side, JPEG or PNG, quality, largest file, pattern of names, folder of an event."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.longest_side = LongestSide(theme)
        self.jpeg = _choice(tr("&JPEG, for photos"), tr("JPEG, for photos"))
        self.png = _choice(tr("&PNG, for drawings"), tr("PNG, for drawings"))
        self.quality = number_field(1, 95, 85, "")
        self.is_limited = QCheckBox(tr("No larger than"))
        self.kilobytes = number_field(LEAST_KILOBYTES, MOST_KILOBYTES, _USUAL_KILOBYTES, tr(" kB"))
        self.kilobytes.setSingleStep(_STEP_KILOBYTES)
        self.naming = QLineEdit(USUAL_NAMING)
        self.naming.setPlaceholderText(USUAL_NAMING)
        self.example = words("", "muted")
        self.naming_problem = Note(theme, "problem")
        self.folder_per_event = QCheckBox(tr("A folder for each &event"))
        self._types = QButtonGroup(self)
        self._grid = QGridLayout()
        self._name_fields()
        self._lay_out()
        self._connect()
        self.jpeg.setChecked(True)
        self._limit_toggled(False)

    @property
    def file_type(self) -> FileType:
        """What finished photos are written as."""
        return FileType.PNG if self.png.isChecked() else FileType.JPEG

    @property
    def most_kilobytes(self) -> int | None:
        """Largest file in units of 1000 bytes, or None without a limit."""
        return self.kilobytes.value() if self.is_limited.isChecked() else None

    def show_settings(self, details: ChannelDetails) -> None:
        """Show what was settled before."""
        self.longest_side.number.setValue(details.long_edge)
        (self.png if details.file_type is FileType.PNG else self.jpeg).setChecked(True)
        self.quality.setValue(details.quality)
        self.is_limited.setChecked(details.most_kilobytes is not None)
        self.kilobytes.setValue(details.most_kilobytes or _USUAL_KILOBYTES)
        self.naming.setText(details.naming)
        self.folder_per_event.setChecked(details.folder_per_event)

    def say_about_names(self, problem: KnownError) -> None:
        """Say beside the pattern why it is not taken, and come back to it."""
        self._say_problem(f"{problem.sentence} {problem.next_step}")
        self.naming.setFocus()

    def _name_fields(self) -> None:
        for field, name in (
            (self.quality, tr("Quality of JPEG, 1 to 95")),
            (self.is_limited, tr("Limit the size of a file")),
            (self.kilobytes, tr("Largest file in kilobytes")),
            (
                self.naming,
                tr("Pattern of file names, made of {event}, {date}, {year} and {number}"),
            ),
            (self.folder_per_event, tr("A folder for each event")),
        ):
            field.setAccessibleName(name)
            field.setToolTip(name)

    def _lay_out(self) -> None:
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(12)
        self._grid.setColumnStretch(1, 1)
        self._add_row(tr("&Longest side"), self.longest_side)
        self._grid.addWidget(self.longest_side.hint, self._grid.rowCount(), 1)
        self._add_row(tr("File t&ype"), self.jpeg, self.png)
        self._add_row(tr("&Quality"), self.quality)
        self._add_row(tr("Si&ze of a file"), self.is_limited, self.kilobytes)
        self._add_row(tr("File na&mes"), self.naming)
        for below in (self.example, self.naming_problem, self.folder_per_event):
            self._grid.addWidget(below, self._grid.rowCount(), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(words(tr("Files"), "heading"))
        column.addLayout(self._grid)

    def _add_row(self, label: str, *fields: QWidget) -> None:
        row, before = self._grid.rowCount(), short_words(label)
        before.setBuddy(fields[0])
        self._grid.addWidget(before, row, 0)
        if len(fields) == 1:
            self._grid.addWidget(fields[0], row, 1)
            return
        several = QHBoxLayout()
        several.setSpacing(12)
        for field in fields:
            several.addWidget(field)
        several.addStretch(1)
        self._grid.addLayout(several, row, 1)

    def _connect(self) -> None:
        for kind in (self.jpeg, self.png):
            self._types.addButton(kind)
        self.png.toggled.connect(self._type_toggled)
        self.is_limited.toggled.connect(self._limit_toggled)
        self.naming.textChanged.connect(self._show_example)
        self.folder_per_event.toggled.connect(self._show_example)
        self._show_example()

    def _type_toggled(self, png: bool) -> None:
        self.quality.setEnabled(not png)
        self._show_example()

    def _limit_toggled(self, limited: bool) -> None:
        self.kilobytes.setEnabled(limited)

    def _show_example(self) -> None:
        try:
            path = example_path(
                self.naming.text().strip(), self.file_type, self.folder_per_event.isChecked()
            )
        except PatternRefused as refusal:
            self._say_problem(str(refusal))
        else:
            self._say_problem("")
            made_of = tr("Made of {event}, {date}, {year} and {number}.")
            self.example.setText(f"{made_of}\n{tr('For example {name}', name=path)}")

    def _say_problem(self, sentence: str) -> None:
        self.naming_problem.say(sentence, "problem")
        self.naming.setAccessibleDescription(sentence)
        self.example.setVisible(not sentence)


def _choice(text: str, name: str) -> QRadioButton:
    choice = QRadioButton(text)
    choice.setAccessibleName(name)
    return choice
