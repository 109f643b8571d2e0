"""The shelf of the audit trail: lines are added, each chained to the one before.

The table refuses changes and removals by trigger. Whoever takes the triggers away and
changes or removes a line breaks the chain, and `first_broken` names the place. A line cut
off at the end shows by SQLite's own count of numbers given out.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from consentdesk.domain.audit import AuditRow
from consentdesk.store.register_tables import AuditLine

_NOTHING: Mapping[str, object] = {}
_BEFORE_THE_FIRST = "0" * 64


class AuditShelf:
    """Who did what and when."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(
        self, who: str, what: str, subject: str = "", detail: Mapping[str, object] = _NOTHING
    ) -> None:
        """Add a line; `detail` holds plain JSON values."""
        last = self._session.scalar(select(AuditLine).order_by(AuditLine.id.desc()).limit(1))
        before = _BEFORE_THE_FIRST if last is None else last.chained
        number = 1 if last is None else last.id + 1
        line = AuditLine(
            at=datetime.now(UTC).isoformat(),
            who=who,
            what=what,
            subject=subject,
            detail=_canonical(dict(detail)),
            chained="",
        )
        line.id = number
        line.chained = _chained(before, line)
        self._session.add(line)
        self._session.flush()

    def rows(self, limit: int | None = None) -> tuple[AuditRow, ...]:
        """Return the lines, oldest first; with a limit, the latest ones only."""
        query = select(AuditLine).order_by(AuditLine.id.desc()).limit(limit)
        return tuple(reversed([_row(line) for line in self._session.scalars(query)]))

    def first_broken(self) -> int | None:
        """Return the number of the first line that was changed or removed, or None."""
        lines = self._session.scalars(
            select(AuditLine).order_by(AuditLine.id).execution_options(populate_existing=True)
        )
        count, broken = _follow(lines)
        if broken is not None:
            return broken
        given_out = self._session.scalar(
            text("SELECT seq FROM sqlite_sequence WHERE name = 'audit'")
        )
        return count + 1 if (given_out or 0) != count else None


def _follow(lines: Iterable[AuditLine]) -> tuple[int, int | None]:
    before, count = _BEFORE_THE_FIRST, 0
    for line in lines:
        count += 1
        if line.id != count or line.chained != _chained(before, line):
            return count, count
        before = line.chained
    return count, None


def _chained(before: str, line: AuditLine) -> str:
    parts = [line.id, line.at, line.who, line.what, line.subject, line.detail]
    return hashlib.sha256((before + _canonical(parts)).encode()).hexdigest()


def _canonical(value: object) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _row(line: AuditLine) -> AuditRow:
    return AuditRow(
        number=line.id,
        at=datetime.fromisoformat(line.at),
        who=line.who,
        what=line.what,
        subject=line.subject,
        detail=json.loads(line.detail),
        chained=line.chained,
    )
