"""Whom a pupil looks like, both portraits side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from consentdesk.domain.ids import PortraitId
from consentdesk.ui.labels import words
from consentdesk.ui.note import Note
from consentdesk.ui.register.portrait_view import PortraitView
from consentdesk.ui.surroundings import Surroundings
from consentdesk.ui.text import tr

if TYPE_CHECKING:
    from consentdesk.services.register.portrait_register import LookAlike, PupilPortraits

EDGE = 120


class LookAlikesPart(QWidget):
    """Says who looks like whom; the program never tells the two apart by itself."""

    def __init__(
        self, around: Surroundings, pupil: PupilPortraits, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._around = around
        enrolled = [p.id for p in pupil.portraits if p.id in pupil.enrolled]
        self._own = enrolled[-1] if enrolled else None
        self.sentences = tuple(
            tr("Looks like {name}: compare both portraits.", name=other.person.name)
            for other in pupil.look_alikes
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for sentence, other in zip(self.sentences, pupil.look_alikes, strict=True):
            column.addWidget(Note(around.theme, "problem", sentence))
            column.addLayout(self._side_by_side(pupil, other))
        column.addWidget(
            words(
                tr("Wherever one of them is suggested, both are shown, and a person decides."),
                "muted",
            )
        )
        self.setVisible(bool(pupil.look_alikes))

    def _side_by_side(self, pupil: PupilPortraits, other: LookAlike) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addLayout(self._one(self._own, pupil.person.name))
        row.addLayout(self._one(other.portrait, other.person.name))
        row.addStretch(1)
        return row

    def _one(self, portrait: PortraitId | None, name: str) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(4)
        view = PortraitView(self._around, portrait, edge=EDGE)
        view.setAccessibleName(tr("Portrait of {name}", name=name))
        caption = words(name)
        caption.setFixedWidth(EDGE)
        column.addWidget(view)
        column.addWidget(caption)
        return column
