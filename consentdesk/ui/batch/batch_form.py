"""The form for a new batch, and for changing what is stated about one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDateEdit,
    QDialog,
    QFormLayout,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from consentdesk.domain.batch import Batch, BatchDetails
from consentdesk.domain.errors import KnownError
from consentdesk.domain.matching_locks import LockState
from consentdesk.ui.batch.mode_choice import ModeChoice
from consentdesk.ui.buttons import button
from consentdesk.ui.labels import words
from consentdesk.ui.note import Note
from consentdesk.ui.page import Page
from consentdesk.ui.surroundings import Surroundings
from consentdesk.ui.text import tr

CLASS_COLUMNS = 4


@dataclass(frozen=True)
class _School:
    classes: tuple[str, ...]
    lock: LockState


class BatchForm(QDialog):
    """Event, day, purpose, classes, way of working; `saved` carries the batch."""

    saved = Signal(object)

    def __init__(
        self, around: Surroundings, batch: Batch | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._around = around
        self._batch = batch
        self.setWindowTitle(tr("New batch") if batch is None else tr("Change the batch"))
        self.event_name = QLineEdit()
        self.event_name.setPlaceholderText(tr("Sports day"))
        self.event_name.setToolTip(tr("Becomes part of published file names: no names of people"))
        self.day = QDateEdit(QDate.currentDate())
        self.day.setCalendarPopup(True)
        self.day.setDisplayFormat(tr("d MMMM yyyy"))
        self.purpose = QLineEdit()
        self.purpose.setPlaceholderText(tr("School website and newsletter"))
        self.classes: dict[str, QCheckBox] = {}
        self.closed_roster = QCheckBox(tr("&Only these classes and staff are in the photos"))
        self.closed_roster.setAccessibleName(tr("Only these classes and staff are in the photos"))
        self.mode = ModeChoice()
        self.problem = Note(around.theme, "problem")
        self.save = button(
            around.theme,
            tr("Open the batch") if batch is None else tr("Save"),
            self._save,
            look="primary",
        )
        self.cancel = button(around.theme, tr("Cancel"), self.reject)
        self._class_grid = QGridLayout()
        self._lay_out()
        self.event_name.textChanged.connect(self._typed)
        self._show_batch()
        around.runner.run(self, self._read_school, self._show_school, lane="view")

    def details(self) -> BatchDetails:
        """Return what the form says."""
        chosen = tuple(name for name, box in self.classes.items() if box.isChecked())
        day = self.day.date()
        return BatchDetails(
            event=self.event_name.text().strip(),
            event_date=date(day.year(), day.month(), day.day()),
            purpose=self.purpose.text().strip(),
            classes=chosen,
            closed_roster=bool(chosen) and self.closed_roster.isChecked(),
            closed_for_matching=self.mode.closed_for_matching,
            mode=self.mode.mode,
        )

    def _lay_out(self) -> None:
        page = Page()
        page.column.setContentsMargins(32, 24, 32, 16)
        page.column.addWidget(words(self.windowTitle(), "title"))
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(12)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        form.addRow(tr("&Event"), self.event_name)
        form.addRow(tr("&Day"), self.day)
        form.addRow(tr("&Purpose"), self.purpose)
        for field, name in (
            (self.event_name, tr("Event")),
            (self.day, tr("Day")),
            (self.purpose, tr("Purpose")),
        ):
            field.setAccessibleName(name)
        page.column.addLayout(form)
        page.column.addWidget(words(tr("Classes present"), "heading"))
        self._class_grid.setSpacing(4)
        page.column.addLayout(self._class_grid)
        page.column.addWidget(self.closed_roster)
        self._roster_hint = words(
            tr("Then one statement can settle all faces of a photo that are no look-outs."), "muted"
        )
        page.column.addWidget(self._roster_hint)
        page.column.addWidget(words(tr("Way of working"), "heading"))
        page.column.addWidget(self.mode)
        page.column.addStretch(1)
        self._finish(page)

    def _finish(self, page: Page) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(32, 8, 32, 20)
        row.setSpacing(12)
        row.addStretch(1)
        row.addWidget(self.cancel)
        row.addWidget(self.save)
        notes = QVBoxLayout()
        notes.setContentsMargins(32, 0, 32, 0)
        notes.addWidget(self.problem)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(page, 1)
        column.addLayout(notes)
        column.addLayout(row)
        self.save.setDefault(True)
        self.resize(620, 720)

    def _show_batch(self) -> None:
        if self._batch is not None:
            details = self._batch.details
            day = details.event_date
            self.event_name.setText(details.event)
            self.day.setDate(QDate(day.year, day.month, day.day))
            self.purpose.setText(details.purpose)
            self.mode.choose(details.mode, details.closed_for_matching)
        self._typed(self.event_name.text())
        self._class_toggled()

    def _read_school(self) -> _School:
        workspace = self._around.workspace
        return _School(workspace.batches.classes(), workspace.matching.lock())

    def _show_school(self, school: _School) -> None:
        self.mode.show_lock(school.lock)
        stated = () if self._batch is None else self._batch.details.classes
        for place, name in enumerate(school.classes):
            box = QCheckBox(name)
            box.setAccessibleName(tr("Class {name}", name=name))
            box.setChecked(name in stated)
            box.toggled.connect(self._class_toggled)
            self._class_grid.addWidget(box, place // CLASS_COLUMNS, place % CLASS_COLUMNS)
            self.classes[name] = box
        if not school.classes:
            hint = tr("No classes are known yet. Bring in the consent sheet to have them here.")
            self._class_grid.addWidget(words(hint, "muted"), 0, 0)
        self._order_tabs()
        if self._batch is not None:
            self.closed_roster.setChecked(self._batch.details.closed_roster)
        self._class_toggled()

    def _order_tabs(self) -> None:
        order: list[QWidget] = [self.purpose, *self.classes.values(), self.closed_roster]
        order += [self.mode.look, self.mode.match, self.mode.closed, self.cancel, self.save]
        for first, second in pairwise(order):
            QWidget.setTabOrder(first, second)

    def _typed(self, text: str) -> None:
        self.save.setEnabled(bool(text.strip()))

    def _class_toggled(self) -> None:
        some = any(box.isChecked() for box in self.classes.values())
        self.closed_roster.setEnabled(some)
        self._roster_hint.setEnabled(some)

    def _save(self) -> None:
        if not self.save.isEnabled():
            return
        self.save.setEnabled(False)
        self._around.runner.run(self, self._saving(), self._saved, self._refused)

    def _saving(self) -> Callable[[], Batch]:
        details, by = self.details(), self._around.by()
        batches, batch = self._around.workspace.batches, self._batch
        if batch is None:
            return lambda: batches.open(details, by)
        batch_id = batch.id
        return lambda: batches.change(batch_id, details, by)

    def _saved(self, batch: Batch) -> None:
        self.accept()
        self.saved.emit(batch)

    def _refused(self, error: KnownError) -> None:
        self.save.setEnabled(True)
        self.problem.say(f"{error.sentence} {error.next_step}", "problem")
