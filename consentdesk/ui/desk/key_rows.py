"""Buttons in rows, as many side by side as have room for whole words."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from consentdesk.ui.desk.key_button import KeyButton, WordsRoom

SPACING = 6

Row = Sequence[KeyButton | None]
"""Buttons side by side; None keeps a place free."""


@dataclass(frozen=True, slots=True)
class _Placed:
    """A row with the widths of its places and its height, in view pixels."""

    row: Row
    widths: tuple[int, ...]
    high: int


class KeyRows(QWidget):
    """Takes the first of its arrangements that has room; rows of equal length are aligned."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._arrangements: tuple[tuple[Row, ...], ...] = ((),)
        self._shared_out: dict[int, list[_Placed]] = {}
        self._rooms: list[WordsRoom] = []
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def arrange(self, *arrangements: Sequence[Row]) -> None:
        """Take these arrangements of the same buttons, the widest one first."""
        self._arrangements = tuple(tuple(rows) for rows in arrangements)
        self._shared_out.clear()
        for button in (button for row in self._arrangements[0] for button in row):
            if button is not None:
                button.setParent(self)
                if self.isVisible():
                    button.show()
        self.updateGeometry()
        if self.isVisible():  # to measure buttons that have no place yet is to dress them twice
            self._place()

    def room_for_all(self) -> int:
        """Return the width at which the widest arrangement fits, in pixels."""
        return _width(self._arrangements[0])

    def sizeHint(self) -> QSize:
        """Return the room of the widest arrangement."""
        wide = self.room_for_all()
        return QSize(wide, self.heightForWidth(wide))

    def minimumSizeHint(self) -> QSize:
        """Return the room of the narrowest arrangement with its words on two lines."""
        narrowest = self._arrangements[-1]
        wide = max((_row_width(_least(row)) for row in narrowest), default=0)
        return QSize(wide, self.heightForWidth(max(wide, self.width())))

    def hasHeightForWidth(self) -> bool:
        """Tell that fewer columns are more rows."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return how high the rows are together."""
        heights = [placed.high for placed in self._rows(width)]
        return sum(heights) + SPACING * max(0, len(heights) - 1)

    def showEvent(self, event: QShowEvent) -> None:
        """Give the buttons their places; their words may have changed in the meantime."""
        super().showEvent(event)
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange the buttons anew."""
        super().resizeEvent(event)
        self._place()

    def event(self, event: QEvent) -> bool:
        """Follow the buttons when their words change."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
            self._place()
        return super().event(event)

    def _rows(self, width: int) -> list[_Placed]:
        """Return the rows of the arrangement that fits, each with the widths of its places.

        A layout asks for the same widths again and again, so an answer is kept until words change.
        """
        buttons = (button for row in self._arrangements[0] for button in row)
        rooms = [button.room for button in buttons if button is not None]
        if rooms != self._rooms:
            self._rooms = rooms
            self._shared_out.clear()
        if width not in self._shared_out:
            self._shared_out[width] = self._share_out(width)
        return self._shared_out[width]

    def _share_out(self, width: int) -> list[_Placed]:
        fits = (rows for rows in self._arrangements if _width(rows) <= width)
        rows = next(fits, self._arrangements[-1])
        return [_placed(rows, row, width) for row in rows]

    def _place(self) -> None:
        top = 0
        for placed in self._rows(self.width()):
            left = 0
            for button, wide in zip(placed.row, placed.widths, strict=True):
                if button is not None:
                    button.setGeometry(left, top, wide, placed.high)
                left += wide + SPACING
            top += placed.high + SPACING


def columns(buttons: Sequence[KeyButton], count: int) -> list[Row]:
    """Return the buttons in so many columns; the last row keeps its free places."""
    places: list[KeyButton | None] = [*buttons, *[None] * (-len(buttons) % count)]
    return [places[at : at + count] for at in range(0, len(places), count)]


def _width(rows: Sequence[Row]) -> int:
    return max((_row_width(_aligned(rows, len(row))) for row in rows), default=0)


def _row_width(widths: Sequence[int]) -> int:
    return sum(widths) + SPACING * (len(widths) - 1)


def _aligned(rows: Sequence[Row], length: int) -> list[int]:
    """Return the widths that the places of all rows of a length need on one line."""
    alike = [[_hint(button) for button in row] for row in rows if len(row) == length]
    return [max(place) for place in zip(*alike, strict=True)]


def _hint(button: KeyButton | None) -> int:
    return 0 if button is None else button.sizeHint().width()


def _least(row: Row) -> list[int]:
    return [0 if button is None else button.minimumSizeHint().width() for button in row]


def _shares(needed: Sequence[int], least: Sequence[int], room: int) -> list[int]:
    """Share a row out: equal parts where they are enough, else what is needed comes first."""
    room -= SPACING * (len(needed) - 1)
    if sum(needed) > room:
        over = sum(needed) - room
        give = [want - must for want, must in zip(needed, least, strict=True)]
        total = max(1, sum(give))
        return [want - over * some // total for want, some in zip(needed, give, strict=True)]
    shares, free = list(needed), set(range(len(needed)))
    while free:
        equal = (room - sum(n for at, n in enumerate(needed) if at not in free)) // len(free)
        large = {at for at in free if needed[at] > equal}
        if not large:
            for at in free:
                shares[at] = equal
            return shares
        free -= large
    return shares


def _placed(rows: Sequence[Row], row: Row, width: int) -> _Placed:
    widths = tuple(_shares(_aligned(rows, len(row)), _least(row), width))
    pairs = zip(row, widths, strict=True)
    high = max((b.heightForWidth(wide) for b, wide in pairs if b is not None), default=0)
    return _Placed(row, widths, high)
