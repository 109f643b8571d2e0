"""Fingers on a touch screen: one is a hand like the mouse, two zoom and move the photo."""

from typing import Protocol

from PySide6.QtCore import QEvent, QLineF, QPointF
from PySide6.QtGui import QInputDevice, QTouchEvent


class Touched(Protocol):
    """What fingers do to a photo; places in view pixels."""

    def hand_down(self, place: QPointF) -> None:
        """One finger came down."""

    def hand_moved(self, place: QPointF) -> None:
        """It moved."""

    def hand_up(self, place: QPointF) -> None:
        """It was lifted."""

    def hand_lost(self) -> None:
        """What it did is given up."""

    def zoom_by(self, factor: float, at: QPointF | None = None) -> None:
        """Two fingers went apart or together."""

    def pan(self, dx: float, dy: float) -> None:
        """Two fingers moved together."""


class TwoFingers:
    """Follows the fingers of one touch from the first that comes to the last that goes."""

    def __init__(self) -> None:
        self._hand = False
        self._apart: QLineF | None = None

    def follow(self, event: QTouchEvent, photo: Touched) -> bool:
        """Do what the fingers do; False for a touchpad, which moves the mouse by itself."""
        if event.device().type() is not QInputDevice.DeviceType.TouchScreen:
            return False
        places = [point.position() for point in event.points()]
        if event.type() is QEvent.Type.TouchCancel:
            self._lose(photo)
        elif len(places) >= 2:
            self._lose(photo)
            self._pinch(QLineF(places[0], places[1]), photo)
        elif places:
            self._one(event.type(), places[0], photo)
        if event.type() is QEvent.Type.TouchEnd:
            self._apart = None
        return True

    def _lose(self, photo: Touched) -> None:
        if self._hand:
            self._hand = False
            photo.hand_lost()

    def _one(self, kind: QEvent.Type, place: QPointF, photo: Touched) -> None:
        """Follow a single finger; one that is left over from two does nothing more."""
        if kind is QEvent.Type.TouchBegin:
            self._hand, self._apart = True, None
            photo.hand_down(place)
        elif self._hand and kind is QEvent.Type.TouchUpdate:
            photo.hand_moved(place)
        elif self._hand:
            self._hand = False
            photo.hand_up(place)

    def _pinch(self, apart: QLineF, photo: Touched) -> None:
        before, self._apart = self._apart, apart
        if before is not None and before.length() > 0:
            photo.zoom_by(apart.length() / before.length(), before.center())
            step = apart.center() - before.center()
            photo.pan(step.x(), step.y())
