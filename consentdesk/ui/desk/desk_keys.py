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
    FOURTH = "fourth"
    FIFTH = "fifth"
    CHOOSE = "choose"
    VISITOR = "visitor"
    CANNOT_BE_RECOGNISED = "cannot_be_recognised"
    NOT_A_FACE = "not_a_face"
    COVER = "cover"
    MOSAIC = "mosaic"
    CROP_AWAY = "crop_away"
    UNDO = "undo"
    REDO = "redo"
    NEXT_FACE = "next_face"
    PREVIOUS_FACE = "previous_face"
    NEXT_PHOTO = "next_photo"
    PREVIOUS_PHOTO = "previous_photo"
    PHOTOS = "photos"
    HOLD = "hold"
    EXCLUSION = "exclusion"
    SMALL_ONES = "small_ones"
    NOT_THIS_PERSON = "not_this_person"
    GROUP = "group"
    BURST = "burst"
    CHECKS = "checks"
    LOOK_THROUGH = "look_through"
    DRAW = "draw"
    DRAW_FIGURE = "draw_figure"
    DRAW_WRITING = "draw_writing"
    COVER_FIGURE = "cover_figure"
    RESHAPE = "reshape"
    REMOVE = "remove"
    CROP = "crop"
    SMALLER = "smaller"
    TICK = "tick"
    TICK_ALL = "tick_all"
    ASK = "ask"
    OBJECTION = "objection"
    DELETE_PHOTO = "delete_photo"
    HISTORY = "history"
    THOROUGHLY = "thoroughly"
    PORTRAIT = "portrait"
    DONE = "done"
    ZOOM_TO_FACE = "zoom_to_face"
    ZOOM_IN = "zoom_in"
    ZOOM_OUT = "zoom_out"
    WHOLE_PHOTO = "whole_photo"
    KEYS = "keys"
    LEAVE = "leave"


class KeySection(StrEnum):
    """Parts of the key card; the words are its headings, untranslated."""

    FACE = "The face"
    PHOTO = "The photo"
    MANY = "Several at once"
    MOVING = "Moving about"


@dataclass(frozen=True, slots=True)
class KeyLine:
    """One act with its keys.

    Attributes:
        cap: what stands on the key, for a person.
        words: what it does, untranslated; translate when shown.
        section: where it stands on the key card; None where it only means a place on a list.
        advice: what to bear in mind with it, untranslated; may be empty.
    """

    act: Act
    keys: tuple[tuple[Qt.Key, Qt.KeyboardModifier], ...]
    cap: str
    words: str
    section: KeySection | None
    advice: str = ""


def _plain(*keys: Qt.Key) -> tuple[tuple[Qt.Key, Qt.KeyboardModifier], ...]:
    return tuple((key, _NONE) for key in keys)


