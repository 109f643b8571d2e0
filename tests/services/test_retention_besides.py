"""Portraits, vectors and old copies of the database go when their time is over."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from consentdesk.services.looking_after.retention_preview import Besides
from consentdesk.store.library_folder import BACKUPS
from tests.services.enrolled_school import give_portrait, open_school_lock, permit, portraits
from tests.small_workspace import APPROVER, SmallSchool

LEFT_ON = date(2026, 7, 1)
GOES = LEFT_ON + timedelta(days=30)


def _go_to(school: SmallSchool, day: date) -> None:
    school.clock.time = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)


def _enrol(school: SmallSchool, name: str) -> None:
    """Keep a vector as enrolling does; what it holds does not matter here."""
    portrait, person = give_portrait(school, name), school.people[name].id
    school.workspace.library.run(
        lambda u: u.matching.keep_vector(person, portrait.id, [0.1, 0.2], "engine")
    )


def test_a_leavers_vectors_go_at_once_and_the_portraits_later(school: SmallSchool) -> None:
    workspace = school.workspace
    open_school_lock(school)
    permit(school, "Ada", "Bo")
    for name in ("Ada", "Bo"):
        _enrol(school, name)
    ada = school.people["Ada"]
    leaver = replace(ada, details=replace(ada.details, left_on=LEFT_ON))
    workspace.library.run(lambda u: u.people.change(leaver))
    retention = workspace.retention
    assert retention.preview(LEFT_ON - timedelta(days=1)).besides == Besides(0, 0, 0, 0)
    assert retention.preview(LEFT_ON).besides == Besides(1, 0, 1, 0)
    assert retention.preview(GOES).besides == Besides(1, 1, 1, 0)
    _go_to(school, LEFT_ON)
    receipt = retention.run(APPROVER)
    assert (receipt.vectors, receipt.portraits) == (1, 0)
    assert workspace.library.run(lambda u: u.matching.people_with_vectors()) == {
        school.people["Bo"].id: 1
    }
    _go_to(school, GOES)
    (portrait,) = portraits(school, "Ada")
    receipt = retention.run(APPROVER)
    assert (receipt.vectors, receipt.portraits) == (0, 1)
    assert portraits(school, "Ada") == ()
    assert not workspace.library.vault.has(portrait.picture)
    assert len(portraits(school, "Bo")) == 1
    answers = workspace.library.run(lambda u: u.register.history(school.people["Ada"].id))
    assert answers  # listed, never deleted by themselves
    assert "People who left and whose answers are kept: 1." in retention.preview(GOES).sentences


def test_vectors_end_with_the_schools_decision(school: SmallSchool) -> None:
    open_school_lock(school, until=date(2026, 8, 1))
    permit(school, "Bo", expires_on=date(2026, 9, 1))
    _enrol(school, "Bo")
    preview = school.workspace.retention.preview
    assert preview(date(2026, 8, 1)).besides.vectors == 0
    assert preview(date(2026, 8, 2)).besides.vectors == 1


def test_old_copies_of_the_database_go(school: SmallSchool) -> None:
    folder: Path = school.workspace.folder / BACKUPS
    folder.mkdir(exist_ok=True)
    days = ("20260601", "20260620")
    old, new = (folder / f"consentdesk-{day}-120000-000000-schema-0005.db" for day in days)
    for copy in (old, new):
        copy.write_bytes(b"encrypted")
    _go_to(school, date(2026, 7, 2))
    retention = school.workspace.retention
    assert retention.preview(date(2026, 7, 2)).backups == 1
    assert retention.run(APPROVER).backups == 1
    assert (old.exists(), new.exists()) == (False, True)
