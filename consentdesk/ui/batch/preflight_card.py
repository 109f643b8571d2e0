"""The rules before publishing: what is in the way, what to know, and how many are passed."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from consentdesk.domain.preflight import PreflightReport, RuleResult, RuleState
from consentdesk.ui.batch.rule_rows import RuleRows
from consentdesk.ui.buttons import button
from consentdesk.ui.labels import Sign, words
from consentdesk.ui.text import plural, tr
from consentdesk.ui.theme import Theme, set_look


class PreflightCard(QFrame):
    """Shows a `PreflightReport`; `mend_asked` carries where something can be put right."""

    mend_asked = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_look(self, "card")
        self._theme = theme
        self._rules: tuple[RuleResult, ...] = ()
        self._heading = words(look="heading")
        self._rows: QWidget | None = None
        self._passed: QWidget | None = None
        self._sign = Sign(theme, 18)
        self._count = words()
        self.unfold = button(theme, tr("Show them"), self._turn, look="quiet")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(20, 16, 20, 16)
        self._column.setSpacing(12)
        self._column.addWidget(self._heading)
        folded = QHBoxLayout()
        folded.setSpacing(8)
        folded.addWidget(self._sign)
        folded.addWidget(self._count, 1)
        folded.addWidget(self.unfold)
        self._column.addLayout(folded)
        self.hide()

    def show_report(self, report: PreflightReport) -> None:
        """Show the rules; what was unfolded stays so."""
        self.show()
        if report.rules == self._rules:
            return
        self._rules = report.rules
        self._heading.setText(_heading(report))
        passed = report.in_state(RuleState.OK)
        self._sign.show_sign("check-circle", "cleared")
        self._count.setText(plural(len(passed), "{n} check passed", "{n} checks passed"))
        loud = (*report.in_state(RuleState.STOP), *report.in_state(RuleState.WARN))
        unfolded = self._passed is not None and self._passed.isVisibleTo(self)
        self._rows = self._replace(self._rows, loud, 1)
        self._passed = self._replace(self._passed, passed, self._column.count())
        self._order()
        self._fold(not unfolded)

    def _replace(self, old: QWidget | None, rules: tuple[RuleResult, ...], at: int) -> QWidget:
        if old is not None:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
            at = min(at, self._column.count())
        made = RuleRows(self._theme, rules, self.mend_asked.emit)
        self._column.insertWidget(at, made)
        made.setVisible(bool(rules))  # only now: without a home it would be a window of its own
        return made

    def _order(self) -> None:
        """Let the Tab key reach the ways in the order of their rows, which stand above."""
        before: QWidget = self.unfold
        for way in () if self._rows is None else self._rows.findChildren(QPushButton):
            self.setTabOrder(before, way)
            before = way
        self.setTabOrder(before, self.unfold)

    def _turn(self) -> None:
        if self._passed is not None:
            self._fold(self._passed.isVisibleTo(self))

    def _fold(self, folded: bool) -> None:
        if self._passed is not None:
            self._passed.setVisible(not folded)
        self.unfold.setText(tr("Show them") if folded else tr("Hide them"))
        name = tr("Show the checks that passed") if folded else tr("Hide the checks that passed")
        self.unfold.setAccessibleName(name)
        self.unfold.setToolTip(name)


def _heading(report: PreflightReport) -> str:
    stops = len(report.in_state(RuleState.STOP))
    if not stops and not any(channel.left for channel in report.channels):
        return tr("Everything that was signed off is published")
    if not stops:
        return tr("Nothing is in the way of publishing")
    return plural(
        stops,
        "{n} thing is in the way of publishing",
        "{n} things are in the way of publishing",
    )
