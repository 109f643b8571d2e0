"""Puts the made-up school into a workspace, through the same services a school uses."""

from datetime import date, timedelta
from pathlib import Path

from consentdesk.demo.make import DemoFiles
from consentdesk.demo.school import CHANNELS, DemoSchool
from consentdesk.domain.batch import Batch, BatchDetails, Mode
from consentdesk.domain.channel import ChannelDetails, ChannelStanding
from consentdesk.domain.event_kind import EventKind
from consentdesk.domain.matching_locks import (
    BiometricPermission,
    Jurisdiction,
    SchoolMatchingRecord,
)
from consentdesk.domain.progress import CancelToken, Progress
from consentdesk.domain.school_profile import SchoolProfile
from consentdesk.domain.staff import Paper, PaperKind, Role, SignedIn
from consentdesk.services.workspace import Workspace
from consentdesk.sheets.write_rows import SheetContent, write_workbook

DEMO_PASSPHRASE = "made-up school"
"""Opens the demo's workspace; nothing in it is secret."""

DEMO_PASSWORD = "made-up school"
"""Of everybody in the made-up school, for the second signature."""

OFFICE = "Office (made up)"
HEAD = "Head (made up)"
WEBSITE = next(channel.name for channel in CHANNELS if channel.purpose == "web")
LONG_EDGES = {"display": 2400, "newsletter": 1200}


def write_consent_workbook(folder: Path, rows: list[dict[str, str]]) -> Path:
    """Write the made-up school's filled-in consent workbook."""
    header = tuple(rows[0])
    path = folder / "consent.xlsx"
    cells = tuple(tuple(row[name] for name in header) for row in rows)
    write_workbook(path, [SheetContent("Consent", header, cells)])
    return path


def set_up_school(
    workspace: Workspace, plan: DemoSchool, workbook: Path, folder: Path, today: date
) -> Batch:
    """Bring in staff, people and answers, open channels, record the locks, open the batch."""
    _take_on_staff(workspace, plan.name, today)
    for channel in plan.channels:
        place = folder / "published" / channel.name
        place.mkdir(parents=True, exist_ok=True)
        long_edge = LONG_EDGES.get(channel.purpose, 1600)
        details = ChannelDetails(
            channel.name, (channel.purpose,), place, long_edge, standing=_approved(today)
        )
        workspace.channels.add(details, HEAD)
    proposal = workspace.consent.propose(workbook)
    workspace.consent.commit(proposal, workbook, OFFICE, confirm_loosening=True)
    for device in plan.devices:
        workspace.batches.add_school_device(device, HEAD)
    _record_matching(workspace, plan, today)
    return workspace.batches.open(
        BatchDetails(
            event=plan.event,
            event_date=plan.event_date,
            purpose="News from sports day for families",
            classes=workspace.batches.classes(),
            mode=Mode.MATCH,
            kind=EventKind.SPORT,
        ),
        OFFICE,
    )


def attach_and_enrol(workspace: Workspace, files: DemoFiles) -> int:
    """Attach the register portraits and enrol those with a biometric permission."""
    workspace.consent.attach_portraits(files.portraits_folder, OFFICE)
    return workspace.enrolment.enrol(OFFICE, Progress(), CancelToken()).enrolled


def head_of(workspace: Workspace) -> SignedIn:
    """Let the made-up head prove who signs, as a head does at the desk."""
    return workspace.staff.prove(HEAD, DEMO_PASSWORD)


def _take_on_staff(workspace: Workspace, school: str, today: date) -> None:
    head = workspace.staff.begin(HEAD, DEMO_PASSWORD, {Role.HEAD})
    profile = SchoolProfile(
        name=school,
        policy_version="1",
        policy_approved_by="Governors (made up)",
        policy_approved_on=today - timedelta(days=60),
        policy_review_on=today + timedelta(days=300),
    )
    workspace.school.settle(profile, head)
    workspace.staff.add(OFFICE, DEMO_PASSWORD, {Role.PREPARER}, head)
    for member in workspace.staff.all():
        own = workspace.staff.prove(member.name, DEMO_PASSWORD)
        for kind in PaperKind:
            by = own if kind is PaperKind.POLICY else head
            paper = Paper(kind, today, profile.runs_out(today), "1", "Governors (made up)")
            workspace.staff.record(member.id, paper, by)


def _approved(today: date) -> ChannelStanding:
    return ChannelStanding(
        audience="Families and the public",
        managers=(OFFICE, HEAD),
        risk_assessed_by=HEAD,
        risk_assessed_on=today - timedelta(days=30),
        approved_by=HEAD,
        approved_on=today - timedelta(days=30),
        review_on=today + timedelta(days=300),
    )


def _record_matching(workspace: Workspace, plan: DemoSchool, today: date) -> None:
    """Record the made-up school's decision: its DPO allows batches that are not closed."""
    workspace.matching.record_school(
        SchoolMatchingRecord(
            dpia_reference="DPIA-DEMO-1",
            dpia_date=today - timedelta(days=30),
            dpo_advice="Made-up advice for the demo: matching to order the queue only",
            approver="Governors (made up)",
            valid_until=today + timedelta(days=300),
            open_batches=True,
            jurisdiction=Jurisdiction.ENGLAND_AND_WALES,
            notice_version="1 (made up)",
        ),
        HEAD,
    )
    people = {entry.person.details.key: entry.person.id for entry in workspace.roll.entries()}
    for pupil in plan.pupils:
        if pupil.biometric is not None:
            permission = BiometricPermission(
                person_id=people[pupil.upn],
                every_parent_told_on=pupil.biometric.parents_told_on,
                given_by=pupil.biometric.written_yes_by,
                given_on=pupil.biometric.written_yes_on,
                evidence="Made-up form",
            )
            workspace.matching.record_permission(permission, OFFICE)
