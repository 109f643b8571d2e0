"""The menu that changes how the window looks, from every screen and by keys."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from typing import TypeVar

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QWidget

from consentdesk.ui.look import TEXT_SIZES, Look
from consentdesk.ui.menu_button import MenuButton
from consentdesk.ui.text import tr
from consentdesk.ui.theme import Theme

_Value = TypeVar("_Value")
LARGER_KEYS = ("Ctrl++", "Ctrl+=")
"""The plus sign, with and without Shift on a British keyboard."""


class LookMenu(MenuButton):
    """Colours, size of text, and whether anything moves; the choice counts at once."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, tr("Look"), icon="theme-light-dark", look="quiet", parent=parent)
        self.setToolTip(tr("Colours, size of text and movement"))
        self.looks = dict(zip(Look, self._choices(_look_words(), self._be_look), strict=True))
        self._menu.addSeparator()
        sizes = {size: tr("Text {size} %", size=size) for size in TEXT_SIZES}
        self.sizes = dict(zip(sizes, self._choices(sizes.items(), self._be_size), strict=True))
        self.sizes[100].setShortcut("Ctrl+0")
        self.larger = self._keyed(tr("Larger text"), self._larger, LARGER_KEYS)
        self.smaller = self._keyed(tr("Smaller text"), self._smaller, ("Ctrl+-",))
        self._menu.addSeparator()
        self.still = self.add(tr("Nothing moves by itself"), self._be_still)
        self.still.setCheckable(True)
        theme.changed.connect(self._show_chosen)
        self._show_chosen()

    def _choices(
        self, words: Iterable[tuple[_Value, str]], choose: Callable[[_Value], None]
    ) -> list[QAction]:
        group = QActionGroup(self)
        made = [self.add(word, partial(choose, value)) for value, word in words]
        for action in made:
            action.setCheckable(True)
            group.addAction(action)
        return made

    def _keyed(self, word: str, on_chosen: Callable[[], None], keys: Iterable[str]) -> QAction:
        action = self.add(word, on_chosen)
        action.setShortcuts([QKeySequence(key) for key in keys])
        return action

    @Slot()
    def _show_chosen(self) -> None:
        chosen = self._theme.appearance
        self.looks[chosen.look].setChecked(True)
        self.sizes[chosen.text_percent].setChecked(True)
        self.larger.setEnabled(chosen.text_percent != TEXT_SIZES[-1])
        self.smaller.setEnabled(chosen.text_percent != TEXT_SIZES[0])
        self.still.setChecked(chosen.still)

    def _be_look(self, look: Look) -> None:
        self._theme.be(replace(self._theme.appearance, look=look))

    def _be_size(self, percent: int) -> None:
        self._theme.be(replace(self._theme.appearance, text_percent=percent))

    def _be_still(self) -> None:
        self._theme.be(replace(self._theme.appearance, still=self.still.isChecked()))

    def _larger(self) -> None:
        self._theme.be(self._theme.appearance.larger())

    def _smaller(self) -> None:
        self._theme.be(self._theme.appearance.smaller())


def _look_words() -> tuple[tuple[Look, str], ...]:
    return (
        (Look.SYSTEM, tr("As the computer says")),
        (Look.LIGHT, tr("Light")),
        (Look.DARK, tr("Dark")),
        (Look.CONTRAST_LIGHT, tr("High contrast on white")),
        (Look.CONTRAST_DARK, tr("High contrast on black")),
    )
