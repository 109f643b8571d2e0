"""A day that need not be there, such as when a permission runs out."""

from datetime import date, timedelta

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from consentdesk.ui.day_field import day_field, day_in, show_day

A_YEAR = timedelta(days=364)


class OptionalDay(QWidget):
    """A tick and a day; without the tick there is no day."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.stated = QCheckBox(name)
        self.stated.setAccessibleName(name)
        self.day_field = day_field(name)
        show_day(self.day_field, date.today() + A_YEAR)
        self.day_field.setEnabled(False)
        self.stated.toggled.connect(self.day_field.setEnabled)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.stated)
        row.addWidget(self.day_field, 1)

    @property
    def day(self) -> date | None:
        """The day, or None when none is stated."""
        return day_in(self.day_field) if self.stated.isChecked() else None
