"""How readily the program asks: three levels, each shown on a photo of the school."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from consentdesk.domain.ids import BatchId
from consentdesk.domain.search import Sensitivity
from consentdesk.ui.buttons import button
from consentdesk.ui.labels import words
from consentdesk.ui.note import Note
from consentdesk.ui.page import Page
from consentdesk.ui.reading import Reading
from consentdesk.ui.register.sensitivity_example import SensitivityExample
from consentdesk.ui.register.sensitivity_facts import SensitivityFacts, read_sensitivity
from consentdesk.ui.surroundings import Surroundings
from consentdesk.ui.text import plural, tr
from consentdesk.ui.theme import set_look

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

INDENT = 28

LEVELS = (
    (
        Sensitivity.USUAL,
        "Usual",
        "Lists what is likely a face. Right for most schools.",
    ),
    (
        Sensitivity.MORE,
        "More questions",
        "Also lists weaker patterns and weaker likenesses; some prove to be nothing.",
    ),
    (
        Sensitivity.MOST,
        "Most questions",
        "Lists nearly everything that might be a face. Deciding takes longest.",
    ),
)


class SensitivityPage(Page):
    """Choose a level, see what it would list, then take it; nothing changes before."""

    def __init__(self, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(1120, parent)
        self._around = around
        self._facts: SensitivityFacts | None = None
        self._reading = Reading(self, around.runner, self._read, self._show)
        self._group = QButtonGroup(self)
        self.levels = {level: QRadioButton(tr(name)) for level, name, _ in LEVELS}
        self.save = button(around.theme, tr("Use this"), self._save, look="primary")
        self.again = button(around.theme, tr("Look again in them"), self._ask_again, icon="refresh")
        self.changed = Note(around.theme, "note", buttons=(self.again,))
        self.example = SensitivityExample(around)
        self._lay_out()

    @property
    def chosen(self) -> Sensitivity:
        """The level that is marked, be it in use or not."""
        return next((x for x, radio in self.levels.items() if radio.isChecked()), Sensitivity.USUAL)

    def refresh(self) -> None:
        """Read setting and photos again."""
        self._reading.again()

    def showEvent(self, event: QShowEvent) -> None:
        """Look through the example only for somebody who looks at it."""
        super().showEvent(event)
        self.example.look()

    def _lay_out(self) -> None:
        self.column.setContentsMargins(0, 16, 8, 16)
        self.column.addWidget(self.changed)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self._choice_card(), 4)
        row.addWidget(self.example, 6)
        self.column.addLayout(row)
        self.column.addStretch(1)

    def _choice_card(self) -> QFrame:
        card = QFrame()
        set_look(card, "card")
        column = QVBoxLayout(card)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(4)
        column.addWidget(words(tr("How readily the program asks"), "heading"))
        lean = tr("It can only lean towards more questions, never towards fewer.")
        column.addWidget(words(lean, "muted"))
        column.addSpacing(8)
        for level, name, sentence in LEVELS:
            radio = self.levels[level]
            radio.setAccessibleName(tr(name))
            radio.setAccessibleDescription(tr(sentence))
            radio.setToolTip(tr(sentence))
            radio.toggled.connect(self._level_marked)
            self._group.addButton(radio)
            text = words(tr(sentence), "muted")
            text.setIndent(INDENT)
            column.addWidget(radio)
            column.addWidget(text)
            column.addSpacing(4)
        column.addSpacing(8)
        row = QHBoxLayout()
        row.addWidget(self.save)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)
        return card

    def _read(self) -> SensitivityFacts:
        return read_sensitivity(self._around.workspace)

    def _show(self, facts: SensitivityFacts) -> None:
        first = self._facts is None
        self._facts = facts
        if first:
            self.levels[facts.value].setChecked(True)
        self.example.show_photos(facts.photos)
        self._level_marked()

    def _level_marked(self) -> None:
        self.example.show_level(self.chosen)
        in_use = self._facts is None or self.chosen is self._facts.value
        self.save.setEnabled(not in_use)
        self.save.setText(tr("In use") if in_use else tr("Use this"))
        self.save.setAccessibleName(self.save.text())
        self.save.setToolTip(self.save.text())

    def _save(self) -> None:
        value, by, scanner = self.chosen, self._around.by(), self._around.workspace.scanner

        def work() -> SensitivityFacts:
            scanner.set_sensitivity(value, by)
            return read_sensitivity(self._around.workspace)

        self._around.runner.run(self, work, self._saved)

    def _saved(self, facts: SensitivityFacts) -> None:
        self._show(facts)
        photos = sum(facts.searched.values())
        self._offer(photos)
        if not photos:
            self._around.runner.messages.info(tr("It counts from the next photo on."))

    def _offer(self, photos: int) -> None:
        text = plural(
            photos,
            "It counts from the next photo on. {n} photo was searched before.",
            "It counts from the next photo on. {n} photos were searched before.",
        )
        self.changed.say(text if photos else "", "note")

    def _ask_again(self) -> None:
        self._around.dialogs.confirm(
            self.window(),
            tr("Look again in the photos searched before?"),
            tr("Decisions about faces that are found in the same place stay; a sign-off does not."),
            tr("Look again"),
            tr("Leave it"),
            self._again,
        )

    def _again(self, agreed: bool) -> None:
        if not agreed or self._facts is None:
            return
        batches, by = tuple(self._facts.searched), self._around.by()
        scanner = self._around.workspace.scanner

        def work() -> tuple[BatchId, ...]:
            for batch_id in batches:
                scanner.again(batch_id, by)
            return batches

        self._around.runner.run(self, work, self._search)

    def _search(self, batches: tuple[BatchId, ...]) -> None:
        self._offer(0)
        for batch_id in batches:
            self._around.jobs.find_faces(batch_id)
        self._around.runner.messages.info(tr("Faces are looked for again, behind your work."))
