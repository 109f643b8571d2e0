"""The right side of the desk: the face, the people it may be, where the photo may go."""

from enum import StrEnum

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from consentdesk.services.deciding.desk import Desk
from consentdesk.ui.desk.desk_pictures import DeskPictures, Kind, PictureKey
from consentdesk.ui.desk.face.channel_verdicts import ChannelVerdicts
from consentdesk.ui.desk.face.exclusion_page import ExclusionPage
from consentdesk.ui.desk.face.face_page import FacePage
from consentdesk.ui.desk.face.identifiable_part import IdentifiablePart
from consentdesk.ui.desk.face.people_list import PeopleList
from consentdesk.ui.desk.face.remedy_keys import KEYS
from consentdesk.ui.desk.face.sentence_page import SentencePage
from consentdesk.ui.desk.face.small_faces_page import SmallFacesPage
from consentdesk.ui.labels import words
from consentdesk.ui.large_text import LARGE
from consentdesk.ui.own_room import OwnRoom
from consentdesk.ui.theme import Theme, set_look

NARROWEST, WIDEST = 348, 480
ENOUGH_HIGH = 545
"""View pixels in which everything that can stand in the panel has its room."""

SHARE, GROWTH = 0.33, 0.12
"""Of the desk's width, and how much more beside words twice as large.

The panel keeps its width whatever it shows.
"""


class Page(StrEnum):
    """What the upper part of the panel is for now."""

    FACE = "face"
    SENTENCE = "sentence"
    EXCLUSION = "exclusion"
    SMALL_FACES = "small_faces"


class _Pages(QStackedWidget):
    """As wide as the widest page, for the panel keeps its width; as high as the page in view.

    Large words wrap, and how high they become is known only when they are laid out: there the
    highest page counts.
    """

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def minimumSizeHint(self) -> QSize:
        """Return what the page in view needs in height, and any page in width."""
        least, page = super().minimumSizeHint(), self._page_in_view
        return QSize(least.width(), page.minimumSizeHint().height()) if page else least

    def heightForWidth(self, width: int) -> int:
        """Return how high the page in view is at a width."""
        page = self._page_in_view
        return page.heightForWidth(width) if page else super().heightForWidth(width)

    @property
    def _page_in_view(self) -> QWidget | None:
        large = self._theme.appearance.text_percent >= LARGE
        return None if large else self.currentWidget()


class FacePanel(OwnRoom):
    """Holds the pages and what stands below each of them."""

    act_wanted = Signal(object)
    person_chosen = Signal(object)
    left = Signal()

    def __init__(self, theme: Theme, pictures: DeskPictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._stack = stack = _Pages(theme, self.content)
        self.face = FacePage(theme, pictures, stack)
        self.sentence = SentencePage(theme, stack)
        self.exclusion = ExclusionPage(theme, pictures, stack)
        self.small_faces = SmallFacesPage(theme, pictures, stack)
        self.people = PeopleList(theme, pictures, self.content)
        self.verdicts = ChannelVerdicts(theme)
        self.identifiable = IdentifiablePart(theme, KEYS)
        self.what_is_left = words("", "muted")
        self._pages: dict[Page, QWidget] = {
            Page.FACE: self.face,
            Page.SENTENCE: self.sentence,
            Page.EXCLUSION: self.exclusion,
            Page.SMALL_FACES: self.small_faces,
        }
        for page in self._pages.values():
            self._stack.addWidget(page)
        self._lay_out_widgets()
        for page in (self.face, self.sentence, self.exclusion, self.small_faces):
            page.act_wanted.connect(self.act_wanted)
        self.people.chosen.connect(self.person_chosen)
        self.people.left.connect(self.left)
        pictures.arrived.connect(self._picture_arrived)

    def _lay_out_widgets(self) -> None:
        bottom = QFrame(self.content)
        set_look(bottom, "well")
        bottom.setMinimumHeight(72)
        below = QVBoxLayout(bottom)
        below.setContentsMargins(10, 8, 10, 8)
        below.setSpacing(6)
        below.addWidget(self.verdicts)
        below.addWidget(self.identifiable)
        below.addStretch(1)
        below.addWidget(self.what_is_left)
        layout = QVBoxLayout(self.content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._stack, 5)
        layout.addWidget(self.people, 3)
        layout.addWidget(bottom)
        self._column = layout
        self._by_eye = False
        self.setFixedWidth(NARROWEST)

    def lay_out(self, desk: Desk) -> None:
        """Show the people of a batch; the look-outs take more room where eyes find them."""
        self._by_eye = not desk.lock.open
        self._share_room()
        self.people.lay_out(desk, by_eye=self._by_eye)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave away what is only said besides where the desk is low."""
        super().resizeEvent(event)
        low = self.height() < self._theme.scaled(ENOUGH_HIGH)
        self.face.same_person.be_flat(low)
        self.people.heading.setVisible(not low)

    def least_width(self) -> int:
        """Return the width that its words need, in pixels."""
        return max(NARROWEST, self._column.totalMinimumSize().width())

    def share_of(self, width: int) -> int:
        """Return how much of the desk's width it takes, in pixels; its words come first."""
        larger = self._theme.appearance.text_percent / 100 - 1
        share = round((SHARE + GROWTH * larger) * width)
        return max(self.least_width(), min(share, self._theme.scaled(WIDEST)))

    @property
    def page(self) -> Page:
        """Which page is open."""
        current = self._stack.currentWidget()
        return next(page for page, widget in self._pages.items() if widget is current)

    def open_page(self, page: Page) -> None:
        """Open a page; somebody can be chosen on the page of a face only."""
        self._stack.setCurrentWidget(self._pages[page])
        self.people.set_pressable(page is Page.FACE)
        self.people.be_large(large=self._by_eye or page is Page.EXCLUSION)
        self._share_room()

    def _share_room(self) -> None:
        """Give the look-outs more room where eyes find them, and less beside many faces."""
        people = 5 if self._by_eye else 3
        if self.page is Page.EXCLUSION:
            people = 4
        if self.page is Page.SMALL_FACES:
            people = 1
        self._column.setStretch(1, people)

    def _picture_arrived(self, key: PictureKey) -> None:
        if key.kind not in (Kind.FACE, Kind.PORTRAIT):
            return
        if self.page is Page.FACE:
            self.face.refresh()
        elif self.page is Page.EXCLUSION:
            self.exclusion.refresh()
        elif self.page is Page.SMALL_FACES:
            self.small_faces.refresh()
