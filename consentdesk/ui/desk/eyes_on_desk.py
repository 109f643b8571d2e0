"""Whether anybody can see what stands on the desk: only then a face counts as shown."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from consentdesk.ui.desk.deciding import Deciding
from consentdesk.ui.desk.showing import Showing

_LEFT = frozenset({QEvent.Type.WindowDeactivate, QEvent.Type.Hide})
_CAME = frozenset({QEvent.Type.WindowActivate, QEvent.Type.Show})


class EyesOnDesk(QObject):
    """Watches the window, the key card that may lie over the desk, and the panel.

    While another window is in front or the card lies over the desk, nothing counts; after that
    the same faces go on counting. A panel that was hidden begins anew.
    """

    def __init__(
        self,
        deciding: Deciding,
        showing: Showing,
        desk: QWidget,
        panel: QWidget,
        card: QWidget,
    ) -> None:
        super().__init__(desk)
        self._deciding = deciding
        self._showing = showing
        self._desk = desk
        self._panel = panel
        self._card = card
        self._in_front = True
        for widget in (desk, panel, card):
            widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take notice; the event goes on."""
        kind = event.type()
        if kind in _LEFT or kind in _CAME:
            if watched is self._desk:
                self._in_front = kind in _CAME
            if watched is self._panel:
                self._panel_event(kind)
            self._deciding.be_watched(self._in_front and self._card.isHidden())
        return super().eventFilter(watched, event)

    def _panel_event(self, kind: QEvent.Type) -> None:
        if kind == QEvent.Type.Hide:
            self._deciding.show_faces(())
        elif kind == QEvent.Type.Show and self._deciding.entry is not None:
            self._showing.show_again()
