"""A day that need not be there, such as when a permission runs out."""

from datetime import date, timedelta

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from consentdesk.ui.day_field import day_field, day_in, show_day

A_YEAR = timedelta(days=364)


class OptionalDay(QWidget):
    """A tick and a day; without the tick there is no day."""

    def __init__(
        self, name: str, parent: QWidget | None = None, *, until_today: bool = False
    ) -> None:
        """`until_today` takes no day that is still to come."""
        super().__init__(parent)
        self.stated = QCheckBox(name)
        self.stated.setAccessibleName(name)
        self.day_field = day_field(name, until_today=until_today)
        if not until_today:
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

    def show_day(self, day: date | None) -> None:
        """Put a day into it, or none."""
        self.stated.setChecked(day is not None)
        if day is not None:
            show_day(self.day_field, day)
