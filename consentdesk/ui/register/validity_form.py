"""The form that settles how long a yes holds, by purpose."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QSpinBox, QWidget

from consentdesk.domain.channel import words_of
from consentdesk.services.consent.validity import LONGEST_MONTHS
from consentdesk.ui.form_dialog import FormDialog
from consentdesk.ui.labels import short_words, words
from consentdesk.ui.reading import Reading
from consentdesk.ui.surroundings import Surroundings
from consentdesk.ui.text import tr

if TYPE_CHECKING:
    from consentdesk.services.workspace import Workspace

A_YEAR, FIVE_YEARS = 12, 60
_OTHER = "other"

Months = Mapping[str, int | None]


def read_months(workspace: Workspace) -> Months:
    """Return for each purpose how many months a yes holds; None until the child leaves. Blocks."""
    settled = workspace.consent.validity().months
    answered = {a.purpose for entry in workspace.roll.entries() for a in entry.answers}
    usual = workspace.channels.purposes()
    further = sorted((answered | set(settled)) - set(usual), key=words_of)
    return {purpose: settled.get(purpose) for purpose in (*usual, *further)}


class ValidityForm(FormDialog):
    """One line a purpose; it counts from the next sheet on."""

    def __init__(self, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(around, tr("How long a yes holds"), tr("Save"), parent)
        self.rows: dict[str, MonthsRow] = {}
        self._before: Months = {}
        self.save.setEnabled(False)
        text = tr(
            "Counts from the next sheet that is brought in; answers on record keep their last "
            "day. An earlier day that a sheet states itself always counts."
        )
        self.column.addWidget(words(text, "muted"))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(12)
        self._grid.setColumnStretch(1, 1)
        self.column.addLayout(self._grid)
        self.begin_with(600, 620)
        workspace = around.workspace
        Reading(self, around.runner, lambda: read_months(workspace), self._show).again()

    def save_now(self) -> None:
        """Record what was changed; the rest stays as it is."""
        consent, by = self._around.workspace.consent, self._around.by()
        changed = [(p, row.months) for p, row in self.rows.items() if row.months != self._before[p]]

        def work() -> None:
            for purpose, months in changed:
                consent.set_validity(purpose, months, by)

        self.record(work)

    def _show(self, months: Months) -> None:
        self._before = months
        for purpose, number in months.items():
            self.rows[purpose] = MonthsRow(words_of(purpose), number)
            self._grid.addWidget(short_words(words_of(purpose)), len(self.rows), 0)
            self._grid.addWidget(self.rows[purpose], len(self.rows), 1)
        self.save.setEnabled(True)
        self.buttons_after(tuple(self.rows.values())[-1].number)
        next(iter(self.rows.values())).choice.setFocus()


class MonthsRow(QWidget):
    """A choice of usual times, and a number of months when it is another."""

    def __init__(self, name: str, months: int | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.choice = QComboBox()
        self.choice.setAccessibleName(name)
        for word, value in (
            (tr("until the child leaves"), None),
            (tr("1 year"), A_YEAR),
            (tr("5 years"), FIVE_YEARS),
            (tr("another number of months"), _OTHER),
        ):
            self.choice.addItem(word, value)
        self.number = QSpinBox()
        self.number.setRange(1, LONGEST_MONTHS)
        self.number.setAccessibleName(tr("{purpose}: months", purpose=name))
        self.number.setSuffix(tr(" months"))
        self.number.setValue(A_YEAR if months is None else months)
        usual = {None: 0, A_YEAR: 1, FIVE_YEARS: 2}
        self.choice.setCurrentIndex(usual.get(months, 3))
        self.choice.currentIndexChanged.connect(self._chosen)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.choice, 1)
        row.addWidget(self.number)
        self._chosen()

    @property
    def months(self) -> int | None:
        """The months that are chosen; None until the child leaves."""
        chosen = self.choice.currentData()
        if chosen == _OTHER:
            return self.number.value()
        return None if chosen is None else int(chosen)

    def _chosen(self) -> None:
        self.number.setVisible(self.choice.currentData() == _OTHER)