_S = KeySection
KEY_LINES: tuple[KeyLine, ...] = (
    KeyLine(
        Act.ACCEPT,
        _plain(_Key.Key_Return, _Key.Key_Enter, _Key.Key_Y),
        "Enter",
        "This one; go on",
        _S.FACE,
    ),
    KeyLine(Act.FIRST, _plain(_Key.Key_1), "1", "The first suggestion", _S.FACE),
    KeyLine(Act.SECOND, _plain(_Key.Key_2), "2", "The second suggestion", _S.FACE),
    KeyLine(Act.THIRD, _plain(_Key.Key_3), "3", "The third suggestion", _S.FACE),
    KeyLine(Act.FOURTH, _plain(_Key.Key_4), "4", "The fourth on a list", None),
    KeyLine(Act.FIFTH, _plain(_Key.Key_5), "5", "The fifth on a list", None),
    KeyLine(Act.CHOOSE, _plain(_Key.Key_P), "P", "Choose a person by name", _S.FACE),
    KeyLine(Act.NOT_THIS_PERSON, _plain(_Key.Key_J), "J", "Not this person", _S.FACE),
    KeyLine(Act.VISITOR, _plain(_Key.Key_V), "V", "Visitor", _S.FACE),
    KeyLine(Act.CANNOT_BE_RECOGNISED, _plain(_Key.Key_R), "R", "Cannot be recognised", _S.FACE),
    KeyLine(Act.NOT_A_FACE, _plain(_Key.Key_N), "N", "Not a face", _S.FACE),
    KeyLine(Act.COVER, _plain(_Key.Key_C), "C", "Cover", _S.FACE),
    KeyLine(
        Act.MOSAIC,
        ((_Key.Key_M, _SHIFT),),
        "⇧M",
        "Mosaic",
        _S.FACE,
        "A solid cover hides more; a mosaic is for people who are not on the register.",
    ),
    KeyLine(Act.COVER_FIGURE, ((_Key.Key_C, _SHIFT),), "⇧C", "Cover the whole person", _S.FACE),
    KeyLine(Act.CROP_AWAY, _plain(_Key.Key_X), "X", "Crop away", _S.FACE),
    KeyLine(Act.RESHAPE, _plain(_Key.Key_M), "M", "Move or resize the frame", _S.FACE),
    KeyLine(
        Act.REMOVE,
        _plain(_Key.Key_Delete, _Key.Key_Backspace),
        "Del",
        "Remove a drawn frame",
        _S.FACE,
    ),
    KeyLine(Act.OBJECTION, _plain(_Key.Key_O), "O", "Asked not to be in these photos", _S.FACE),
    KeyLine(Act.PORTRAIT, _plain(_Key.Key_K), "K", "Keep the face as a portrait", _S.FACE),
    KeyLine(Act.DONE, _plain(_Key.Key_F), "F", "Photo done", _S.PHOTO),
    KeyLine(Act.CHECKS, _plain(_Key.Key_I), "I", "Questions about the photo", _S.PHOTO),
    KeyLine(Act.EXCLUSION, _plain(_Key.Key_E), "E", "Exclusion check", _S.PHOTO),
    KeyLine(Act.SMALL_ONES, _plain(_Key.Key_S), "S", "Doubtful and small ones together", _S.PHOTO),
    KeyLine(Act.DRAW, _plain(_Key.Key_D), "D", "Draw a missed face", _S.PHOTO),
    KeyLine(
        Act.DRAW_FIGURE, ((_Key.Key_D, _SHIFT),), "⇧D", "Draw a child without a face", _S.PHOTO
    ),
    KeyLine(Act.DRAW_WRITING, _plain(_Key.Key_W), "W", "Draw what can be read", _S.PHOTO),
    KeyLine(Act.CROP, _plain(_Key.Key_Q), "Q", "Keep a part of the photo", _S.PHOTO),
    KeyLine(Act.SMALLER, ((_Key.Key_S, _SHIFT),), "⇧S", "Publish it smaller", _S.PHOTO),
    KeyLine(Act.HOLD, _plain(_Key.Key_H), "H", "Hold the photo back", _S.PHOTO),
    KeyLine(Act.ASK, _plain(_Key.Key_A), "A", "Ask the Head or a colleague", _S.PHOTO),
    KeyLine(Act.THOROUGHLY, ((_Key.Key_F, _SHIFT),), "⇧F", "Look again thoroughly", _S.PHOTO),
    KeyLine(Act.HISTORY, ((_Key.Key_H, _SHIFT),), "⇧H", "What was done here", _S.PHOTO),
    KeyLine(Act.DELETE_PHOTO, ((_Key.Key_Delete, _SHIFT),), "⇧Del", "Delete it for good", _S.PHOTO),
    KeyLine(Act.GROUP, _plain(_Key.Key_G), "G", "One person, many photos", _S.MANY),
    KeyLine(Act.BURST, _plain(_Key.Key_B), "B", "Carry over within a moment", _S.MANY),
    KeyLine(Act.LOOK_THROUGH, _plain(_Key.Key_L), "L", "Look through decided photos", _S.MANY),
    KeyLine(Act.TICK, _plain(_Key.Key_T), "T", "Tick or untick", _S.MANY),
    KeyLine(Act.TICK_ALL, ((_Key.Key_T, _SHIFT),), "⇧T", "Tick all that were seen", _S.MANY),
    KeyLine(Act.UNDO, ((_Key.Key_U, _NONE), (_Key.Key_Z, _CTRL)), "U", "Undo", _S.MOVING),
    KeyLine(
        Act.REDO,
        ((_Key.Key_U, _SHIFT), (_Key.Key_Z, _BOTH), (_Key.Key_Y, _CTRL)),
        "⇧U",
        "Redo",
        _S.MOVING,
    ),
    KeyLine(Act.NEXT_FACE, _plain(_Key.Key_Space, _Key.Key_Right), "Space", "Next face", _S.MOVING),
    KeyLine(Act.PREVIOUS_FACE, _plain(_Key.Key_Left), "←", "Previous face", _S.MOVING),
    KeyLine(Act.NEXT_PHOTO, _plain(_Key.Key_PageDown), "PgDn", "Next photo", _S.MOVING),
    KeyLine(Act.PREVIOUS_PHOTO, _plain(_Key.Key_PageUp), "PgUp", "Previous photo", _S.MOVING),
    KeyLine(Act.PHOTOS, ((_Key.Key_P, _SHIFT),), "⇧P", "The list of photos", _S.MOVING),
    KeyLine(Act.ZOOM_TO_FACE, _plain(_Key.Key_Z), "Z", "Zoom to the face", _S.MOVING),
    KeyLine(
        Act.ZOOM_IN,
        (*_plain(_Key.Key_Plus, _Key.Key_Equal), (_Key.Key_Plus, _SHIFT)),
        "+",
        "Zoom in",
        _S.MOVING,
    ),
    KeyLine(Act.ZOOM_OUT, _plain(_Key.Key_Minus), "−", "Zoom out", _S.MOVING),
    KeyLine(Act.WHOLE_PHOTO, _plain(_Key.Key_0), "0", "Whole photo", _S.MOVING),
    KeyLine(
        Act.KEYS,
        ((_Key.Key_Question, _SHIFT), (_Key.Key_Question, _NONE)),
        "?",
        "All keys",
        _S.MOVING,
    ),
    KeyLine(Act.LEAVE, _plain(_Key.Key_Escape), "Esc", "Leave", _S.MOVING),
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
