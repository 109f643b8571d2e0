"""Who a group of faces may be: portraits side by side, where not to appear, a name to type."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from consentdesk.domain.people import Person
from consentdesk.services.deciding.desk import Desk
from consentdesk.ui.desk.desk_keys import Act
from consentdesk.ui.desk.desk_pictures import DeskPictures, portrait_key
from consentdesk.ui.desk.desk_words import person_words
from consentdesk.ui.desk.face.machine_answer import MachineAnswer
from consentdesk.ui.desk.face.people_list import PeopleList
from consentdesk.ui.desk.face.people_model import care_words
from consentdesk.ui.desk.face.picture_tile import PictureTile
from consentdesk.ui.desk.groups.group_likely import SHOWN, GroupLikely, LikelyPerson
from consentdesk.ui.labels import words
from consentdesk.ui.text import tr
from consentdesk.ui.theme import Theme

PORTRAIT_HEIGHT = 208
WIDE = 344
"""Width beside text of 100 %, view pixels."""
PLACES = (Act.FIRST, Act.SECOND, Act.THIRD)


class GroupPerson(QWidget):
    """Shows the likely person first and largest; look-alikes and others beside."""

    act_wanted = Signal(object)

    def __init__(self, theme: Theme, pictures: DeskPictures) -> None:
        super().__init__()
        self._pictures = pictures
        self._people: tuple[LikelyPerson, ...] = ()
        self._desk: Desk | None = None
        self.tiles = tuple(PictureTile(theme) for _ in PLACES)
        self.name = words("", "heading")
        self.care = words("", "problem")
        self.care.setMargin(8)
        self.answer = MachineAnswer(theme)
        self.people = PeopleList(theme, pictures)
        self.people.field.setPlaceholderText(tr("Type another name  (P)"))
        self._row = QHBoxLayout()
        self._row.setSpacing(8)
        for tile in self.tiles:
            tile.setFixedHeight(PORTRAIT_HEIGHT)
            tile.clicked.connect(self._pressed)
            self._row.addWidget(tile)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(self._row)
        for widget in (self.name, self.care, self.answer):
            layout.addWidget(widget)
        layout.addWidget(self.people, 1)

    def lay_out(self, desk: Desk) -> None:
        """Take the people of the desk."""
        self._desk = desk
        self.people.lay_out(desk, by_eye=False)

    def show_likely(self, likely: GroupLikely) -> None:
        """Show who the group may be."""
        self._people = likely.people
        for person in likely.people:
            self._pictures.want(portrait_key(person.person.id))
        first = likely.people[0].person if likely.people else None
        self.name.setText(tr("Nobody is suggested") if first is None else person_words(first))
        care = self._care(first)
        self.care.setText(care)
        self.care.setVisible(bool(care))
        self.answer.say(likely.answer)
        for place, tile in enumerate(self.tiles):
            tile.setVisible(place < max(1, len(likely.people)))
            tile.set_strong(place == 0 and likely.certain)
            self._row.setStretch(place, 3 if place == 0 and len(likely.people) < SHOWN else 2)
        self.refresh()

    def refresh(self) -> None:
        """Show the portraits that have come meanwhile."""
        if not self._people:
            self.tiles[0].show_picture(None)
            self.tiles[0].setAccessibleName(tr("Nobody is suggested"))
        for place, (tile, likely) in enumerate(zip(self.tiles, self._people, strict=False)):
            details = likely.person.details
            portrait = self._pictures.picture(portrait_key(likely.person.id))
            caption = f"{details.first_name}\n{details.last_name}\n{likely.words}"
            tile.show_picture(portrait, caption, key=str(place + 1))
            spoken = (str(place + 1), person_words(likely.person), likely.words)
            tile.setAccessibleName(", ".join(part for part in spoken if part))
            tile.setToolTip(self._tool_tip(likely.person))

    def type_name(self) -> None:
        """Let the person type a name."""
        self.people.type_name()

    @Slot()
    def _pressed(self) -> None:
        self.act_wanted.emit(PLACES[self.tiles.index(self.sender())])

    def _tool_tip(self, person: Person) -> str:
        care = self._care(person)
        return f"{person_words(person)}\n{care}" if care else person_words(person)

    def _care(self, person: Person | None) -> str:
        """Return where a look-out may not appear."""
        desk = self._desk
        if person is None or desk is None:
            return ""
        found = next((x for x in desk.look_outs if x.person.id == person.id), None)
        return "" if found is None else _sentence(care_words(found, len(desk.channels)))


def _sentence(words: str) -> str:
    """Begin with a capital; names of channels stay as they are."""
    return words[:1].upper() + words[1:]
