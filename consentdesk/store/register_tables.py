"""Tables of people, answers, channels, matching, audit and settings; for this room only."""

from datetime import date, datetime

from sqlalchemy import DDL, CheckConstraint, ForeignKey, Index, UniqueConstraint, event, text
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.schema import ExecutableDDLElement

from consentdesk.domain.channel import USUAL_NAMING, FileType
from consentdesk.domain.consent import Status
from consentdesk.domain.identifiability import Identifiability
from consentdesk.domain.ids import (
    ChannelId,
    PersonId,
    PortraitId,
    RegionId,
    SheetImportId,
    VaultKey,
)
from consentdesk.domain.matching_locks import Jurisdiction
from consentdesk.domain.people import PersonKind
from consentdesk.store.columns import (
    NEVER_REUSED,
    Table,
    Word,
    belongs_to,
    number,
    one_of,
    yes_or_no,
)


class PersonRow(Table):
    """A pupil or an adult."""

    __tablename__ = "person"
    __table_args__ = (
        UniqueConstraint("key"),
        one_of("kind", PersonKind),
        *yes_or_no("protected", "child_objects"),
        NEVER_REUSED,
    )

    id: Mapped[PersonId] = number()
    key: Mapped[str]
    kind: Mapped[PersonKind] = mapped_column(Word(PersonKind))
    first_name: Mapped[str]
    last_name: Mapped[str]
    class_name: Mapped[str]
    admission_number: Mapped[str]
    protected: Mapped[bool]
    child_objects: Mapped[bool]
    left_on: Mapped[date | None]
    date_of_birth: Mapped[date | None]
    year_group: Mapped[str] = mapped_column(server_default="")
    legal_first_name: Mapped[str] = mapped_column(server_default="")
    legal_last_name: Mapped[str] = mapped_column(server_default="")
    former_upns: Mapped[tuple[str, ...]] = mapped_column(server_default="[]")


class PortraitRow(Table):
    """A register photo of a person."""

    __tablename__ = "portrait"
    __table_args__ = (NEVER_REUSED,)

    id: Mapped[PortraitId] = number()
    person_id: Mapped[PersonId] = belongs_to("person", goes_along=True, index=True)
    picture: Mapped[VaultKey]
    taken_on: Mapped[date | None]
    from_region: Mapped[RegionId | None] = mapped_column(
        ForeignKey("region.id", ondelete="CASCADE"), index=True
    )
    problems: Mapped[tuple[str, ...]] = mapped_column(server_default="[]")
    advice: Mapped[tuple[str, ...]] = mapped_column(server_default="[]")
    checked_by: Mapped[str] = mapped_column(server_default="")


class AnswerRow(Table):
    """One reply; it is never changed or removed, only marked replaced."""

    __tablename__ = "answer"
    __table_args__ = (
        one_of("status", Status),
        CheckConstraint("replaced_by IS NULL OR replaced_at IS NOT NULL", name="replaced"),
        Index("ix_answer_live", "person_id", sqlite_where=text("replaced_at IS NULL")),
        NEVER_REUSED,
    )

    id: Mapped[int] = number()
    person_id: Mapped[PersonId] = belongs_to("person", goes_along=True, index=True)
    source_kind: Mapped[str]
    purpose: Mapped[str]
    status: Mapped[Status] = mapped_column(Word(Status))
    limits: Mapped[tuple[str, ...]]
    given_by: Mapped[str]
    given_on: Mapped[date | None]
    expires_on: Mapped[date | None]
    wording: Mapped[str]
    source: Mapped[str]
    import_note: Mapped[str]
    recorded_at: Mapped[datetime]
    replaced_at: Mapped[datetime | None]
    import_id: Mapped[SheetImportId | None] = belongs_to("sheet_import")
    replaced_by: Mapped[SheetImportId | None] = belongs_to("sheet_import")


class RegisterStateRow(Table):
    """The one row that counts the changes of the register."""

    __tablename__ = "register_state"
    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int]


