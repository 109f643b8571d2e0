"""A day as the program says it in sentences: 6 December 2026."""

from datetime import date


def day_in_words(day: date) -> str:
    """Return the day with its month in full, without a leading nought."""
    return f"{day.day} {day:%B %Y}"
