"""The face to decide now: enlarged, what is suggested, and every possible decision."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from consentdesk.domain.errors import KnownError
from consentdesk.domain.face import Disposition, Region, Suggestion, SuggestionOutcome
from consentdesk.domain.ids import PersonId
from consentdesk.domain.people import Person
from consentdesk.ui.badge_label import BadgeLabel
from consentdesk.ui.desk.desk_keys import Act
from consentdesk.ui.desk.desk_pictures import DeskPictures, face_key, portrait_key
from consentdesk.ui.desk.desk_words import (
    candidate_words,
    disposition_words,
    person_words,
    region_words,
)
from consentdesk.ui.desk.key_button import KeyButton
from consentdesk.ui.desk.picture_tile import PictureTile
from consentdesk.ui.labels import short_words, words
from consentdesk.ui.text import tr
from consentdesk.ui.theme import Badge, Theme

CANDIDATES = 3
"""Suggestions shown side by side; more would be guessing."""

DECISIONS = (
    (Act.VISITOR, Act.NOT_A_FACE, Act.COVER),
    (Act.CANNOT_BE_RECOGNISED, Act.CROP_AWAY),
)
"""Rows of buttons; a person is chosen in the list below."""


@dataclass(frozen=True, slots=True)
class FaceOnDesk:
    """Everything the page shows about one face.

    Attributes:
        number, of: its number in the photo, and how many faces there are.
        suggestion: None when nothing was compared.
        flagged: looks like somebody on the look-out list and is undecided.
        decided: what stands for it, if it is decided.
        by_eye: nothing is ever suggested in this batch.
    """

    region: Region
    number: int
    of: int
    suggestion: Suggestion | None
    flagged: bool
    decided: Disposition | None
    by_eye: bool
    people: Mapping[PersonId, Person]

    @property
    def candidates(self) -> tuple[PersonId, ...]:
        """Who it may be and is still on the roll, most alike first."""
        found = self.suggestion
        if found is None or found.outcome is not SuggestionOutcome.SUGGESTION:
            return ()
        known = (c.person_id for c in found.candidates if c.person_id in self.people)
        return tuple(known)[:CANDIDATES]


class FacePage(QWidget):
    """Shows one face and says what the person wants with it."""

    act_wanted = Signal(object)

    def __init__(self, theme: Theme, pictures: DeskPictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pictures = pictures
        self._shown: FaceOnDesk | None = None
        self.heading = short_words("", "heading")
        self.remark = BadgeLabel(theme, Badge("flag", "", "flagged"))
        self.decision = words("", "strong")
        self.face = PictureTile(theme)
        self.candidates = tuple(PictureTile(theme) for _ in range(CANDIDATES))
        self.nothing = words("", "muted")
        self.accept = KeyButton(theme, Act.ACCEPT, look="primary")
        self.buttons = tuple(KeyButton(theme, act) for row in DECISIONS for act in row)
        self._lay_out_widgets()
        for button in (self.accept, *self.buttons):
            button.clicked.connect(self._pressed)
        for tile in self.candidates:
            tile.clicked.connect(self._candidate_pressed)

    def _lay_out_widgets(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.heading)
        top.addStretch(1)
        top.addWidget(self.remark)
        tiles = QHBoxLayout()
        tiles.setSpacing(8)
        tiles.addWidget(self.face, 4)
        for tile in self.candidates:
            tiles.addWidget(tile, 3)
        buttons = iter(self.buttons)
        decisions = QVBoxLayout()
        decisions.setSpacing(6)
        for row in DECISIONS:
            line = QHBoxLayout()
            line.setSpacing(6)
            for _ in row:
                line.addWidget(next(buttons))
            decisions.addLayout(line)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(top)
        layout.addLayout(tiles, 1)
        layout.addWidget(self.nothing)
        layout.addWidget(self.decision)
        layout.addWidget(self.accept)
        layout.addLayout(decisions)

    def show_face(self, shown: FaceOnDesk) -> None:
        """Show a face; pictures that are not there yet appear when `refresh` is called."""
        self._shown = shown
        self.heading.setText(tr("Face {n} of {of}", n=shown.number, of=shown.of))
        self._show_remark(shown)
        self.decision.setVisible(shown.decided is not None)
        if shown.decided is not None:
            what = disposition_words(shown.decided, shown.people)
            self.decision.setText(tr("Decided: {what}", what=what))
        self._show_suggestion(shown)
        self.refresh()

    def refresh(self) -> None:
        """Show the pictures that have come meanwhile."""
        shown = self._shown
        if shown is None:
            return
        problem = self._pictures.problem(face_key(shown.region.id))
        pixmap = self._pictures.picture(face_key(shown.region.id))
        caption = "" if shown.by_eye or not shown.candidates else _face_words(shown.region)
        icon = "image-broken-variant" if problem else "face-recognition"
        self.face.show_picture(pixmap, caption, icon=icon)
        self.face.setToolTip(_sentence(problem))
        self._show_candidates(shown)

    def candidate(self, place: int) -> Person | None:
        """Return the person suggested at a place, best first."""
        shown = self._shown
        if shown is None or place >= len(shown.candidates):
            return None
        return shown.people[shown.candidates[place]]

    def _show_remark(self, shown: FaceOnDesk) -> None:
        remark = region_words(shown.region)
        self.remark.setVisible(shown.flagged or bool(remark))
        if shown.flagged:
            self.remark.show_badge(Badge("flag", tr("Looks like a look-out"), "flagged"))
        else:
            self.remark.show_badge(Badge("magnify", remark, "open"))

    def _show_suggestion(self, shown: FaceOnDesk) -> None:
        candidates = shown.candidates
        self.accept.setVisible(bool(candidates))
        if candidates:
            person = shown.people[candidates[0]]
            self.accept.say(tr("This is {person}", person=person_words(person)))
        self.nothing.setVisible(not candidates and not shown.by_eye and shown.decided is None)
        self.nothing.setText(_nothing_words(shown.suggestion))

    def _show_candidates(self, shown: FaceOnDesk) -> None:
        found = shown.candidates
        for place, tile in enumerate(self.candidates):
            tile.setVisible(place < len(found))
            if place < len(found) and shown.suggestion is not None:
                person_id = found[place]
                candidate = next(c for c in shown.suggestion.candidates if c.person_id == person_id)
                caption = candidate_words(candidate, shown.people)
                key = "" if place == 0 else str(place + 1)
                tile.show_picture(self._pictures.picture(portrait_key(person_id)), caption, key=key)
                tile.set_strong(place == 0)

    def _pressed(self) -> None:
        button = self.sender()
        if isinstance(button, KeyButton):
            self.act_wanted.emit(button.act)

    def _candidate_pressed(self) -> None:
        place = self.candidates.index(self.sender())
        self.act_wanted.emit((Act.ACCEPT, Act.SECOND, Act.THIRD)[place])


def _face_words(region: Region) -> str:
    return tr("Face in\nthe photo\n{n} px high", n=region.box.height)


def _nothing_words(suggestion: Suggestion | None) -> str:
    if suggestion is None:
        return tr("This face was not compared with anybody.")
    if suggestion.outcome is SuggestionOutcome.CANNOT_TELL:
        return tr("Cannot tell: {reason}", reason=suggestion.reason)
    return tr("No suggestion. It may still be a look-out.")


def _sentence(problem: KnownError | None) -> str:
    return "" if problem is None else problem.sentence
