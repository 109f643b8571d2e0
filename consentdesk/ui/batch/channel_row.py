"""One channel on the Publish page: folder, numbers, what was refused and why."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from consentdesk.domain.channel import Channel
from consentdesk.ui.buttons import button
from consentdesk.ui.labels import Sign, words
from consentdesk.ui.text import plural, tr
from consentdesk.ui.theme import Theme, set_look


@dataclass(frozen=True)
class ChannelOutcome:
    """How publishing stands for one channel.

    Attributes:
        signed: copies of the standing sign-off.
        published: of those, written, re-read and in the folder.
        refused: sentences, one for each copy that was refused.
        problem: what is wrong with the folder, or None.
    """

    channel: Channel
    signed: int
    published: int
    refused: tuple[str, ...]
    problem: str | None


class ChannelRow(QFrame):
    """Shows a `ChannelOutcome`."""

    folder_asked = Signal(object)

    def __init__(self, theme: Theme, outcome: ChannelOutcome, parent: QWidget | None = None):
        super().__init__(parent)
        set_look(self, "card")
        self._theme = theme
        self._folder: Path = outcome.channel.details.folder
        text = QVBoxLayout()
        text.setSpacing(4)
        text.addWidget(words(outcome.channel.name, "heading"))
        text.addWidget(words(str(self._folder), "muted"))
        for icon, role, sentence in _sentences(outcome):
            text.addLayout(self._line(icon, role, sentence))
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 16, 20, 16)
        row.setSpacing(16)
        row.addLayout(text, 1)
        show = button(theme, tr("Show folder"), self._ask_folder, icon="folder-open-outline")
        show.setAccessibleName(tr("Show folder of {name}", name=outcome.channel.name))
        row.addWidget(show)

    def _line(self, icon: str, role: str, sentence: str) -> QHBoxLayout:
        sign = Sign(self._theme, 18, icon, role)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(sign)
        row.addWidget(words(sentence), 1)
        return row

    def _ask_folder(self) -> None:
        self.folder_asked.emit(self._folder)


def _sentences(outcome: ChannelOutcome) -> list[tuple[str, str, str]]:
    lines = []
    if outcome.problem:
        lines.append(("alert", "open", outcome.problem))
    if outcome.published or outcome.refused:
        text = tr(
            "{published} published and re-read, {refused} refused.",
            published=outcome.published,
            refused=len(outcome.refused),
        )
        good = not outcome.refused
        lines.append(("check-circle" if good else "alert", "cleared" if good else "open", text))
    for reason in dict.fromkeys(outcome.refused):
        lines.append(("close-octagon", "held", reason))
    left = outcome.signed - outcome.published
    if left > 0:
        text = plural(left, "{n} copy to publish.", "{n} copies to publish.")
        lines.append(("circle-outline", "accent", text))
    elif not outcome.published:
        lines.append(("minus-circle-outline", "muted", tr("Nothing is signed off for it.")))
    return lines
