"""One portrait of a pupil: the picture, how good it is, and what to do about it."""

from datetime import date

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from consentdesk.domain.people import Portrait
from consentdesk.domain.portraits import portrait_advice, portrait_mark
from consentdesk.ui.badge_label import BadgeLabel
from consentdesk.ui.buttons import icon_button
from consentdesk.ui.labels import words
from consentdesk.ui.register.ask_first import ask_first
from consentdesk.ui.register.portrait_day_form import PortraitDayForm
from consentdesk.ui.register.portrait_view import PortraitView
from consentdesk.ui.register.portrait_words import mark_badge, origin_words
from consentdesk.ui.surroundings import Surroundings
from consentdesk.ui.text import tr

EDGE = 96


class PortraitRow(QWidget):
    """Shows a portrait; dates and removes it."""

    changed = Signal()

    def __init__(
        self,
        around: Surroundings,
        portrait: Portrait,
        today: date,
        *,
        enrolled: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._around = around
        self._portrait = portrait
        self.form: PortraitDayForm | None = None
        origin = origin_words(portrait)
        self.badge = BadgeLabel(around.theme, mark_badge(portrait_mark(portrait, today)))
        self.day = icon_button(
            around.theme,
            "calendar-edit",
            tr("Enter the day of this portrait: {origin}", origin=origin),
            self._ask_day,
        )
        self.remove = icon_button(
            around.theme,
            "trash-can-outline",
            tr("Remove this portrait: {origin}", origin=origin),
            self._ask_remove,
        )
        self.day.setVisible(portrait.from_region is None)
        self._lay_out(origin, portrait_advice(portrait, today), enrolled)

    def _lay_out(self, origin: str, advice: tuple[str, ...], enrolled: bool) -> None:
        text = QVBoxLayout()
        text.setSpacing(4)
        text.addWidget(self.badge)
        text.addWidget(words(origin, "muted"))
        if enrolled:
            text.addWidget(words(tr("Faces are compared with it."), "muted"))
        text.addLayout(self._deeds())
        text.addStretch(1)
        top = QHBoxLayout()
        top.setSpacing(12)
        picture = PortraitView(self._around, self._portrait.id, edge=EDGE)
        top.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(text, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(top)
        for sentence in advice:
            column.addWidget(words(sentence))

    def _deeds(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self.day)
        row.addWidget(self.remove)
        row.addStretch(1)
        return row

    def _ask_day(self) -> None:
        self.form = PortraitDayForm(self._around, self._portrait, self.window())
        self.form.saved.connect(self._done)
        self.form.finished.connect(self.form.deleteLater)
        self.form.open()

    def _ask_remove(self) -> None:
        portraits, portrait_id = self._around.workspace.portraits, self._portrait.id
        ask_first(
            self._around,
            self,
            tr("Remove this portrait?"),
            tr("The picture and what was learnt from it are destroyed at once."),
            lambda by: portraits.remove(portrait_id, by),
            self._done,
        )

    @Slot(object)
    def _done(self, result: object) -> None:
        self.changed.emit()
