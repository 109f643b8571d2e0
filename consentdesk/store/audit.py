"""The shelf of the audit trail: lines are added, each chained to the one before.

The table refuses changes and removals by trigger. Whoever takes the triggers away and
changes or removes a line breaks the chain, and `check` names the place. A line cut off at
the end shows by SQLite's own count of numbers given out.
"""

from collections.abc import Collection, Mapping
from datetime import UTC, datetime

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from consentdesk.domain.audit import AuditRow, ChainCheck
from consentdesk.domain.deeds import may_do
from consentdesk.domain.errors import Refused
from consentdesk.store.audit_chain import (
    BEFORE_THE_FIRST,
    ChainFollower,
    canonical,
    chained,
    read_line,
)
from consentdesk.store.register_tables import AuditLine
from consentdesk.store.staff import StaffShelf

_NOTHING: Mapping[str, object] = {}
_AT_ONCE = 1000
"""Lines read at a time, so that a trail of many years does not lie in memory whole."""
_WRITTEN = (
    AuditLine.id,
    AuditLine.at,
    AuditLine.who,
    AuditLine.what,
    AuditLine.subject,
    AuditLine.detail,
)


class AuditShelf:
    """Who did what and when."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(
        self, who: str, what: str, subject: str = "", detail: Mapping[str, object] = _NOTHING
    ) -> None:
        """Add a line; `detail` holds plain JSON values.

        Raises:
            Refused: `who` has an account that may not do this, so the whole transaction is not.
        """
        self._refuse(who, what)
        last = self._session.scalar(select(AuditLine).order_by(AuditLine.id.desc()).limit(1))
        before = BEFORE_THE_FIRST if last is None else last.chained
        number = 1 if last is None else last.id + 1
        at, told = datetime.now(UTC).isoformat(), canonical(dict(detail))
        hashed = chained(before, (number, at, who, what, subject, told))
        self._session.add(
            AuditLine(
                id=number, at=at, who=who, what=what, subject=subject, detail=told, chained=hashed
            )
        )
        self._session.flush()

    def rows(self, limit: int | None = None) -> tuple[AuditRow, ...]:
        """Return the lines, oldest first; with a limit, the latest ones only."""
        query = select(*_WRITTEN, AuditLine.chained).order_by(AuditLine.id.desc()).limit(limit)
        lines = self._session.execute(query)
        return tuple(reversed([read_line(line[:6], line[6]) for line in lines]))

    def telling(self, kinds: Collection[str]) -> tuple[AuditRow, ...]:
        """Return the lines of these kinds, oldest first, without following the chain."""
        query = select(*_WRITTEN, AuditLine.chained).where(AuditLine.what.in_(kinds))
        lines = self._session.execute(query.order_by(AuditLine.id))
        return tuple(read_line(line[:6], line[6]) for line in lines)

    def check(self, keep: Collection[int] = (), kind: str = "") -> ChainCheck:
        """Follow the chain from its first line to where it ends to hold.

        Args:
            keep: numbers of lines to return, if they hold.
            kind: the word of the lines to return, if they hold.
        """
        follower = ChainFollower(keep, kind)
        query = select(*_WRITTEN, AuditLine.chained).order_by(AuditLine.id)
        with self._session.execute(query.execution_options(yield_per=_AT_ONCE)) as lines:
            for line in lines:
                if not follower.take(line[:6], line[6]):
                    break
        return follower.end(self._given_out())

    def first_broken(self) -> int | None:
        """Return the number of the first line that was changed or removed, or None."""
        broken = self.check().broken
        return None if broken is None else broken.line

    def _refuse(self, who: str, what: str) -> None:
        member = StaffShelf(self._session).named(who)
        if member is None or may_do(member, what, datetime.now().astimezone().date()):
            return
        raise Refused(
            "This account may look and not change anything.",
            "Ask a colleague who may, or the administrator.",
        )

    def _given_out(self) -> int:
        query = text("SELECT seq FROM sqlite_sequence WHERE name = 'audit'")
        return self._session.scalar(query) or 0
