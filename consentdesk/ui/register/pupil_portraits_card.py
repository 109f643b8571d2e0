"""The portraits of one pupil beside the table of all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from consentdesk.ui.labels import line, words
from consentdesk.ui.page import Page
from consentdesk.ui.register.portraits_part import PortraitsPart
from consentdesk.ui.surroundings import Surroundings

if TYPE_CHECKING:
    from consentdesk.services.register.portrait_register import PupilPortraits


class PupilPortraitsCard(Page):
    """Name, class and portraits."""

    changed = Signal()

    def __init__(
        self, around: Surroundings, pupil: PupilPortraits, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent=parent)
        self.pupil = pupil
        self.part = PortraitsPart(around, pupil, shows_progress=False)
        self.column.setContentsMargins(20, 20, 20, 20)
        self.column.setSpacing(8)
        self.column.addWidget(words(pupil.person.name, "heading"))
        self.column.addWidget(words(pupil.person.details.class_name, "muted"))
        self.column.addWidget(line())
        self.column.addSpacing(4)
        self.column.addWidget(self.part)
        self.column.addStretch(1)
        self.part.changed.connect(self.changed)
