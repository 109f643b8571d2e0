"""The face to decide now: enlarged, what is suggested, and every possible decision."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from consentdesk.domain.errors import KnownError
from consentdesk.domain.face import (
    Candidate,
    Disposition,
    Region,
    Suggestion,
    SuggestionOutcome,
)
from consentdesk.domain.ids import PersonId, RegionId
from consentdesk.domain.people import Person
from consentdesk.ui.badge_label import BadgeLabel
from consentdesk.ui.desk.desk_keys import Act
from consentdesk.ui.desk.desk_pictures import DeskPictures, face_key, portrait_key
from consentdesk.ui.desk.desk_words import (
    candidate_words,
    disposition_words,
    person_words,
    rank_words,
    region_words,
)
from consentdesk.ui.desk.face.machine_answer import MachineAnswer, answer_for
from consentdesk.ui.desk.face.picture_tile import PictureTile
from consentdesk.ui.desk.face.same_person import SamePerson
from consentdesk.ui.desk.key_button import KeyButton
from consentdesk.ui.desk.key_rows import KeyRows
from consentdesk.ui.labels import short_words, words
from consentdesk.ui.large_text import RowOrColumn
from consentdesk.ui.text import tr
from consentdesk.ui.theme import Badge, Theme

CANDIDATES = 3
"""Suggestions shown side by side; more would be guessing."""

DECISIONS = (
    Act.VISITOR,
    Act.COVER,
    Act.MOSAIC,
    Act.NOT_A_FACE,
    Act.CROP_AWAY,
    Act.CANNOT_BE_RECOGNISED,
)
"""Buttons; a person is chosen in the list below."""


@dataclass(frozen=True, slots=True)
class FaceOnDesk:
    """Everything the page shows about one face.

    Attributes:
        number, of: its number in the photo, and how many faces there are.
        suggestion: None when nothing was compared.
        flagged: looks like somebody on the look-out list and is undecided.
        decided: what stands for it, if it is decided.
        by_eye: nothing is ever suggested in this batch.
        same_person: faces of other photos that seem to be the same person.
    """

    region: Region
    number: int
    of: int
    suggestion: Suggestion | None
    flagged: bool
    decided: Disposition | None
    by_eye: bool
    people: Mapping[PersonId, Person]
    same_person: tuple[RegionId, ...] = ()

    @property
    def candidates(self) -> tuple[PersonId, ...]:
        """Who it may be and is still on the roll, most alike first."""
        return tuple(candidate.person_id for candidate in self._shown)

    @property
    def look_alikes(self) -> tuple[PersonId, ...]:
        """Those of the candidates whom distance cannot tell apart."""
        shown = self._shown
        if not any(candidate.look_alike for candidate in shown):
            return ()
        return tuple(c.person_id for c in shown if c.look_alike or c is shown[0])

    @property
    def preselected(self) -> PersonId | None:
        """Whom Enter takes; nobody where the machine cannot tell or two look alike."""
        found = self.suggestion
        if found is None or found.outcome is not SuggestionOutcome.SUGGESTION:
            return None
        return None if self.look_alikes or not self._shown else self._shown[0].person_id

    @property
    def _shown(self) -> tuple[Candidate, ...]:
        found = self.suggestion
        if found is None or found.outcome is SuggestionOutcome.NO_SUGGESTION:
            return ()
        return tuple(c for c in found.candidates if c.person_id in self.people)[:CANDIDATES]


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
        self.answer = MachineAnswer(theme)
        self.same_person = SamePerson(theme, pictures)
        self.accept = KeyButton(theme, Act.ACCEPT, look="primary")
        self.portrait = KeyButton(theme, Act.PORTRAIT)
        self.buttons = tuple(KeyButton(theme, act) for act in DECISIONS)
        self._lay_out_widgets(theme)
        for button in (self.accept, self.portrait, *self.buttons):
            button.clicked.connect(self._pressed)
        for tile in self.candidates:
            tile.clicked.connect(self._candidate_pressed)

    def _lay_out_widgets(self, theme: Theme) -> None:
        top = RowOrColumn(theme)
        top.addWidget(self.heading)
        top.addStretch(1)
        top.addWidget(self.remark)
        tiles = QHBoxLayout()
        tiles.setSpacing(8)
        tiles.addWidget(self.face, 4)
        for tile in self.candidates:
            tiles.addWidget(tile, 3)
        visitor, cover, mosaic, no_face, crop, unknown = self.buttons
        decisions = KeyRows()
        decisions.arrange(
            ((visitor, cover, mosaic, no_face), (crop, unknown)),
            ((visitor, cover, mosaic), (no_face, crop), (unknown,)),
            ((visitor, cover), (mosaic, no_face), (crop,), (unknown,)),
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(top)
        layout.addLayout(tiles, 1)
        layout.addWidget(self.answer)
        layout.addWidget(self.same_person)
        layout.addWidget(self.decision)
        layout.addWidget(self.portrait)
        layout.addWidget(self.accept)
        layout.addWidget(decisions)

    def show_face(self, shown: FaceOnDesk) -> None:
        """Show a face; pictures that are not there yet appear when `refresh` is called."""
        if shown != self._shown:
            self._shown = shown
            self._say_all(shown)
        self.refresh()

    def _say_all(self, shown: FaceOnDesk) -> None:
        self.heading.setText(tr("Face {n} of {of}", n=shown.number, of=shown.of))
        self._show_remark(shown)
        self.decision.setVisible(shown.decided is not None)
        if shown.decided is not None:
            what = disposition_words(shown.decided, shown.people)
            self.decision.setText(tr("Decided: {what}", what=what))
        self._show_suggestion(shown)

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
        self.same_person.refresh()

    def candidate(self, place: int) -> Person | None:
        """Return the person suggested at a place, best first."""
        shown = self._shown
        if shown is None or place >= len(shown.candidates):
            return None
        return shown.people[shown.candidates[place]]

    @property
    def preselected(self) -> Person | None:
        """The person whom Enter takes."""
        shown = self._shown
        if shown is None or shown.preselected is None:
            return None
        return shown.people[shown.preselected]

    def _show_remark(self, shown: FaceOnDesk) -> None:
        remark = region_words(shown.region)
        self.remark.setVisible(shown.flagged or bool(remark))
        if shown.flagged:
            self.remark.show_badge(Badge("flag", tr("Looks like a look-out"), "flagged"))
        else:
            self.remark.show_badge(Badge("magnify", remark, "open"))

    def _show_suggestion(self, shown: FaceOnDesk) -> None:
        person = self.preselected
        self.accept.setVisible(person is not None)
        if person is not None:
            self.accept.say(tr("This is {person}", person=person_words(person)))
        silent = shown.by_eye or shown.decided is not None
        answer = answer_for(shown.suggestion, shown.candidates, shown.look_alikes, shown.people)
        self.answer.say(None if silent else answer)
        self.same_person.show_faces(shown.same_person)

    def _show_candidates(self, shown: FaceOnDesk) -> None:
        found = shown.candidates
        for place, tile in enumerate(self.candidates):
            tile.setVisible(place < len(found))
            if place < len(found) and shown.suggestion is not None:
                person_id = found[place]
                candidate = next(c for c in shown.suggestion.candidates if c.person_id == person_id)
                caption = candidate_words(candidate, shown.people)
                portrait = self._pictures.picture(portrait_key(person_id))
                tile.show_picture(portrait, caption, key=str(place + 1))
                tile.setToolTip(rank_words(place, candidate, shown.people))
                tile.setAccessibleName(tile.toolTip())
                tile.set_strong(person_id in (shown.preselected, *shown.look_alikes))

    def _pressed(self) -> None:
        button = self.sender()
        if isinstance(button, KeyButton):
            self.act_wanted.emit(button.act)

    def _candidate_pressed(self) -> None:
        place = self.candidates.index(self.sender())
        self.act_wanted.emit((Act.FIRST, Act.SECOND, Act.THIRD)[place])


def _face_words(region: Region) -> str:
    return tr("Face in\nthe photo\n{n} px high", n=region.box.height)


def _sentence(problem: KnownError | None) -> str:
    return "" if problem is None else problem.sentence
