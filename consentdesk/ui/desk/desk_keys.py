"""The keys of the desk, once: for pressing, for the buttons and for the key card."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

_Key = Qt.Key
_NONE = Qt.KeyboardModifier.NoModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_CTRL = Qt.KeyboardModifier.ControlModifier
_BOTH = _SHIFT | _CTRL
_COUNTED = _BOTH | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


class Act(StrEnum):
    """What a key on the desk does."""

    ACCEPT = "accept"
    FIRST = "first"
    SECOND = "second"
    THIRD = "third"
    CHOOSE = "choose"
    VISITOR = "visitor"
    CANNOT_BE_RECOGNISED = "cannot_be_recognised"
    NOT_A_FACE = "not_a_face"
    COVER = "cover"
    CROP_AWAY = "crop_away"
    UNDO = "undo"
    REDO = "redo"
    NEXT_FACE = "next_face"
    PREVIOUS_FACE = "previous_face"
    NEXT_PHOTO = "next_photo"
    PREVIOUS_PHOTO = "previous_photo"
    HOLD = "hold"
    EXCLUSION = "exclusion"
    SMALL_ONES = "small_ones"
    DRAW = "draw"
    THOROUGHLY = "thoroughly"
    PORTRAIT = "portrait"
    DONE = "done"
    ZOOM_TO_FACE = "zoom_to_face"
    ZOOM_IN = "zoom_in"
    ZOOM_OUT = "zoom_out"
    WHOLE_PHOTO = "whole_photo"
    KEYS = "keys"
    LEAVE = "leave"


@dataclass(frozen=True, slots=True)
class KeyLine:
    """One act with its keys.

    Attributes:
        cap: what stands on the key, for a person.
        words: what it does, untranslated; translate when shown.
    """

    act: Act
    keys: tuple[tuple[Qt.Key, Qt.KeyboardModifier], ...]
    cap: str
    words: str


def _plain(*keys: Qt.Key) -> tuple[tuple[Qt.Key, Qt.KeyboardModifier], ...]:
    return tuple((key, _NONE) for key in keys)


KEY_LINES: tuple[KeyLine, ...] = (
    KeyLine(Act.ACCEPT, _plain(_Key.Key_Return, _Key.Key_Enter, _Key.Key_Y), "Enter", "This one"),
    KeyLine(Act.FIRST, _plain(_Key.Key_1), "1", "The first suggestion"),
    KeyLine(Act.SECOND, _plain(_Key.Key_2), "2", "The second suggestion"),
    KeyLine(Act.THIRD, _plain(_Key.Key_3), "3", "The third suggestion"),
    KeyLine(Act.CHOOSE, _plain(_Key.Key_P), "P", "Choose a person by name"),
    KeyLine(Act.VISITOR, _plain(_Key.Key_V), "V", "Visitor"),
    KeyLine(Act.CANNOT_BE_RECOGNISED, _plain(_Key.Key_R), "R", "Cannot be recognised"),
    KeyLine(Act.NOT_A_FACE, _plain(_Key.Key_N), "N", "Not a face"),
    KeyLine(Act.COVER, _plain(_Key.Key_C), "C", "Cover"),
    KeyLine(Act.CROP_AWAY, _plain(_Key.Key_X), "X", "Crop away"),
    KeyLine(Act.SMALL_ONES, _plain(_Key.Key_S), "S", "Doubtful and small ones together"),
    KeyLine(Act.EXCLUSION, _plain(_Key.Key_E), "E", "Exclusion check"),
    KeyLine(Act.DRAW, _plain(_Key.Key_D), "D", "Draw a missed face"),
    KeyLine(Act.THOROUGHLY, _plain(_Key.Key_T), "T", "Look again thoroughly"),
    KeyLine(Act.PORTRAIT, _plain(_Key.Key_K), "K", "Keep the face as a portrait"),
    KeyLine(Act.DONE, _plain(_Key.Key_F), "F", "Photo done"),
    KeyLine(Act.HOLD, _plain(_Key.Key_H), "H", "Hold the photo back"),
    KeyLine(Act.UNDO, ((_Key.Key_U, _NONE), (_Key.Key_Z, _CTRL)), "U", "Undo"),
    KeyLine(
        Act.REDO,
        ((_Key.Key_U, _SHIFT), (_Key.Key_Z, _BOTH), (_Key.Key_Y, _CTRL)),
        "⇧U",
        "Redo",
    ),
    KeyLine(Act.NEXT_FACE, _plain(_Key.Key_Space, _Key.Key_Right), "Space", "Next face"),
    KeyLine(Act.PREVIOUS_FACE, _plain(_Key.Key_Left), "←", "Previous face"),
    KeyLine(Act.NEXT_PHOTO, _plain(_Key.Key_PageDown), "PgDn", "Next photo"),
    KeyLine(Act.PREVIOUS_PHOTO, _plain(_Key.Key_PageUp), "PgUp", "Previous photo"),
    KeyLine(Act.ZOOM_TO_FACE, _plain(_Key.Key_Z), "Z", "Zoom to the face"),
    KeyLine(
        Act.ZOOM_IN,
        (*_plain(_Key.Key_Plus, _Key.Key_Equal), (_Key.Key_Plus, _SHIFT)),
        "+",
        "Zoom in",
    ),
    KeyLine(Act.ZOOM_OUT, _plain(_Key.Key_Minus), "−", "Zoom out"),
    KeyLine(Act.WHOLE_PHOTO, _plain(_Key.Key_0), "0", "Whole photo"),
    KeyLine(Act.KEYS, ((_Key.Key_Question, _SHIFT), (_Key.Key_Question, _NONE)), "?", "All keys"),
    KeyLine(Act.LEAVE, _plain(_Key.Key_Escape), "Esc", "Leave"),
)

_BY_KEY: Mapping[tuple[int, int], Act] = {
    (int(key), int(modifiers.value)): line.act for line in KEY_LINES for key, modifiers in line.keys
}
_BY_ACT: Mapping[Act, KeyLine] = {line.act: line for line in KEY_LINES}

REPEATS = frozenset(
    {
        Act.NEXT_FACE,
        Act.PREVIOUS_FACE,
        Act.NEXT_PHOTO,
        Act.PREVIOUS_PHOTO,
        Act.ZOOM_IN,
        Act.ZOOM_OUT,
    }
)
"""Acts that a key held down may repeat; a decision is one press."""


def act_of(event: QKeyEvent) -> Act | None:
    """Return what the pressed key means on the desk, or None."""
    act = _BY_KEY.get((int(event.key()), int((event.modifiers() & _COUNTED).value)))
    return None if event.isAutoRepeat() and act not in REPEATS else act


def line_of(act: Act) -> KeyLine:
    """Return the key line of an act."""
    return _BY_ACT[act]
