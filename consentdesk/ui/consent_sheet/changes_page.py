"""Step 3: what would change for whom, in numbers that open their lists."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QGridLayout,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from consentdesk.services.consent.on_record import MISSING, NOBODYS, ORDER
from consentdesk.services.sheet_words.import_messages import Level
from consentdesk.ui.consent_sheet.changes_model import (
    PLACE,
    ChangesModel,
    MessagesModel,
    changes_view,
    messages_view,
)
from consentdesk.ui.consent_sheet.sheet_in_hand import Understood
from consentdesk.ui.labels import words
from consentdesk.ui.text import plural, tr
from consentdesk.ui.theme import Badge, Theme

MESSAGES = "messages"
PAD = 12
SIGN = 18
_LEVELS = tuple(Level)


class NumberCard(QAbstractButton):
    """A number with its words; pressed, it shows what it counts."""

    def __init__(self, theme: Theme, badge: Badge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._badge = badge
        self._number = 0
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_number(0)

    @property
    def number(self) -> int:
        """What it shows."""
        return self._number

    def show_number(self, number: int) -> None:
        """Show another number."""
        self._number = number
        self.setAccessibleName(f"{number} {self._badge.word}")
        self.setToolTip(tr("Show these: {what}", what=self._badge.word))
        self.update()

    def sizeHint(self) -> QSize:
        """Return the room for number, sign and word."""
        wide = self.fontMetrics().horizontalAdvance(self._badge.word) + SIGN + 3 * PAD
        high = QFontMetrics(self._large()).height() + self.fontMetrics().height() + 2 * PAD
        return QSize(wide, high)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw plate, number, sign and word."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = self.isChecked()
        pen = painter.pen()
        strong = chosen or self.hasFocus() or self.underMouse()
        pen.setColor(self._theme.colour("accent" if strong else "line"))
        pen.setWidth(2 if chosen or self.hasFocus() else 1)
        painter.setPen(pen)
        painter.setBrush(self._theme.colour("accent_soft" if chosen else "card"))
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -2, -2), 10, 10)
        area = self.rect().adjusted(PAD, PAD // 2, -PAD, -PAD // 2)
        line = self.fontMetrics().height()
        painter.setPen(self._theme.colour("text"))
        painter.setFont(self._large())
        top = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
        painter.drawText(area, top, f"{self._number:,}")
        below = area.adjusted(0, area.height() - line, 0, 0)
        role = self._badge.role if self._number else "muted"
        self._theme.icon(self._badge.icon, role).paint(
            painter, below.left(), below.center().y() - SIGN // 2, SIGN, SIGN
        )
        painter.setFont(self.font())
        painter.setPen(self._theme.colour("muted"))
        painter.drawText(
            below.adjusted(SIGN + 6, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self._badge.word
        )
        if self.hasFocus():
            painter.setPen(self._theme.colour("accent"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.rect().adjusted(4, 4, -5, -5), 8, 8)
        painter.end()

    def _large(self) -> QFont:
        font = QFont(self.font())
        font.setPointSizeF(self.font().pointSizeF() * 1.8)
        font.setWeight(QFont.Weight.DemiBold)
        return font


class ChangesPage(QWidget):
    """Cards above, one list below; what becomes less strict stands first and complete."""

    place_asked = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._understood: Understood | None = None
        self.cards = {kind: NumberCard(theme, badge) for kind, badge in _kinds().items()}
        self._group = QButtonGroup(self)
        for card in self.cards.values():
            self._group.addButton(card)
        self.model = ChangesModel({}, self)
        self.messages = MessagesModel(self)
        self.view = changes_view(theme, self.model)
        self.messages_view = messages_view(theme, self.messages)
        self._told = words(look="muted")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.messages_view)
        grid = QGridLayout()
        grid.setSpacing(12)
        for place, (kind, card) in enumerate(self.cards.items()):
            card.clicked.connect(partial(self._show_kind, kind))
            grid.addWidget(card, place // 4, place % 4)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(grid)
        column.addWidget(self._told)
        column.addWidget(self._stack, 1)
        for view in (self.view, self.messages_view):
            view.activated.connect(self._opened)

    @Slot(object)
    def show_understood(self, understood: Understood) -> None:
        """Show what would change now; the list that was open stays open."""
        first = self._understood is None
        self._understood = understood
        self.model.purposes = understood.purposes
        numbers = self._numbers(understood)
        for kind, card in self.cards.items():
            card.show_number(numbers[kind])
        chosen = next((kind for kind, card in self.cards.items() if card.isChecked()), "")
        if first or not numbers.get(chosen):
            chosen = next((kind for kind in self.cards if numbers[kind]), "loosened")
        self.cards[chosen].setChecked(True)
        self._show_kind(chosen)

    def take_focus(self) -> None:
        """Put the focus on the number whose list is open."""
        for card in self.cards.values():
            if card.isChecked():
                card.setFocus()

    def _numbers(self, understood: Understood) -> Mapping[str, int]:
        numbers = dict.fromkeys(ORDER, 0)
        for row in understood.rows:
            numbers[row.kind] += 1
        return {**numbers, MESSAGES: len(understood.proposal.messages)}

    def _show_kind(self, kind: str, checked: bool = True) -> None:
        if self._understood is None:
            return
        if kind == MESSAGES:
            listed = sorted(
                self._understood.proposal.messages, key=lambda m: _LEVELS.index(m.level)
            )
            self.messages.show_rows(listed)
            self._stack.setCurrentWidget(self.messages_view)
        else:
            rows = [row for row in self._understood.rows if row.kind == kind]
            self.model.show_rows(rows)
            self._stack.setCurrentWidget(self.view)
        self._told.setText(_sentences()[kind])

    @Slot(QModelIndex)
    def _opened(self, index: QModelIndex) -> None:
        place = index.data(PLACE)
        if place:
            self.place_asked.emit(place)


def change_sentence(loosened: int, people: int) -> str:
    """Say how much becomes less strict."""
    if not loosened:
        return tr("Nothing becomes less strict.")
    what = plural(loosened, "{n} permission becomes", "{n} permissions become")
    whom = plural(people, "{n} person", "{n} people")
    return tr("{what} less strict, for {whom}.", what=what, whom=whom)


def _kinds() -> dict[str, Badge]:
    return {
        "loosened": Badge("lock-open-variant-outline", tr("less strict"), "open"),
        "tightened": Badge("lock-outline", tr("stricter"), "held"),
        "added": Badge("plus-circle-outline", tr("new"), "accent"),
        "unchanged": Badge("equal", tr("unchanged"), "muted"),
        MISSING: Badge("account-off-outline", tr("not in the sheet"), "open"),
        NOBODYS: Badge("help-rhombus", tr("rows of nobody"), "open"),
        MESSAGES: Badge("information-outline", tr("things to know"), "accent"),
    }


def _sentences() -> dict[str, str]:
    return {
        "loosened": tr("What was stricter until now. Look at each of them. Enter shows the cell."),
        "tightened": tr("What becomes stricter takes effect at once. Enter shows the cell."),
        "added": tr("Nothing was on record for these until now. Enter shows the cell."),
        "unchanged": tr("These stay as they are."),
        MISSING: tr("On the roll within the sheet's reach, but not in it."),
        NOBODYS: tr("Rows whose pupil is not known yet. A no in them counts for all it may be."),
        MESSAGES: tr("What was not taken comes first. Enter shows the cell."),
    }