class ChannelRow(Table):
    """An account or outlet."""

    __tablename__ = "channel"
    __table_args__ = (
        *yes_or_no("is_open", "folder_per_event"),
        one_of("most_identifiable", Identifiability),
        one_of("file_type", FileType),
        NEVER_REUSED,
    )

    id: Mapped[ChannelId] = number()
    name: Mapped[str]
    purposes: Mapped[tuple[str, ...]]
    folder: Mapped[str]
    long_edge: Mapped[int]
    quality: Mapped[int]
    is_open: Mapped[bool]
    most_identifiable: Mapped[Identifiability] = mapped_column(
        Word(Identifiability), server_default=Identifiability.PORTRAIT.value
    )
    naming: Mapped[str] = mapped_column(server_default=USUAL_NAMING)
    folder_per_event: Mapped[bool] = mapped_column(server_default=text("0"))
    file_type: Mapped[FileType] = mapped_column(Word(FileType), server_default=FileType.JPEG.value)
    most_kilobytes: Mapped[int | None]
    takes: Mapped[tuple[str, ...]] = mapped_column(server_default="[]")
    alone_purposes: Mapped[tuple[str, ...]] = mapped_column(server_default="[]")
    handle: Mapped[str] = mapped_column(server_default="")
    audience: Mapped[str] = mapped_column(server_default="")
    managers: Mapped[tuple[str, ...]] = mapped_column(server_default="[]")
    risk_assessed_by: Mapped[str] = mapped_column(server_default="")
    risk_assessed_on: Mapped[date | None]
    approved_by: Mapped[str] = mapped_column(server_default="")
    approved_on: Mapped[date | None]
    review_on: Mapped[date | None]


class SchoolMatchingRow(Table):
    """The school's decision on matching; the latest counts."""

    __tablename__ = "school_matching"
    __table_args__ = (
        *yes_or_no("open_batches"),
        one_of("jurisdiction", Jurisdiction),
        NEVER_REUSED,
    )

    id: Mapped[int] = number()
    dpia_reference: Mapped[str]
    dpia_date: Mapped[date]
    dpo_advice: Mapped[str]
    approver: Mapped[str]
    valid_until: Mapped[date]
    open_batches: Mapped[bool]
    recorded_at: Mapped[datetime]
    jurisdiction: Mapped[Jurisdiction | None] = mapped_column(Word(Jurisdiction))
    notice_version: Mapped[str] = mapped_column(server_default="")


class BiometricPermissionRow(Table):
    """A pupil's biometric permission; the latest of a person counts."""

    __tablename__ = "biometric_permission"
    __table_args__ = (*yes_or_no("objection"), NEVER_REUSED)

    id: Mapped[int] = number()
    person_id: Mapped[PersonId] = belongs_to("person", goes_along=True, index=True)
    every_parent_told_on: Mapped[date | None]
    given_by: Mapped[str]
    given_on: Mapped[date | None]
    evidence: Mapped[str]
    expires_on: Mapped[date | None]
    objection: Mapped[bool]
    recorded_at: Mapped[datetime]


class ReferenceVectorRow(Table):
    """What a portrait is compared by: 64-bit floats, little end first."""

    __tablename__ = "reference_vector"
    __table_args__ = (UniqueConstraint("portrait_id", "engine"), NEVER_REUSED)

    id: Mapped[int] = number()
    person_id: Mapped[PersonId] = belongs_to("person", goes_along=True, index=True)
    portrait_id: Mapped[PortraitId] = belongs_to("portrait", goes_along=True)
    engine: Mapped[str]
    vector: Mapped[bytes]


class AuditLine(Table):
    """One line of the audit trail."""

    __tablename__ = "audit"
    __table_args__ = (NEVER_REUSED,)

    id: Mapped[int] = number()
    at: Mapped[str]
    who: Mapped[str]
    what: Mapped[str]
    subject: Mapped[str]
    detail: Mapped[str]
    chained: Mapped[str]


class SettingRow(Table):
    """A remembered choice."""

    __tablename__ = "setting"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


def _refuse(table: type[Table], name: str, when: str, sentence: str) -> None:
    """Let the database itself refuse a change, whoever asks for it."""
    refusal: ExecutableDDLElement = DDL(  # type: ignore[no-untyped-call]
        f"CREATE TRIGGER {name} BEFORE {when} BEGIN SELECT RAISE(ABORT, '{sentence}'); END"
    )
    event.listen(table.__table__, "after_create", refusal)


_ONLY_ADDED = "the audit trail can only be added to"
_refuse(AuditLine, "audit_refuses_update", "UPDATE ON audit", _ONLY_ADDED)
_refuse(AuditLine, "audit_refuses_delete", "DELETE ON audit", _ONLY_ADDED)

_MARKS = {"replaced_at", "replaced_by"}
_SAID = ", ".join(each.name for each in AnswerRow.__table__.columns if each.name not in _MARKS)
_refuse(
    AnswerRow,
    "answer_refuses_change",
    f"UPDATE OF {_SAID} ON answer",
    "an answer is only ever marked replaced",
)
_refuse(
    AnswerRow,
    "answer_refuses_second_mark",
    "UPDATE ON answer WHEN OLD.replaced_at IS NOT NULL",
    "an answer is marked replaced once",
)
# a person who is removed is gone before the answers go along
_refuse(
    AnswerRow,
    "answer_refuses_delete",
    "DELETE ON answer WHEN EXISTS (SELECT 1 FROM person WHERE id = OLD.person_id)",
    "an answer goes with its person only",
)
