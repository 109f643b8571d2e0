"""Everything the office may know about one person."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from consentdesk.domain.channel import Channel
from consentdesk.domain.portraits import portrait_to_show
from consentdesk.ui.labels import line, short_words, words
from consentdesk.ui.page import Page
from consentdesk.ui.reading import Reading
from consentdesk.ui.register.answers_part import AnswersPart
from consentdesk.ui.register.ask_first import ask_first
from consentdesk.ui.register.comparing_part import ComparingPart
from consentdesk.ui.register.ending_form import EndingForm
from consentdesk.ui.register.history_part import HistoryPart
from consentdesk.ui.register.leaving_part import LeavingPart
from consentdesk.ui.register.permission_row import PermissionRow
from consentdesk.ui.register.portrait_view import PortraitView
from consentdesk.ui.register.portraits_part import PortraitsPart
from consentdesk.ui.surroundings import Surroundings
from consentdesk.ui.text import day_words, tr

if TYPE_CHECKING:
    from consentdesk.domain.consent_source import SheetImport
    from consentdesk.services.register.answer_history import RecordedAnswer
    from consentdesk.services.register.portrait_register import PupilPortraits
    from consentdesk.services.roll_sheets.roll import RegisterEntry


class PersonCard(Page):
    """Permissions with reason and source, answers and their history, protection, portraits.

    What every answer came from is read when the card is there.
    """

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
        self.ending: EndingForm | None = None
        self.protected = self._switch(tr("Protected"), entry.person.details.protected)
        self.child_objects = self._switch(tr("Child objects"), entry.person.details.child_objects)
        self.permissions = tuple(self._permission(channel, purposes) for channel in channels)
        self.answers = AnswersPart(around, entry, purposes)
        self.history = HistoryPart(around.theme)
        self.comparing = ComparingPart(around, entry)
        self.portraits = None if portraits is None else PortraitsPart(around, portraits)
        self.leaving = LeavingPart(around, entry.person)
        self._lay_out()
        for part in (self.answers, self.comparing, self.leaving, self.portraits):
            if part is not None:
                part.changed.connect(self.changed)
        self.protected.clicked.connect(self._ask_protected)
        self.child_objects.clicked.connect(self._ask_child_objects)
        roll, person_id = around.workspace.roll, entry.person.id
        Reading(self, around.runner, lambda: roll.history(person_id), self._show_history).again()

    def _lay_out(self) -> None:
        self._add_head()
        self._add_section(tr("May appear on"))
        for row in self.permissions:
            self.column.addWidget(row)
        self._add_section(tr("Whatever anybody answered"))
        self._add_switch(
            self.protected,
            tr("Never published anywhere. Why is not written down here."),
            self.entry.stated_in.get("protected"),
        )
        self._add_switch(
            self.child_objects,
            tr("The child's no outranks every yes."),
            self.entry.stated_in.get("child_objects"),
        )
        for title, part in (
            (tr("Answers on record"), self.answers),
            (tr("History"), self.history),
            (tr("Comparing faces"), self.comparing),
            (tr("Portraits"), self.portraits),
            (tr("At the school"), self.leaving),
        ):
            if part is not None:
                self._add_section(title)
                self.column.addWidget(part)
        self.column.addStretch(1)

    def _add_head(self) -> None:
        portrait = portrait_to_show(self.entry.portraits)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(PortraitView(self._around, None if portrait is None else portrait.id))
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

    def _permission(self, channel: Channel, purposes: Mapping[str, str]) -> PermissionRow:
        entry = self.entry
        permission, ends = entry.permissions[channel.id], entry.runs_out.get(channel.id)
        return PermissionRow(self._around.theme, channel, permission, ends, purposes)

    def _show_history(self, history: tuple[RecordedAnswer, ...]) -> None:
        for row in self.permissions:
            row.show_history(history)
        self.answers.show_history(history)
        self.history.show_history(history)

    def _add_switch(self, box: QCheckBox, sentence: str, stated: SheetImport | None) -> None:
        self.column.addWidget(box)
        if box.isChecked() and stated is not None:
            text = tr(
                "{sentence} The sheet {file} of {day} states it.",
                sentence=sentence,
                file=stated.details.file_name,
                day=day_words(stated.at.astimezone().date()),
            )
            sentence = text
        self.column.addWidget(words(sentence, "muted"))

    def _switch(self, text: str, on: bool) -> QCheckBox:
        box = QCheckBox(text)
        box.setAccessibleName(text)
        box.setToolTip(tr("{text} (space bar)", text=text))
        box.setChecked(on)
        return box

    def _ask_protected(self, on: bool) -> None:
        self.protected.setChecked(not on)
        roll, person_id = self._around.workspace.roll, self.entry.person.id
        if not on:
            self._ask_evidence(
                tr("End the protection?"),
                lambda by, evidence: roll.set_protected(person_id, False, by, evidence),
            )
            return
        ask_first(
            self._around,
            self,
            tr("Protect this person?"),
            tr("No photo with this person is published anywhere any more."),
            lambda by: roll.set_protected(person_id, True, by),
            self._done,
        )

    def _ask_child_objects(self, on: bool) -> None:
        self.child_objects.setChecked(not on)
        roll, person_id = self._around.workspace.roll, self.entry.person.id
        if not on:
            self._ask_evidence(
                tr("Did the child change its mind?"),
                lambda by, evidence: roll.set_child_objects(person_id, False, by, evidence),
            )
            return
        ask_first(
            self._around,
            self,
            tr("Record that the child objects?"),
            tr(
                "The child's no outranks every yes, on every channel. Everything enrolled for "
                "comparing is destroyed at once."
            ),
            lambda by: roll.set_child_objects(person_id, True, by),
            self._done,
        )

    def _ask_evidence(self, title: str, end: Callable[[str, str], object]) -> None:
        self.ending = EndingForm(self._around, title, end, self.window())
        self.ending.saved.connect(self._done)
        self.ending.finished.connect(self.ending.deleteLater)
        self.ending.open()

    def _done(self, result: object) -> None:
        self.changed.emit()
