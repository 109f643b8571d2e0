"""Tables of people, answers, channels, matching, audit and settings; for this room only."""

from datetime import date, datetime

from sqlalchemy import DDL, CheckConstraint, ForeignKey, UniqueConstraint, event
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.schema import ExecutableDDLElement

from consentdesk.domain.consent import Status
from consentdesk.domain.ids import ChannelId, PersonId, PortraitId, RegionId, VaultKey
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
    """One reply; it is never removed, only marked replaced."""

    __tablename__ = "answer"
    __table_args__ = (one_of("status", Status), NEVER_REUSED)

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


class RegisterStateRow(Table):
    """The one row that counts the changes of the register."""

    __tablename__ = "register_state"
    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int]


class ChannelRow(Table):
    """An account or outlet."""

    __tablename__ = "channel"
    __table_args__ = (*yes_or_no("is_open"), NEVER_REUSED)

    id: Mapped[ChannelId] = number()
    name: Mapped[str]
    purposes: Mapped[tuple[str, ...]]
    folder: Mapped[str]
    long_edge: Mapped[int]
    quality: Mapped[int]
    is_open: Mapped[bool]


class SchoolMatchingRow(Table):
    """The school's decision on matching; the latest counts."""

    __tablename__ = "school_matching"
    __table_args__ = (*yes_or_no("open_batches"), NEVER_REUSED)

    id: Mapped[int] = number()
    dpia_reference: Mapped[str]
    dpia_date: Mapped[date]
    dpo_advice: Mapped[str]
    approver: Mapped[str]
    valid_until: Mapped[date]
    open_batches: Mapped[bool]
    recorded_at: Mapped[datetime]


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


for _deed in ("UPDATE", "DELETE"):
    _refusal: ExecutableDDLElement = DDL(  # type: ignore[no-untyped-call]
        f"CREATE TRIGGER audit_refuses_{_deed.lower()} BEFORE {_deed} ON audit"
        " BEGIN SELECT RAISE(ABORT, 'the audit trail can only be added to'); END"
    )
    event.listen(AuditLine.__table__, "after_create", _refusal)
