"""A coloured strip with one sentence and what can be done about it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QWidget

from consentdesk.ui.labels import Sign, words
from consentdesk.ui.theme import Theme, set_look

_SIGNS = {
    "note": ("information", "accent"),
    "info": ("check-circle", "cleared"),
    "problem": ("alert", "open"),
    "bug": ("close-octagon", "held"),
}


class Note(QFrame):
    """Says one thing; looks are ``note``, ``info`` (good), ``problem`` and ``bug`` (bad)."""

    def __init__(
        self,
        theme: Theme,
        look: str,
        sentence: str = "",
        buttons: Sequence[QAbstractButton] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._sign = Sign(theme, 20)
        self._words = words()
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 12, 8)
        row.setSpacing(12)
        row.addWidget(self._sign)
        row.addWidget(self._words, 1)
        for each in buttons:
            row.addWidget(each)
        self.setMinimumHeight(48)
        self.say(sentence, look)

    def say(self, sentence: str, look: str) -> None:
        """Say something; nothing to say hides the strip."""
        set_look(self, look)
        icon, role = _SIGNS[look]
        self._sign.show_sign(icon, role)
        self._words.setText(sentence)
        self.setAccessibleName(sentence)
        if sentence and self.parentWidget() is None:
            # shown now, it would be a window of its own for a moment and take the focus
            self.setAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide, False)
        else:
            self.setVisible(bool(sentence))
