"""The bar over the grid while several photos are selected."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consentdesk.domain.ids import PhotoId
from consentdesk.ui.desk.desk_keys import Act
from consentdesk.ui.desk.key_button import KeyButton
from consentdesk.ui.labels import words
from consentdesk.ui.text import plural, tr
from consentdesk.ui.theme import Theme


class SelectionBar(QWidget):
    """Says how many photos are selected and what can be done with all of them.

    Signals:
        hold_wanted, look_through_wanted: with the numbers of the photos.
    """

    hold_wanted = Signal(object)
    look_through_wanted = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ids: tuple[PhotoId, ...] = ()
        self.setAccessibleName(tr("Selected photos"))
        self.count = words("", "section")
        self.hold = KeyButton(theme, Act.HOLD, tr("Hold back"))
        self.look_through = KeyButton(theme, Act.LOOK_THROUGH, tr("Look through"))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        for widget in (self.count, self.hold, self.look_through):
            self._column.addWidget(widget)
        self.hold.clicked.connect(self._hold)
        self.look_through.clicked.connect(self._look_through)
        self.hide()

    def show_selected(self, ids: tuple[PhotoId, ...]) -> None:
        """Be there for two photos and more."""
        self._ids = ids
        several = len(ids) > 1
        if several:
            text = plural(len(ids), "{n} photo selected", "{n} photos selected")
            self.count.setText(text)
            self.hold.setAccessibleDescription(text)
            self.look_through.setAccessibleDescription(text)
            self._fit()
        self.setVisible(several)

    def perform(self, act: Act) -> None:
        """Ask for what a key means for the selected photos."""
        wanted = {Act.HOLD: self.hold_wanted, Act.LOOK_THROUGH: self.look_through_wanted}
        wanted[act].emit(self._ids)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the height that the words need at this width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        # left to itself the column squeezes the buttons when the words wrap
        needed = self._column.totalHeightForWidth(self.width())
        self.setFixedHeight(max(needed, self._column.totalMinimumSize().height()))

    def _hold(self) -> None:
        self.perform(Act.HOLD)

    def _look_through(self) -> None:
        self.perform(Act.LOOK_THROUGH)
