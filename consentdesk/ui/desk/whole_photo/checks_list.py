"""The statements about a whole photo, one below the other, each with its key."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from consentdesk.domain.photo_checks import PhotoCheck
from consentdesk.ui.desk.desk_keys import Act, line_of
from consentdesk.ui.labels import Sign, key_cap, words
from consentdesk.ui.text import tr
from consentdesk.ui.theme import Theme, set_look

CHECK_OF = dict(
    zip((Act.FIRST, Act.SECOND, Act.THIRD, Act.FOURTH, Act.FIFTH), PhotoCheck, strict=True)
)
"""Which statement a key is about."""

_ACT_OF = {check: act for act, check in CHECK_OF.items()}
_SIGNS = {
    None: ("checkbox-blank-outline", "muted"),
    True: ("checkbox-marked-outline", "cleared"),
    False: ("close-octagon", "held"),
}
SIGN = 20


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement as it stands.

    Attributes:
        text: what is stated, or what is wrong.
        so: whether it was said to be so; None while nobody said anything.
    """

    check: PhotoCheck
    text: str
    so: bool | None


class StatementRow(QAbstractButton):
    """One statement; pressing it says that it is not so, or that it is after all."""

    def __init__(self, theme: Theme, check: PhotoCheck, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._pressable = True
        self.act = _ACT_OF[check]
        self._sign = Sign(theme, SIGN)
        self._words = words()
        self._cap = key_cap(line_of(self.act).cap)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(4, 2, 4, 2)
        layout.setSpacing(8)
        layout.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self._words, 1)
        layout.addWidget(self._cap)
        for part in (self._sign, self._words, self._cap):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        # a button's own policy would keep it as low as its words are in one wide line
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(tr("Not so? Press {key}.", key=line_of(self.act).cap))

    def show_statement(self, statement: Statement) -> None:
        """Show it as it stands."""
        said = {None: tr("not answered yet"), True: tr("is so"), False: tr("not so")}[statement.so]
        self.setAccessibleName(tr("{text} {said}", text=statement.text, said=said))
        self._sign.show_sign(*_SIGNS[statement.so])
        self._words.setText(statement.text)
        set_look(self._words, "problem" if statement.so is False else "")
        self._words.setMargin(4 if statement.so is False else 0)

    def set_pressable(self, *, pressable: bool) -> None:
        """Let it be answered, or only be read; then it has no key."""
        self._pressable = pressable
        self._cap.setVisible(pressable)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if pressable else Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, not pressable)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses this row; on the desk it would state all of them."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground while the mouse or the keyboard is here."""
        focus = self.hasFocus()
        if not focus and not (self._pressable and self.underMouse()):
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = QPen(self._theme.colour("accent"), self._theme.focus_width)
        painter.setPen(edge if focus else Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("raised"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)
        painter.end()


class ChecksList(QWidget):
    """All statements about one photo, or about several.

    Signals:
        act_wanted: one of them is not so, or is after all (the act of its key).
    """

    act_wanted = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("What is stated about the photo"))
        self.rows = {check: StatementRow(theme, check, self) for check in PhotoCheck}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for row in self.rows.values():
            row.clicked.connect(self._pressed)
            layout.addWidget(row)

    def show_statements(self, statements: Sequence[Statement]) -> None:
        """Show them as they stand."""
        for statement in statements:
            self.rows[statement.check].show_statement(statement)

    def set_pressable(self, *, pressable: bool) -> None:
        """Let them be answered, or only be read."""
        for row in self.rows.values():
            row.set_pressable(pressable=pressable)

    def _pressed(self) -> None:
        row = self.sender()
        if isinstance(row, StatementRow):
            self.act_wanted.emit(row.act)
