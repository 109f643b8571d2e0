"""What can be done with the ticked faces of a group, each with its key."""

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from consentdesk.ui.desk.desk_keys import Act
from consentdesk.ui.desk.key_button import KeyButton
from consentdesk.ui.text import tr
from consentdesk.ui.theme import Theme

WITH_TICKED = (
    Act.VISITOR,
    Act.CANNOT_BE_RECOGNISED,
    Act.NOT_A_FACE,
    Act.COVER,
    Act.MOSAIC,
    Act.CROP_AWAY,
)
"""Decisions that need no name."""

OTHERS = (
    (Act.TICK, "Tick"),
    (Act.TICK_ALL, "Tick all seen"),
    (Act.NOT_THIS_PERSON, ""),
    (Act.RESHAPE, "Take out"),
    (Act.UNDO, ""),
)
"""Other words than those of the key where they are given."""

COLUMNS, COLUMNS_OF_LARGE_TEXT = 5, 3
SPACING = 8


class GroupButtons(QWidget):
    """Two rows of buttons below the main one; more rows where large text needs the width."""

    act_wanted = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.accept = KeyButton(theme, Act.ACCEPT, look="primary")
        self.further = KeyButton(theme, Act.NEXT_PHOTO, tr("Next group"))
        self.leave = KeyButton(theme, Act.LEAVE)
        self.rest = {act: KeyButton(theme, act) for act in WITH_TICKED}
        for act, text in OTHERS:
            self.rest[act] = KeyButton(theme, act, tr(text) if text else "")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(SPACING)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._place(COLUMNS)
        for button in (self.accept, self.further, self.leave, *self.rest.values()):
            button.clicked.connect(self._pressed)

    def show_choices(
        self, words: str, *, ready: bool, named: bool, certain: bool, twice: bool
    ) -> None:
        """Show what the main button says, and what is possible.

        Args:
            ready: something is ticked and all of it was seen.
            named: somebody is asked about.
            certain: Enter may take who is asked about.
            twice: two ticked faces are in one photo.
        """
        self.accept.say(words)
        self.accept.setEnabled(ready and certain and not twice)
        for act in WITH_TICKED:
            self.rest[act].setEnabled(ready)
        self.rest[Act.NOT_THIS_PERSON].setEnabled(ready and named)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lie in as many columns as have room for their words."""
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        """Measure the words again: only now they have their size."""
        super().showEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the size of text that a person chose."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()

    def _fit(self) -> None:
        needed = self._needed()
        fits = sum(needed) + SPACING * (COLUMNS - 1) <= self.width()
        for column, width in enumerate(needed):
            self._grid.setColumnMinimumWidth(column, width if fits else 0)
        self._place(COLUMNS if fits else COLUMNS_OF_LARGE_TEXT)

    def _needed(self) -> list[int]:
        """Return the width that each of the usual columns needs, pixels."""
        for button in (self.further, self.leave, *self.rest.values()):
            button.ensurePolished()
        widths = [button.sizeHint().width() for button in self._below]
        first = [0] * (COLUMNS - len(self._beside))
        widths = [*first, *(button.sizeHint().width() for button in self._beside), *widths]
        return [max(widths[at::COLUMNS]) for at in range(COLUMNS)]

    def _place(self, columns: int) -> None:
        wide = columns == COLUMNS
        buttons = [self.accept, self.further, self.leave, *self.rest.values()]
        for button in buttons:
            self._grid.removeWidget(button)
        self._grid.addWidget(self.accept, 0, 0, 1, COLUMNS - len(self._beside) if wide else columns)
        rows = [*self._beside, *self._below]
        if wide:
            for at, button in enumerate(self._beside, COLUMNS - len(self._beside)):
                self._grid.addWidget(button, 0, at)
            rows = rows[len(self._beside) :]
        for at, button in enumerate(rows):
            self._grid.addWidget(button, 1 + at // columns, at % columns)

    @property
    def _beside(self) -> tuple[KeyButton, ...]:
        """The buttons beside the main one."""
        return (self.rest[Act.UNDO], self.further, self.leave)

    @property
    def _below(self) -> tuple[KeyButton, ...]:
        """The buttons of the two rows below."""
        return tuple(button for act, button in self.rest.items() if act is not Act.UNDO)

    @Slot()
    def _pressed(self) -> None:
        button = self.sender()
        if isinstance(button, KeyButton):
            self.act_wanted.emit(button.act)
