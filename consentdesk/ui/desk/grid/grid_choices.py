"""Over the grid: which photos are shown, and in which order."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from consentdesk.domain.channel import Channel
from consentdesk.ui.desk.grid.photo_filter import ALL_PHOTOS, Filter, filter_lines
from consentdesk.ui.desk.grid.photo_order import Order
from consentdesk.ui.text import tr

_ORDERS = (
    (
        Order.TO_DECIDE,
        "As to decide",
        "Flagged photos first, then those to decide, then the rest; each by time.",
    ),
    (Order.TIME, "By time", "As the photos were taken."),
    (
        Order.RISK,
        "By risk",
        "Flagged photos first, then those with most faces to decide. Photos keep their places "
        "while you decide; choose it again to sort anew.",
    ),
    (Order.BURST, "By burst", "As the photos were taken, the frames of one moment side by side."),
)


class GridChoices(QWidget):
    """Two boxes; what is chosen is explained by the tooltip.

    Signals:
        filter_chosen: other photos are to be shown.
        order_chosen: an order was chosen, be it the same again.
    """

    filter_chosen = Signal()
    order_chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.filter_box, self.order_box = QComboBox(self), QComboBox(self)
        self.filter_box.setAccessibleName(tr("Which photos to show"))
        self.order_box.setAccessibleName(tr("Order of the photos"))
        self._filters: tuple[Filter, ...] = ()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        for box in (self.filter_box, self.order_box):
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            layout.addWidget(box)
        for _, text, tip in _ORDERS:
            _add(self.order_box, tr(text), tr(tip))
        self.show_channels(())
        _explain(self.order_box)
        self.filter_box.currentIndexChanged.connect(self._filter_chosen)
        self.order_box.activated.connect(self._order_chosen)

    @property
    def filter(self) -> Filter:
        """Which photos to show."""
        return self._filters[self.filter_box.currentIndex()]

    @property
    def order(self) -> Order:
        """In which order."""
        return _ORDERS[self.order_box.currentIndex()][0]

    def choose(self, wanted: Filter) -> None:
        """Show these photos, as if it had been chosen in the box."""
        self.filter_box.setCurrentIndex(self._filters.index(wanted))

    def choose_order(self, order: Order) -> None:
        """Sort like this, as if it had been chosen in the box."""
        self.order_box.setCurrentIndex([each for each, _, _ in _ORDERS].index(order))
        self._order_chosen()

    def show_channels(self, channels: Sequence[Channel]) -> None:
        """Offer a filter for each channel; what was chosen stays, as long as it is there."""
        lines = filter_lines(channels)
        chosen = self.filter if self._filters else ALL_PHOTOS
        box = self.filter_box
        box.blockSignals(True)
        box.clear()
        for line in lines:
            _add(box, line.words, line.tip)
        self._filters = tuple(line.wanted for line in lines)
        box.setCurrentIndex(self._filters.index(chosen) if chosen in self._filters else 0)
        box.blockSignals(False)
        _explain(box)

    def _filter_chosen(self) -> None:
        _explain(self.filter_box)
        self.filter_chosen.emit()

    def _order_chosen(self) -> None:
        _explain(self.order_box)
        self.order_chosen.emit()


def _add(box: QComboBox, text: str, tip: str) -> None:
    box.addItem(text)
    box.setItemData(box.count() - 1, tip, Qt.ItemDataRole.ToolTipRole)


def _explain(box: QComboBox) -> None:
    tip = box.currentData(Qt.ItemDataRole.ToolTipRole)
    box.setToolTip(tip)
    box.setAccessibleDescription(tip)
