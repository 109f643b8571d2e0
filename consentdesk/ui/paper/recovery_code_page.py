"""One leader's recovery code on a page of its own, to be locked away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QPagedPaintDevice

from consentdesk.ui.paper.paper import GREY, Ink, Paper, paper_on
from consentdesk.ui.text import day_words, tr

if TYPE_CHECKING:
    from consentdesk.services.office.library_key import RecoveryCode

MARGIN = 22.0
COLUMNS = 2
NUMBER_WIDE, ROW = 12.0, 15.0

_TITLE, _FACTS, _SAYS = Ink(20, bold=True), Ink(12), Ink(11)
_GROUP, _NUMBER = Ink(24, bold=True), Ink(11, colour=GREY)


def draw_recovery_code(code: RecoveryCode, device: QPagedPaintDevice) -> None:
    """Draw the page; each group has its number, because a slip is told by it."""
    with paper_on(device) as paper:
        across = paper.width - 2 * MARGIN
        y = paper.write(tr("Recovery code"), MARGIN, MARGIN, across, _TITLE) + 2
        of = tr("For {name}, made on {day}", name=code.leader, day=day_words(code.made_on))
        y = paper.write(of, MARGIN, y, across, _FACTS)
        y = paper.write(code.school, MARGIN, y, across, _FACTS) + 6
        y = _groups(paper, code.code.split("-"), y, across / COLUMNS) + 6
        for sentence in _sentences():
            y = paper.write(sentence, MARGIN, y, across, _SAYS) + 3


def _groups(paper: Paper, groups: list[str], top: float, wide: float) -> float:
    """Draw the groups down one column, then down the next; return where they end."""
    rows = -(-len(groups) // COLUMNS)
    for place, group in enumerate(groups):
        column, row = divmod(place, rows)
        x, y = MARGIN + column * wide, top + row * ROW
        paper.write(str(place + 1), x, y + 4, NUMBER_WIDE, _NUMBER)
        paper.write(group, x + NUMBER_WIDE, y, wide - NUMBER_WIDE, _GROUP)
    return top + rows * ROW


def _sentences() -> tuple[str, ...]:
    return (
        tr(
            "This code and the code of the other leader, made on the same day, open the photo "
            "register of the school when its passphrase is lost. One code alone opens nothing."
        ),
        tr(
            "When it is needed: start ConsentDesk, choose “The passphrase is lost”, type both "
            "codes group after group, and choose a new passphrase."
        ),
        tr(
            "Lock this page away, never with the other code and never with the computer. It stops "
            "working when new codes are made or the key is changed; then destroy it."
        ),
    )
