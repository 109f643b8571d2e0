"""Everything the office may know about one person."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from consentdesk.domain.channel import Channel
from consentdesk.domain.consent import Permission
from consentdesk.ui.badge_label import BadgeLabel
from consentdesk.ui.labels import line, short_words, words
from consentdesk.ui.page import Page
from consentdesk.ui.register.answers_part import AnswersPart
from consentdesk.ui.register.ask_first import ask_first
from consentdesk.ui.register.comparing_part import ComparingPart
from consentdesk.ui.register.leaving_part import LeavingPart
from consentdesk.ui.register.permission_words import limit_words, permission_badge
from consentdesk.ui.register.portrait_view import PortraitView
from consentdesk.ui.register.portraits_part import PortraitsPart
from consentdesk.ui.surroundings import Surroundings
from consentdesk.ui.text import tr

if TYPE_CHECKING:
    from consentdesk.services.portrait_register import PupilPortraits
    from consentdesk.services.roll import RegisterEntry


class PersonCard(Page):
    """Permissions with reason and source, answers, protection, biometrics, portraits."""

    changed = Signal()

    def __init__(
        self,
        around: Surroundings,
        entry: RegisterEntry,
        channels: Sequence[Channel],
        purposes: Mapping[str, str],
        portraits: PupilPortraits | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent=parent)
        self._around = around
        self.entry = entry
        self._name = entry.person.name
        self.column.setContentsMargins(20, 20, 20, 20)
        self.column.setSpacing(8)
        self.protected = self._switch(tr("Protected"), entry.person.details.protected)
        self.child_objects = self._switch(tr("Child objects"), entry.person.details.child_objects)
        self.answers = AnswersPart(around, entry, purposes)
        self.comparing = ComparingPart(around, entry)
        self.portraits = None if portraits is None else PortraitsPart(around, portraits)
        self.leaving = LeavingPart(around, entry.person)
        self._lay_out(channels)
        for part in (self.answers, self.comparing, self.leaving, self.portraits):
            if part is not None:
                part.changed.connect(self.changed)
        self.protected.clicked.connect(self._ask_protected)
        self.child_objects.clicked.connect(self._ask_child_objects)

    def _lay_out(self, channels: Sequence[Channel]) -> None:
        self._add_head()
        self._add_section(tr("May appear on"))
        for channel in channels:
            self._add_permission(channel, self.entry.permissions[channel.id])
        self._add_section(tr("Whatever anybody answered"))
        self.column.addWidget(self.protected)
        self.column.addWidget(
            words(tr("Never published anywhere. Why is not written down here."), "muted")
        )
        self.column.addWidget(self.child_objects)
        self.column.addWidget(words(tr("The child's no outranks every yes."), "muted"))
        self._add_section(tr("Answers on record"))
        self.column.addWidget(self.answers)
        self._add_section(tr("Comparing faces"))
        self.column.addWidget(self.comparing)
        if self.portraits is not None:
            self._add_section(tr("Portraits"))
            self.column.addWidget(self.portraits)
        self._add_section(tr("At the school"))
        self.column.addWidget(self.leaving)
        self.column.addStretch(1)

    def _add_head(self) -> None:
        portraits = [p for p in self.entry.portraits if not p.problems] or self.entry.portraits
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(PortraitView(self._around, portraits[-1].id if portraits else None))
        text = QVBoxLayout()
        text.setSpacing(2)
        text.addStretch(1)
        text.addWidget(words(self._name, "heading"))
        text.addWidget(words(self.entry.person.details.class_name, "muted"))
        if self.entry.restricted:
            text.addWidget(words(tr("On the register"), "strong"))
        text.addStretch(1)
        row.addLayout(text, 1)
        self.column.addLayout(row)

    def _add_section(self, title: str) -> None:
        self.column.addSpacing(8)
        self.column.addWidget(line())
        self.column.addWidget(short_words(title, "section"))

    def _add_permission(self, channel: Channel, permission: Permission) -> None:
        row = QHBoxLayout()
        row.addWidget(words(channel.name, "strong"), 1)
        row.addWidget(BadgeLabel(self._around.theme, permission_badge(permission)))
        self.column.addLayout(row)
        limits = limit_words(permission)
        parts = (permission.reason, f"{limits[:1].upper()}{limits[1:]}." if limits else "")
        text = " ".join(part for part in parts if part)
        if permission.source:
            text = tr("{reason} Source: {source}", reason=text, source=permission.source)
        self.column.addWidget(words(text, "muted"))

    def _switch(self, text: str, on: bool) -> QCheckBox:
        box = QCheckBox(text)
        box.setAccessibleName(text)
        box.setToolTip(tr("{text} (space bar)", text=text))
        box.setChecked(on)
        return box

    def _ask_protected(self, on: bool) -> None:
        self.protected.setChecked(not on)
        sentence = (
            tr("No photo with this person is published anywhere any more.")
            if on
            else tr("The answers on record count again. Make sure that this was decided.")
        )
        self._ask(
            tr("Protect this person?") if on else tr("End the protection?"),
            sentence,
            lambda by: self._around.workspace.roll.set_protected(self.entry.person.id, on, by),
        )

    def _ask_child_objects(self, on: bool) -> None:
        self.child_objects.setChecked(not on)
        sentence = (
            tr("The child's no outranks every yes, on every channel.")
            if on
            else tr("The answers on record count again. Make sure that the child wants this.")
        )
        self._ask(
            tr("Record that the child objects?") if on else tr("Did the child change its mind?"),
            sentence,
            lambda by: self._around.workspace.roll.set_child_objects(self.entry.person.id, on, by),
        )

    def _ask(self, title: str, sentence: str, change: Callable[[str], object]) -> None:
        ask_first(self._around, self, title, sentence, change, self._done)

    def _done(self, result: object) -> None:
        self.changed.emit()
