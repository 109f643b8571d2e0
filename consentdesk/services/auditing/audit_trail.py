"""Checking the audit trail: by its own chain, and by the heads that clearance records keep.

The chain alone shows a line that was changed, removed, moved or put in. Whoever writes the
chain anew from some line on leaves it whole; then the hash that a record kept is another one.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from consentdesk.domain.audit import AuditRow, BreakKind, ChainBreak, ChainCheck, ClockSetBack
from consentdesk.domain.release_facts import AuditHead
from consentdesk.services.auditing.vouching_records import (
    FACTS,
    PAGE,
    VouchingRecord,
    record_outside,
    records_in_library,
)
from consentdesk.store.library import Library
from consentdesk.store.unit_of_work import UnitOfWork

RECORD_MADE, RECORD_SAVED = "clearance_record_made", "clearance_record_saved"


class Vouching(StrEnum):
    """What became of the head that a record keeps.

    Attributes:
        AGREES: the trail is, up to that line, what it was when the record was made.
        DIFFERS: another hash stands at that line today.
        BEYOND: the trail ends before that line.
        NOT_REACHED: the chain ends to hold before that line.
    """

    AGREES = "agrees"
    DIFFERS = "differs"
    BEYOND = "beyond"
    NOT_REACHED = "not_reached"


@dataclass(frozen=True, slots=True)
class Voucher:
    """A clearance record and whether the trail still leads to the head it keeps."""

    record: VouchingRecord
    vouching: Vouching


@dataclass(frozen=True, slots=True)
class Finding:
    """A place at which the trail, or a record, is not what was written.

    Attributes:
        line: the first line in question.
        at: the moment in the trail there, or None.
        sentence: what is wrong and what was expected, for a person.
        expected: the hash that belongs there, empty when none can be told.
    """

    line: int
    at: datetime | None
    sentence: str
    expected: str = ""


@dataclass(frozen=True, slots=True)
class MissingRecord:
    """A record, or its page, that the trail tells of and the library no longer has."""

    line: int
    at: datetime
    sentence: str


@dataclass(frozen=True, slots=True)
class AuditReport:
    """What checking the trail told.

    Attributes:
        holds_up_to: the last line that leads on from all before it.
        head: number and hash of that line; None when no line holds.
        findings: by line; empty when nothing shows that anything was changed.
        missing: records that are gone; the trail itself is not touched by that.
        set_back: lines whose moment is earlier than the one before; a remark, no finding.
    """

    holds_up_to: int
    last_at: datetime | None
    head: AuditHead | None
    findings: tuple[Finding, ...]
    vouchers: tuple[Voucher, ...]
    missing: tuple[MissingRecord, ...]
    set_back: tuple[ClockSetBack, ...]

    @property
    def covered_up_to(self) -> int:
        """The last line for which a record vouches; 0 when none does."""
        agreeing = [v.record.head.line for v in self.vouchers if v.vouching is Vouching.AGREES]
        return max(agreeing, default=0)


class AuditTrail:
    """Checks the audit trail of one workspace."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def verify(self, outside: Collection[Path] = ()) -> AuditReport:
        """Check the trail and every record's head; `outside` are files that somebody kept.

        Raises:
            Refused: one of the files cannot be read, or is no clearance record.
        """
        brought = [record_outside(path) for path in outside]

        def work(u: UnitOfWork) -> AuditReport:
            kept = list(records_in_library(u, self._library.vault))
            heads = [record.head.line for record in (*kept, *brought)]
            check = u.audit.check({*heads, *(line + 1 for line in heads)}, RECORD_MADE)
            return _report(check, kept, brought, _saved(u) if brought else ())

        return self._library.run(work)


def moment(at: datetime) -> str:
    """Return a moment by the clock on the wall, for a person."""
    return f"{at.astimezone():%d/%m/%Y %H:%M:%S}"


def _saved(u: UnitOfWork) -> Collection[str]:
    """Return the fingerprints of pages that were saved, from the lines that hold."""
    return {str(row.detail.get(PAGE)) for row in u.audit.check(kind=RECORD_SAVED).of_kind}


def _report(
    check: ChainCheck,
    kept: Sequence[VouchingRecord],
    brought: Sequence[VouchingRecord],
    saved: Collection[str],
) -> AuditReport:
    vouchers = tuple(Voucher(record, _vouching(check, record)) for record in (*kept, *brought))
    found = [] if check.broken is None else [_broken(check.broken)]
    found += _first_difference(check, vouchers)
    found += [each for voucher in vouchers for each in _not_told(check, voucher, saved)]
    findings = tuple(sorted(found, key=lambda one: one.line))
    named = {finding.line for finding in findings}
    last = check.last
    return AuditReport(
        check.holds_up_to,
        None if last is None else last.at,
        None if last is None else AuditHead(last.number, last.chained),
        findings,
        vouchers,
        tuple(each for each in _missing(check.of_kind, kept) if each.line not in named),
        check.set_back,
    )


