"""A field for a whole number."""

from PySide6.QtWidgets import QSpinBox


def number_field(least: int, most: int, usual: int, suffix: str) -> QSpinBox:
    """Return a field from `least` to `most` that shows `usual`, with a unit after it."""
    field = QSpinBox()
    field.setRange(least, most)
    field.setValue(usual)
    field.setSuffix(suffix)
    # the style sheet's padding does not reach the line edit inside a spin box
    field.lineEdit().setTextMargins(9, 0, 9, 0)
    return field
