"""What a person ever answered, with the sheets that brought each answer and took its place."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from consentdesk.domain.consent import Answer, live_answers
from consentdesk.domain.consent_source import AnswerHistory, SheetImport
from consentdesk.domain.ids import PersonId, SheetImportId
from consentdesk.store.unit_of_work import UnitOfWork

Imports = Mapping[SheetImportId, SheetImport]


@dataclass(frozen=True, slots=True)
class RecordedAnswer:
    """One answer from the day it was recorded to the day it went.

    A later sheet that leaves an answer as it is writes it down again; that is no other answer,
    and the place it was read at stays the one in the first sheet.

    Attributes:
        entry: how it came, and how it went.
        sheet: the sheet it was first read in; None for the office's own entries and for sheets
            from before imports were recorded.
        kept_with: the last sheet that left it as it was and was not undone.
        replaced_with: the sheet that took its place.
        undone: the sheet it went with when that was undone.
        overtaken: on record, but the same person decided otherwise later.
    """

    entry: AnswerHistory
    sheet: SheetImport | None = None
    kept_with: SheetImport | None = None
    replaced_with: SheetImport | None = None
    undone: SheetImport | None = None
    overtaken: bool = False

    @property
    def counts(self) -> bool:
        """Whether it is read when a permission is worked out."""
        return self.entry.replaced_at is None and not self.overtaken


def read_history(u: UnitOfWork, person_id: PersonId, today: date) -> tuple[RecordedAnswer, ...]:
    """Return every answer a person ever gave, the newest entry first."""
    imports = {each.id: each for each in u.sheets.imports()}
    spans = _joined(u.register.history(person_id))
    on_record = [span[0].answer for span in spans if span[-1].replaced_at is None]
    live = set(live_answers(on_record, today))
    return tuple(_recorded(span, imports, live) for span in reversed(spans))


def flags_in_sheets(u: UnitOfWork) -> Mapping[PersonId, Mapping[str, SheetImport]]:
    """Return for each person the newest sheet that counts and states a flag, by the flag's name."""
    found: dict[PersonId, dict[str, SheetImport]] = {}
    for each in u.sheets.imports():
        for stated in each.details.flags_set if each.undone_at is None else ():
            found.setdefault(stated.person_id, {}).setdefault(stated.flag, each)
    return found


def _joined(entries: Iterable[AnswerHistory]) -> list[list[AnswerHistory]]:
    """Join entries that follow one another without a gap and say the same."""
    spans: list[list[AnswerHistory]] = []
    for entry in entries:
        before = next((span for span in spans if _continues(span[-1], entry)), None)
        if before is None:
            spans.append([entry])
        else:
            before.append(entry)
    return spans


def _continues(before: AnswerHistory, entry: AnswerHistory) -> bool:
    return (
        before.replaced_at == entry.recorded_at
        and before.answer == entry.answer
        and before.source_kind == entry.source_kind
    )


def _recorded(
    span: list[AnswerHistory], imports: Imports, live: Collection[Answer]
) -> RecordedAnswer:
    first, last = span[0], span[-1]
    sheets = [imports[each.import_id] for each in span if each.import_id is not None]
    kept = [sheet for sheet in sheets[1:] if sheet.undone_at is None and sheet is not sheets[0]]
    is_over = last.replaced_at is not None
    last_sheet = None if last.import_id is None else imports[last.import_id]
    by = None if last.replaced_by is None else imports[last.replaced_by]
    is_undone = is_over and by is None and last_sheet is not None and last_sheet.undone_at
    return RecordedAnswer(
        entry=replace(first, replaced_at=last.replaced_at, replaced_by=last.replaced_by),
        sheet=sheets[0] if sheets else None,
        kept_with=kept[-1] if kept else None,
        replaced_with=by,
        undone=last_sheet if is_undone else None,
        overtaken=not is_over and first.answer not in live,
    )
