"""Fields for a day, as the standard library writes days."""

from datetime import date

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QDateEdit

from consentdesk.ui.text import tr


def day_field(name: str, *, until_today: bool = False) -> QDateEdit:
    """Return a field that stands on today; `until_today` takes no day that is still to come."""
    field = QDateEdit(QDate.currentDate())
    field.setCalendarPopup(True)
    field.setDisplayFormat(tr("d MMMM yyyy"))
    field.setAccessibleName(name)
    field.setToolTip(name)
    if until_today:
        field.setMaximumDate(QDate.currentDate())
    return field


def day_in(field: QDateEdit) -> date:
    """Return the day that stands in a field."""
    day = field.date()
    return date(day.year(), day.month(), day.day())


def show_day(field: QDateEdit, day: date) -> None:
    """Put a day into a field."""
    field.setDate(QDate(day.year, day.month, day.day))
