"""A new school year: what becomes of each class."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QWidget

from consentdesk.ui.buttons import button
from consentdesk.ui.day_field import day_field, day_in, show_day
from consentdesk.ui.form_dialog import FormDialog
from consentdesk.ui.labels import words
from consentdesk.ui.surroundings import Surroundings
from consentdesk.ui.text import plural, tr

if TYPE_CHECKING:
    from consentdesk.services.roll_sheets.year_roll_over import ClassStep, RollOver

BECOMES, LEAVES, STAYS = "becomes", "leaves", "stays"


class RollOverForm(FormDialog):
    """One row a class; what its name does not tell waits for the office."""

    def __init__(
        self, around: Surroundings, roll_over: RollOver, parent: QWidget | None = None
    ) -> None:
        super().__init__(around, tr("New school year"), tr("Move everybody"), parent)
        self._roll_over = roll_over
        self.rows: list[ClassRow] = []
        text = tr(
            "Every class goes on at once. Pupils who leave keep their answers on record, are no"
            " longer published from that day, and what they were compared by is destroyed."
            " Photos that are still being checked stay with the children who are in them."
        )
        self.column.addWidget(words(text, "muted"))
        first = next((s.leaves_on for s in roll_over.steps if s.leaves_on), date.today())
        self.leaving = day_field(tr("Leavers are no longer here from"))
        show_day(self.leaving, first)
        self.fields.addRow(tr("Leavers are no longer here from"), self.leaving)
        self.column.addLayout(self.fields)
        self.column.addLayout(self._table())
        self.restart = button(
            around.theme, tr("Put back what was proposed"), self.put_back, icon="undo", look="quiet"
        )
        self.column.addWidget(self.restart, alignment=Qt.AlignmentFlag.AlignLeft)
        self.waiting = words("", "muted")
        self.column.addWidget(self.waiting)
        self._allow()
        first_field = next((row.name for row in self.rows if row.is_open), self.leaving)
        first_field.setFocus()
        self.begin_with(720, 700)

    def save_now(self) -> None:
        """Move everybody."""
        day, by = day_in(self.leaving), self._around.by()
        steps = tuple(row.step(day) for row in self.rows)
        roll_over, years = replace(self._roll_over, steps=steps), self._around.workspace.years
        self.record(lambda: years.commit(roll_over, by))

    def put_back(self) -> None:
        """Show what was proposed; what was entered is forgotten."""
        for row in self.rows:
            row.put_back()

    def _table(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(3, 1)
        for place, title in enumerate((tr("Class now"), "", tr("Next year"), tr("Name next year"))):
            grid.addWidget(words(title, "section"), 0, place)
        for number, step in enumerate(self._roll_over.steps, 1):
            row = ClassRow(step, self)
            row.changed.connect(self._allow)
            self.rows.append(row)
            grid.addWidget(words(step.old, "strong"), number, 0)
            pupils = plural(step.pupils, "{n} pupil", "{n} pupils")
            grid.addWidget(words(pupils, "muted"), number, 1)
            grid.addWidget(row.what, number, 2)
            grid.addWidget(row.name, number, 3)
        return grid

    def _allow(self) -> None:
        still = sum(row.is_open for row in self.rows)
        text = plural(still, "{n} class has no name yet.", "{n} classes have no name yet.")
        self.waiting.setText(text if still else "")
        self.waiting.setVisible(bool(still))
        self.save.setEnabled(bool(self.rows) and not still)


class ClassRow(QWidget):
    """Two fields about a class: goes on, leaves or stays; and its next name."""

    changed = Signal()

    def __init__(self, step: ClassStep, parent: QWidget) -> None:
        super().__init__(parent)
        self.hide()
        self._step = step
        self.what = QComboBox()
        self.what.setAccessibleName(tr("What becomes of {name}", name=step.old))
        for word, value in (
            (tr("moves on as"), BECOMES),
            (tr("leaves the school"), LEAVES),
            (tr("stays as it is"), STAYS),
        ):
            self.what.addItem(word, value)
        self.name = QComboBox()
        self.name.setEditable(True)
        self.name.setAccessibleName(tr("Name of {name} next year", name=step.old))
        self.name.addItems(list(step.suggestions))
        field = self.name.lineEdit()
        if field is not None:
            field.setAccessibleName(self.name.accessibleName())
        self.put_back()
        self.what.currentIndexChanged.connect(self._chosen)
        self.name.editTextChanged.connect(lambda _: self.changed.emit())

    @property
    def is_open(self) -> bool:
        """Whether a name is still needed."""
        return self.what.currentData() == BECOMES and not self.name.currentText().strip()

    def put_back(self) -> None:
        """Show what was proposed."""
        what = LEAVES if self._step.leaves_on else BECOMES
        self.what.setCurrentIndex(self.what.findData(what))
        self.name.setCurrentIndex(-1)
        self.name.setEditText(self._step.becomes)
        self._chosen()

    def step(self, leaving: date) -> ClassStep:
        """Return what the row says."""
        what = self.what.currentData()
        if what == LEAVES:
            return replace(self._step, becomes="", leaves_on=leaving)
        name = self._step.old if what == STAYS else self.name.currentText()
        return replace(self._step, becomes=name, leaves_on=None)

    def _chosen(self) -> None:
        goes_on = self.what.currentData() == BECOMES
        self.name.setEnabled(goes_on)
        year = self._step.year
        asks = tr("name of the class in {year}", year=year) if year else tr("name of the class")
        field = self.name.lineEdit()
        if field is not None:
            field.setPlaceholderText(asks if goes_on else "")
            if not goes_on:
                field.clear()
        self.changed.emit()