def _vouching(check: ChainCheck, record: VouchingRecord) -> Vouching:
    row = check.kept.get(record.head.line)
    if row is not None:
        return Vouching.AGREES if row.chained == record.head.chained else Vouching.DIFFERS
    return Vouching.BEYOND if check.broken is None else Vouching.NOT_REACHED


def _broken(broken: ChainBreak) -> Finding:
    line, before = broken.line, ""
    if broken.before is not None:
        before = f" The line before it is of {moment(broken.before)}."
    if broken.kind is BreakKind.MISSING:
        said = f"Line {line} was removed: later lines are there and it is not.{before}"
    elif broken.kind is BreakKind.CUT_OFF:
        said = f"Line {line} was removed, with all after it: the library has counted it.{before}"
    elif broken.kind is BreakKind.NOT_COUNTED:
        said = (
            f"Line {line} is there, and the library's own count ends before it. Either the count "
            "was changed, or the line was put in."
        )
    elif broken.expected and broken.at is not None:
        said = (
            f"Line {line} of {moment(broken.at)} is not what was written there: it was changed, "
            f"moved or put in. Its hash should be {broken.expected} and is {broken.found}."
        )
    else:
        said = f"Line {line} is not as any version of the program writes lines.{before}"
    return Finding(line, broken.at, said, broken.expected)


def _first_difference(check: ChainCheck, vouchers: Iterable[Voucher]) -> list[Finding]:
    """Return the first head that the trail does not lead to; the later ones add nothing."""
    agreeing = [v.record.head.line for v in vouchers if v.vouching is Vouching.AGREES]
    differing = [v for v in vouchers if v.vouching in {Vouching.DIFFERS, Vouching.BEYOND}]
    if not differing:
        return []
    first = min(differing, key=lambda v: v.record.head.line)
    record, line = first.record, first.record.head.line
    if first.vouching is Vouching.BEYOND:
        end = check.holds_up_to
        said = (
            f"The trail ends with line {end}, and {record.name} was made when it had "
            f"{line} lines: lines were removed from the end, {_or_other(record)}."
        )
        return [Finding(end + 1, None, said)]
    since = max((one for one in agreeing if one < line), default=0) + 1
    row = check.kept[line]
    place = f"line {line}" if since == line else f"one of the lines {since} to {line}"
    said = (
        f"The trail was written anew from {place} on, {_or_other(record)}. By {record.name} the "
        f"hash of line {line} should be {record.head.chained}; it is {row.chained}."
    )
    return [Finding(since, row.at if since == line else None, said, record.head.chained)]


def _or_other(record: VouchingRecord) -> str:
    if record.outside:
        return "or the record was changed or is another school's"
    return "or the record was changed"


def _not_told(check: ChainCheck, voucher: Voucher, saved: Collection[str]) -> list[Finding]:
    """Return what is wrong with the line that must tell of the record: the very next one.

    `saved` are the fingerprints of pages that were saved with what happened after the record.
    """
    record, line = voucher.record, voucher.record.head.line + 1
    if voucher.vouching is not Vouching.AGREES:
        return []
    row = check.kept.get(line)
    if row is None:
        if check.broken is not None:
            return []
        said = f"Line {line} was removed: it told that {record.name} was made."
        return [Finding(line, None, said)]
    if row.what != RECORD_MADE:
        said = f"Line {line} should tell that {record.name} was made, and tells something else."
        return [Finding(line, row.at, said)]
    told = {half: {row.detail.get(half)} for half in record.prints}
    if record.outside and PAGE in told:
        told[PAGE].update(saved)
    if any(sha256 not in told[half] for half, sha256 in record.prints.items()):
        said = (
            f"By line {line} of {moment(row.at)} {record.name} has another fingerprint: the "
            "record was changed, its file was saved by another program, or the line that told of "
            "its saving is gone."
        )
        return [Finding(line, row.at, said)]
    return []


def _missing(told: Iterable[AuditRow], kept: Iterable[VouchingRecord]) -> list[MissingRecord]:
    prints = {record.prints[FACTS]: record for record in kept}
    missing = []
    for row in told:
        record, tells = prints.get(str(row.detail.get(FACTS))), f"told of by line {row.number}"
        if record is None:
            said = f"The clearance record of {row.subject}, {tells}, is no longer in the library."
            missing.append(MissingRecord(row.number, row.at, said))
        elif PAGE not in record.prints:
            said = f"The page of {record.name}, {tells}, is no longer in the library."
            missing.append(MissingRecord(row.number, row.at, said))
    return missing
