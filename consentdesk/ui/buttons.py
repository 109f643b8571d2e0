"""Buttons that say what they do to the eye, to the keyboard and to a screen reader."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QToolButton

from consentdesk.ui.text import tr
from consentdesk.ui.theme import Theme, set_look


def button(
    theme: Theme,
    text: str,
    on_click: Callable[[], None],
    *,
    icon: str = "",
    look: str = "",
    tip: str = "",
    key: str = "",
) -> QPushButton:
    """Return a button with words; `look` is ``primary``, ``quiet`` or empty."""
    made = QPushButton(text)
    made.setAccessibleName(text)
    made.setAutoDefault(False)
    if icon:
        made.setIcon(theme.icon(icon, _ink(look)))
    if look:
        set_look(made, look)
    if key:
        made.setShortcut(key)
    made.setToolTip(_tip(tip or text, key))
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.clicked.connect(lambda: on_click())
    return made


def icon_button(
    theme: Theme, icon: str, name: str, on_click: Callable[[], None], *, key: str = ""
) -> QToolButton:
    """Return a small button that is a sign only; `name` is its tooltip and its spoken name."""
    made = QToolButton()
    made.setIcon(theme.icon(icon))
    made.setAccessibleName(name)
    made.setToolTip(_tip(name, key))
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    if key:
        made.setShortcut(key)
    made.clicked.connect(lambda: on_click())
    return made


def _tip(text: str, key: str) -> str:
    return tr("{text} ({key})", text=text, key=key) if key else text


def _ink(look: str) -> str:
    return {"primary": "on_accent", "quiet": "accent"}.get(look, "text")
