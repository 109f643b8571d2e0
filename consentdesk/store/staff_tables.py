"""Tables of the school's profile, its staff, their papers, and the head's word for an event."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from consentdesk.domain.ids import BatchId, StaffId
from consentdesk.domain.staff import PaperKind
from consentdesk.store.columns import (
    NEVER_REUSED,
    Table,
    Word,
    belongs_to,
    number,
    one_of,
    yes_or_no,
)


class SchoolProfileRow(Table):
    """What the school settled about itself; one row."""

    __tablename__ = "school_profile"
    __table_args__ = (
        CheckConstraint("id = 1", name="only_one"),
        *yes_or_no("head_per_event"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str]
    policy_version: Mapped[str]
    policy_approved_by: Mapped[str]
    policy_approved_on: Mapped[date | None]
    policy_review_on: Mapped[date | None]
    notice_version: Mapped[str]
    notice_given_on: Mapped[date | None]
    documents: Mapped[tuple[str, ...]]
    school_year_ends: Mapped[str]
    head_per_event: Mapped[bool]
    sign_off_hours: Mapped[int]
    originals_days: Mapped[int]
    idle_minutes: Mapped[int]
    backup_days: Mapped[int]


class StaffRow(Table):
    """Somebody with an account; a leaver's row stays, because the trail names the person."""

    __tablename__ = "staff"
    __table_args__ = (UniqueConstraint("name"), NEVER_REUSED)

    id: Mapped[StaffId] = number()
    name: Mapped[str]
    roles: Mapped[tuple[str, ...]]
    password: Mapped[str]
    granted_by: Mapped[str]
    granted_on: Mapped[date]
    left_on: Mapped[date | None]
    wrong_passwords: Mapped[int] = mapped_column(server_default=text("0"))
    wait_until: Mapped[datetime | None]


class StaffPaperRow(Table):
    """Something read, attended or signed; the latest of a kind counts."""

    __tablename__ = "staff_paper"
    __table_args__ = (one_of("kind", PaperKind), NEVER_REUSED)

    id: Mapped[int] = number()
    staff_id: Mapped[StaffId] = belongs_to("staff", goes_along=True, index=True)
    kind: Mapped[PaperKind] = mapped_column(Word(PaperKind))
    done_on: Mapped[date]
    expires_on: Mapped[date]
    version: Mapped[str]
    signed_with: Mapped[str]
    recorded_by: Mapped[str]
    recorded_at: Mapped[datetime]


class EventAgreementRow(Table):
    """The head agreed to photos of an event."""

    __tablename__ = "event_agreement"

    batch_id: Mapped[BatchId] = belongs_to("batch", primary_key=True)
    head: Mapped[str]
    agreed_at: Mapped[datetime]
