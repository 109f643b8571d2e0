"""The chain of the audit trail: how a line is hashed, and following it line by line.

A line's hash is taken over the hash of the line before and everything the line says, each
as the very text that is kept. So no line can be changed, removed, put in or moved without
every later hash changing, too.
"""

import hashlib
import json
from collections.abc import Collection
from datetime import datetime

from consentdesk.domain.audit import AuditRow, BreakKind, ChainBreak, ChainCheck, ClockSetBack

BEFORE_THE_FIRST = "0" * 64
"""What the first line is chained to."""

Written = tuple[int, str, str, str, str, str]
"""A line as it is kept: number, at, who, what, subject, detail."""


def chained(before: str, line: Written) -> str:
    """Return the hash of a line after the one whose hash is `before`: SHA-256, hex."""
    return hashlib.sha256((before + canonical(list(line))).encode()).hexdigest()


def canonical(value: object) -> str:
    """Return plain JSON values as the one text that is hashed."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def read_line(line: Written, hashed: str) -> AuditRow:
    """Return a line as it is kept in the words of the rest of the program.

    Raises:
        ValueError, TypeError: it is not as the program writes lines.
    """
    number, at, who, what, subject, detail = line
    return AuditRow(
        number, datetime.fromisoformat(at), who, what, subject, json.loads(detail), hashed
    )


class ChainFollower:
    """Follows the chain from the first line; `take` the lines in order, then `end`."""

    def __init__(self, keep: Collection[int], kind: str) -> None:
        self._keep, self._kind = frozenset(keep), kind
        self._last: AuditRow | None = None
        self._holds_up_to = 0
        self._set_back: list[ClockSetBack] = []
        self._kept: dict[int, AuditRow] = {}
        self._of_kind: list[AuditRow] = []
        self._broken: ChainBreak | None = None

    def take(self, line: Written, hashed: str) -> bool:
        """Follow to the next line; False when the chain does not hold there."""
        number = self._holds_up_to + 1
        if line[0] > number:
            self._break_at(number, BreakKind.MISSING)
            return False
        row, expected = self._read(line, hashed)
        if row is None or line[0] < number or hashed != expected:
            at = None if row is None else row.at
            self._break_at(line[0], BreakKind.DOES_NOT_FOLLOW, at, expected, hashed)
            return False
        self._note(row)
        return True

    def end(self, given_out: int) -> ChainCheck:
        """Return what was found; `given_out` is the last number the database gave to a line."""
        if self._broken is None and given_out > self._holds_up_to:
            self._break_at(self._holds_up_to + 1, BreakKind.CUT_OFF)
        elif self._broken is None and given_out < self._holds_up_to:
            self._break_at(given_out + 1, BreakKind.NOT_COUNTED)
        return ChainCheck(
            self._holds_up_to,
            self._last,
            self._broken,
            tuple(self._set_back),
            self._kept,
            tuple(self._of_kind),
        )

    def _read(self, line: Written, hashed: object) -> tuple[AuditRow | None, str]:
        before = BEFORE_THE_FIRST if self._last is None else self._last.chained
        try:
            expected = chained(before, line)
            row = read_line(line, str(hashed))
        except (ValueError, TypeError):  # written by no version of this program
            return None, ""
        return (row if row.at.tzinfo is not None else None), expected

    def _note(self, row: AuditRow) -> None:
        if self._last is not None and row.at < self._last.at:
            self._set_back.append(ClockSetBack(row.number, row.at, self._last.at))
        if row.number in self._keep:
            self._kept[row.number] = row
        if row.what == self._kind:
            self._of_kind.append(row)
        self._last, self._holds_up_to = row, row.number

    def _break_at(
        self,
        line: int,
        kind: BreakKind,
        at: datetime | None = None,
        expected: str = "",
        found: object = "",
    ) -> None:
        before = None if self._last is None else self._last.at
        self._broken = ChainBreak(line, kind, at, before, expected, str(found))
