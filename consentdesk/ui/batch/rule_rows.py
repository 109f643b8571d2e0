"""The rules before publishing as rows: a sign, what was found, and the way to put it right."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from consentdesk.domain.batch_steps import Step
from consentdesk.domain.preflight import AtChannel, Elsewhere, MendAt, RuleResult, RuleState
from consentdesk.ui.buttons import button
from consentdesk.ui.labels import Sign, words
from consentdesk.ui.step_words import step_word
from consentdesk.ui.text import tr
from consentdesk.ui.theme import Badge, Theme

SIGN, TEXT, WAY = range(3)


class RuleRows(QWidget):
    """One row a rule; the ways stand below one another and are equally wide."""

    def __init__(
        self,
        theme: Theme,
        rules: Sequence[RuleResult],
        mend: Callable[[MendAt], None],
        parent: QWidget | None = None,
    ) -> None:
        """`mend` is told where something is to be put right."""
        super().__init__(parent)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(12)
        grid.setColumnStretch(TEXT, 1)
        for row, rule in enumerate(rules):
            badge = _badge(rule.state)
            sign = Sign(theme, 18, badge.icon, badge.role)
            grid.addWidget(sign, row, SIGN, Qt.AlignmentFlag.AlignVCenter)
            grid.addLayout(_text(rule, badge), row, TEXT)
            if rule.mend_at is not None:
                place = rule.mend_at
                way = button(theme, _way_words(place), partial(mend, place), icon="arrow-right")
                # several rules may lead to one place
                way.setAccessibleDescription(rule.sentence)
                grid.addWidget(way, row, WAY, Qt.AlignmentFlag.AlignVCenter)


def _text(rule: RuleResult, badge: Badge) -> QVBoxLayout:
    text = QVBoxLayout()
    text.setSpacing(0)
    loud = rule.state is not RuleState.OK
    sentence = f"{badge.word}: {rule.sentence}" if loud else rule.sentence
    text.addStretch(1)
    text.addWidget(words(sentence, "strong" if loud else ""))
    if rule.next_step:
        text.addWidget(words(rule.next_step, "muted"))
    text.addStretch(1)
    return text


def _way_words(place: MendAt) -> str:
    if isinstance(place, Step):
        return tr("Go to {step}", step=step_word(place))
    if isinstance(place, AtChannel):
        return tr("Open Channels")
    return {
        Elsewhere.BATCH_FORM: tr("Change this batch"),
        Elsewhere.REGISTER: tr("Open Register"),
        Elsewhere.DEVICES: tr("Open Channels"),
        Elsewhere.PUBLISHED: tr("Open Published"),
        Elsewhere.POLICY: tr("Open the policy"),
        Elsewhere.STAFF: tr("Open Staff"),
    }[place]


def _badge(state: RuleState) -> Badge:
    return {
        RuleState.OK: Badge("check-circle", tr("Passed"), "cleared"),
        RuleState.WARN: Badge("alert", tr("Please note"), "open"),
        RuleState.STOP: Badge("close-octagon", tr("In the way"), "held"),
    }[state]
