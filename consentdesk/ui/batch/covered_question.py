"""What the second person says of photos with hidden faces before they may be signed off."""

from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from consentdesk.ui.labels import Sign, words
from consentdesk.ui.text import plural, tr
from consentdesk.ui.theme import Theme, set_look


class CoveredQuestion(QFrame):
    """Warns what covers and mosaics cannot hide, and asks for one tick.

    It is made anew when the photos change.
    """

    def __init__(self, theme: Theme, photos: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_look(self, "problem")
        text = plural(
            photos,
            "I looked at it: nobody covered or made a mosaic can be recognised",
            "I looked at all {n}: nobody covered or made a mosaic can be recognised",
        )
        self.tick = QCheckBox(text)
        self.tick.setAccessibleName(text)
        warning = QHBoxLayout()
        warning.setSpacing(12)
        warning.addWidget(Sign(theme, 20, "alert", "open"))
        warning.addWidget(
            words(tr("Covering may not hide who it is in a small group."), "strong"), 1
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 12, 8)
        column.setSpacing(4)
        column.addLayout(warning)
        column.addWidget(
            words(
                tr(
                    "Who knows the children may tell one by clothes, hair or company, under a "
                    "mosaic more than under a cover. "
                    "Have such a photo held instead."
                )
            )
        )
        column.addWidget(self.tick)
