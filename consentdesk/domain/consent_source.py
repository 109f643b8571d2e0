"""Where answers came from: a source that sends a sheet every term, and each import of one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from consentdesk.domain.consent import Answer
from consentdesk.domain.ids import PersonId, SheetImportId, SourceId


@dataclass(frozen=True, slots=True)
class ConsentSource:
    """A kind of sheet the school gets again and again: its profile.

    Attributes:
        name: as the office calls it, such as ``Autumn Microsoft form``.
        headers: every header of its tables, in plain form and as they stand; what recognises it.
        settled: answers to questions about columns and words, by question key; none is about a
            row or a child.
    """

    id: SourceId
    name: str
    headers: tuple[str, ...]
    settled: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FlagSet:
    """A protection or an objection that a sheet states; `flag` is its field's name.

    Attributes:
        stood_before: it was on record already, so that undoing the import leaves it.
    """

    person_id: PersonId
    flag: str
    stood_before: bool = False


@dataclass(frozen=True, slots=True)
class SheetImportDetails:
    """One committed sheet.

    Attributes:
        as_of: the day whose state the sheet shows; an older one cannot loosen a newer answer.
        loosened_by: second person who agreed to what became less strict; empty when nothing did.
        people_added: who came onto the roll with it.
        headers, settled: what it taught about its source, which knows no more than its newest
            import that was not undone.
    """

    source_id: SourceId
    file_name: str
    sha256: str
    as_of: date | None
    by: str
    loosened_by: str = ""
    people_added: tuple[PersonId, ...] = ()
    flags_set: tuple[FlagSet, ...] = ()
    headers: tuple[str, ...] = ()
    settled: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SheetImport:
    """A recorded import; `undone_at` tells that it was taken back."""

    id: SheetImportId
    details: SheetImportDetails
    at: datetime
    undone_by: str = ""
    undone_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Alias:
    """A way of writing a pupil's name that a person approved; kept in plain form.

    Attributes:
        written: name as sheets write it, plain form, such as ``ollie fenn``.
        class_name: class written beside it, plain form; empty when none stood there.
    """

    person_id: PersonId
    written: str
    class_name: str
    approved_by: str


@dataclass(frozen=True, slots=True)
class AnswerHistory:
    """How one answer came onto the register, and went.

    Attributes:
        source_kind: ``sheet`` or ``office``.
        note: where the office's own entry came from; ``restored`` for an answer that came back
            when a later import was undone.
        import_id, imported_by: the sheet it stood in and who brought that in; None and empty for
            the office's own entries and for sheets from before imports were recorded.
        replaced_at: None while the answer counts.
        replaced_by: the import of the same source that took its place, if one did.
    """

    answer: Answer
    source_kind: str
    note: str
    recorded_at: datetime
    import_id: SheetImportId | None = None
    imported_by: str = ""
    replaced_at: datetime | None = None
    replaced_by: SheetImportId | None = None
