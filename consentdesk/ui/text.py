"""Words on screen go through here when they are shown, so that they can be translated."""

from datetime import date, datetime

from PySide6.QtCore import QCoreApplication, QDate, QLocale

_CONTEXT = "ConsentDesk"


def tr(text: str, /, **values: object) -> str:
    """Return `text` in the language of the desk, with `{name}` places filled in."""
    words = QCoreApplication.translate(_CONTEXT, text)
    return words.format(**values) if values else words


def plural(number: int, one: str, many: str, /, **values: object) -> str:
    """Return `one` or `many` for a count; both may hold `{n}`."""
    return tr(one if number == 1 else many, n=number, **values)


def time_left(seconds: float | None) -> str:
    """Say an estimate the way people do; empty while there is none."""
    if seconds is None:
        return ""
    if seconds < 10:
        return tr("a few seconds left")
    if seconds < 90:
        return tr("about {n} seconds left", n=round(seconds / 10) * 10)
    minutes = round(seconds / 60)
    return plural(minutes, "about {n} minute left", "about {n} minutes left")


def day_words(day: date) -> str:
    """Write a day the way the desk does, such as "12 June 2026"."""
    return QLocale().toString(QDate(day.year, day.month, day.day), tr("d MMMM yyyy"))


def moment_words(moment: datetime) -> str:
    """Write a moment as day and time of the desk's clock."""
    local = moment.astimezone() if moment.tzinfo else moment
    return tr("{day}, {time}", day=day_words(local.date()), time=local.strftime("%H:%M"))
