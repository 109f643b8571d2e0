"""The form for a new batch, and for changing what is stated about one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateEdit,
    QGridLayout,
    QLineEdit,
    QWidget,
)

from consentdesk.domain.batch import Batch, BatchDetails
from consentdesk.domain.event_kind import EVENT_WORDS, EventKind
from consentdesk.domain.matching_locks import LockState
from consentdesk.ui.batch.mode_choice import ModeChoice
from consentdesk.ui.form_dialog import FormDialog
from consentdesk.ui.labels import words
from consentdesk.ui.surroundings import Surroundings
from consentdesk.ui.text import tr

CLASS_COLUMNS = 4


@dataclass(frozen=True)
class _School:
    classes: tuple[str, ...]
    lock: LockState


class BatchForm(FormDialog):
    """Event, day, kind, place, purpose, classes, way of working; `saved` carries the batch."""

    def __init__(
        self, around: Surroundings, batch: Batch | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            around,
            tr("New batch") if batch is None else tr("Change the batch"),
            tr("Open the batch") if batch is None else tr("Save"),
            parent,
        )
        self._batch = batch
        self.event_name = QLineEdit()
        self.event_name.setPlaceholderText(tr("Sports day"))
        self.event_name.setToolTip(tr("Becomes part of published file names: no names of people"))
        self.day = QDateEdit(QDate.currentDate())
        self.day.setCalendarPopup(True)
        self.day.setDisplayFormat(tr("d MMMM yyyy"))
        self.kind = QComboBox()
        for kind, text in EVENT_WORDS.items():
            self.kind.addItem(tr(text), kind)
        self.off_site = QCheckBox(tr("Taken away from school, such as on a visit"))
        self.off_site.setAccessibleName(self.off_site.text())
        self.purpose = QLineEdit()
        self.purpose.setPlaceholderText(tr("News for families"))
        self.classes: dict[str, QCheckBox] = {}
        self.closed_roster = QCheckBox(tr("&Only these classes and staff are in the photos"))
        self.closed_roster.setAccessibleName(tr("Only these classes and staff are in the photos"))
        self.mode = ModeChoice()
        self._class_grid = QGridLayout()
        self._lay_out()
        self.begin_with(620, 720)
        self.event_name.setFocus()
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
            kind=EventKind(self.kind.currentData()),
            off_site=self.off_site.isChecked(),
        )

    def _lay_out(self) -> None:
        form = self.fields
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        form.addRow(tr("&Event"), self.event_name)
        form.addRow(tr("&Day"), self.day)
        form.addRow(tr("&Kind"), self.kind)
        form.addRow("", self.off_site)
        form.addRow(tr("&Purpose"), self.purpose)
        form.addRow("", words(tr("Nothing is signed off without a purpose."), "muted"))
        for field, name in (
            (self.event_name, tr("Event")),
            (self.day, tr("Day")),
            (self.kind, tr("Kind of event")),
            (self.purpose, tr("Purpose, needed for the sign-off")),
        ):
            field.setAccessibleName(name)
        self.column.addLayout(form)
        self.column.addWidget(words(tr("Classes present"), "heading"))
        self._class_grid.setSpacing(4)
        self.column.addLayout(self._class_grid)
        self.column.addWidget(self.closed_roster)
        self._roster_hint = words(
            tr("Then one statement can settle all faces of a photo that are no look-outs."), "muted"
        )
        self.column.addWidget(self._roster_hint)
        self.column.addWidget(words(tr("Way of working"), "heading"))
        self.column.addWidget(self.mode)

    def _show_batch(self) -> None:
        if self._batch is not None:
            details = self._batch.details
            day = details.event_date
            self.event_name.setText(details.event)
            self.day.setDate(QDate(day.year, day.month, day.day))
            self.kind.setCurrentIndex(self.kind.findData(details.kind))
            self.off_site.setChecked(details.off_site)
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

    def save_now(self) -> None:
        """Open the batch, or change it; Enter does it too, once there is a title."""
        if self.save.isEnabled():
            self.record(self._saving())

    def _saving(self) -> Callable[[], Batch]:
        details, by = self.details(), self._around.by()
        batches, batch = self._around.workspace.batches, self._batch
        if batch is None:
            return lambda: batches.open(details, by)
        batch_id = batch.id
        return lambda: batches.change(batch_id, details, by)
