"""The form for the day on which a portrait was taken."""

from PySide6.QtWidgets import QWidget

from consentdesk.domain.people import Portrait
from consentdesk.ui.day_field import day_field, day_in, show_day
from consentdesk.ui.form_dialog import FormDialog
from consentdesk.ui.labels import words
from consentdesk.ui.surroundings import Surroundings
from consentdesk.ui.text import tr


class PortraitDayForm(FormDialog):
    """Asks when it was taken."""

    def __init__(
        self, around: Surroundings, portrait: Portrait, parent: QWidget | None = None
    ) -> None:
        super().__init__(around, tr("When was this portrait taken?"), tr("Record"), parent)
        self._portrait_id = portrait.id
        self.taken_on = day_field(tr("Taken on"), until_today=True)
        if portrait.taken_on is not None:
            show_day(self.taken_on, portrait.taken_on)
        self.fields.addRow(tr("Taken on"), self.taken_on)
        text = tr("Children's faces change: a portrait over a year old is worth replacing.")
        self.column.addWidget(words(text, "muted"))
        self.column.addLayout(self.fields)
        self.begin_with(480, 280)

    def save_now(self) -> None:
        """Record the day."""
        day, by = day_in(self.taken_on), self._around.by()
        portraits = self._around.workspace.portraits
        self.record(lambda: portraits.date(self._portrait_id, day, by))
