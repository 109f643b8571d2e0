"""Who may come in, who may do what, and what an account needs before it signs or publishes."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from consentdesk.domain.consent import Answer, Status
from consentdesk.domain.errors import Refused
from consentdesk.domain.school_profile import SchoolProfile
from consentdesk.domain.staff import DUTIES, Duty, Paper, PaperKind, Role, SignedIn, StaffMember
from consentdesk.media import copy_check
from tests.small_workspace import (
    APPROVER,
    IPAD,
    LONG_AFTER,
    PASSWORD,
    PREPARER,
    TODAY,
    SmallSchool,
    complete_papers,
    write_photo,
)


def member(school: SmallSchool, name: str) -> StaffMember:
    return next(each for each in school.workspace.staff.all() if each.name == name)


def come(school: SmallSchool, name: str, *roles: Role, papers: bool = True) -> SignedIn:
    """Take somebody on and let them sign in."""
    staff = school.workspace.staff
    added = staff.add(name, PASSWORD, roles, school.head)
    if papers:
        complete_papers(school.workspace, added.id)
    return staff.sign_in(name, PASSWORD)


@pytest.fixture
def cleared(school: SmallSchool) -> SmallSchool:
    """A school with one photo that could be signed off."""
    school.workspace.batches.add_school_device(IPAD, APPROVER)
    (photo,) = school.bring_in(write_photo(school.folder / "in" / "a.jpg"))
    school.mark_faces(photo.id, [])
    school.finish(photo.id)
    return school


def sign(school: SmallSchool, approver: SignedIn, alone_because: str = "") -> None:
    desk = school.workspace.sign_off
    seen = desk.preview(school.batch_id)
    desk.sign(school.batch_id, approver, PREPARER, seen, frozenset(), alone_because)


def test_the_first_account_is_opened_once(school: SmallSchool) -> None:
    with pytest.raises(Refused, match="accounts already"):
        school.workspace.staff.begin("Eve Outsider", PASSWORD, {Role.HEAD})
    assert {each.name for each in school.workspace.staff.all()} == {APPROVER, PREPARER}


@pytest.mark.parametrize("password", ["short", "password", "12345678", "Nora New"])
def test_a_password_that_anybody_would_try_is_refused(school: SmallSchool, password: str) -> None:
    with pytest.raises(Refused):
        school.workspace.staff.add("Nora New", password, {Role.PREPARER}, school.head)
    assert len(school.workspace.staff.all()) == 2


@pytest.mark.parametrize("name", ["", "  ", "Ann Preparer", "preparer, ann", "A. Preparer"])
def test_no_account_reads_like_another(school: SmallSchool, name: str) -> None:
    with pytest.raises(Refused):
        school.workspace.staff.add(name, PASSWORD, {Role.APPROVER}, school.head)


def test_passwords_are_kept_as_argon2id_hashes(school: SmallSchool) -> None:
    ann = member(school, PREPARER)
    entry = school.workspace.library.run(lambda u: u.staff.entry(ann.id))
    assert entry.password.startswith("$argon2id$")
    assert PASSWORD not in entry.password


def test_wrong_passwords_make_everybody_wait_longer_and_longer(school: SmallSchool) -> None:
    staff, clock = school.workspace.staff, school.clock
    for _ in range(3):
        with pytest.raises(Refused, match="do not go together"):
            staff.sign_in(PREPARER, "not the one")
    with pytest.raises(Refused, match="Too many"):
        staff.sign_in(PREPARER, PASSWORD)  # the right one does not help before the time
    clock.time += timedelta(seconds=6)
    with pytest.raises(Refused, match="do not go together"):
        staff.sign_in(PREPARER, "nor this")
    first = member(school, PREPARER).wait_until
    assert first is not None
    assert timedelta(seconds=9) < first - clock.time <= timedelta(seconds=10)
    clock.time += timedelta(minutes=16)
    assert staff.sign_in(PREPARER, PASSWORD).name == PREPARER
    assert member(school, PREPARER).wait_until is None


def test_wrong_passwords_stand_in_the_trail_without_what_was_typed(school: SmallSchool) -> None:
    with pytest.raises(Refused):
        school.workspace.staff.sign_in(PREPARER, "my secret guess")
    (line,) = school.workspace.library.run(lambda u: u.audit.rows(1))
    assert (line.who, line.what) == (PREPARER, "wrong_password")
    assert "secret" not in str(line)


def test_a_leaver_is_out_the_same_day(school: SmallSchool) -> None:
    staff, ann = school.workspace.staff, member(school, PREPARER)
    staff.leaves(ann.id, school.clock.time.date(), school.head)
    with pytest.raises(Refused, match="closed"):
        staff.sign_in(PREPARER, PASSWORD)


def test_somebody_stays_who_can_change_accounts(school: SmallSchool) -> None:
    staff, hal = school.workspace.staff, member(school, APPROVER)
    with pytest.raises(Refused, match="Nobody would be left"):
        staff.leaves(hal.id, TODAY, school.head)
    with pytest.raises(Refused, match="Nobody would be left"):
        staff.set_roles(hal.id, {Role.APPROVER}, school.head)
    assert member(school, APPROVER).left_on is None


def test_two_leaders_together_let_a_colleague_in(school: SmallSchool) -> None:
    staff, ann = school.workspace.staff, member(school, PREPARER)
    other = come(school, "Dora Deputy", Role.APPROVER)
    preparer = staff.sign_in(PREPARER, PASSWORD)
    for one, two in ((school.head, school.head), (school.head, preparer)):
        with pytest.raises(Refused, match="Two members"):
            staff.let_in(ann.id, "another password", one, two)
    staff.let_in(ann.id, "another password", school.head, other)
    assert staff.sign_in(PREPARER, "another password").name == PREPARER


def test_one_password_changes_only_with_the_old_one(school: SmallSchool) -> None:
    staff = school.workspace.staff
    with pytest.raises(Refused):
        staff.change_password(PREPARER, "not the old one", "a new password")
    staff.change_password(PREPARER, PASSWORD, "a new password")
    assert staff.sign_in(PREPARER, "a new password").name == PREPARER


@pytest.mark.parametrize("role", [role for role in Role if Duty.ADMINISTER not in DUTIES[role]])
def test_only_head_and_administrator_change_accounts(school: SmallSchool, role: Role) -> None:
    somebody = come(school, "Una Usual", role)
    staff, ann = school.workspace.staff, member(school, PREPARER)
    for attempt in (
        lambda: staff.add("Nora New", PASSWORD, {Role.APPROVER}, somebody),
        lambda: staff.set_roles(ann.id, {Role.APPROVER}, somebody),
        lambda: staff.leaves(ann.id, TODAY, somebody),
        lambda: school.workspace.school.settle(SchoolProfile(), somebody),
    ):
        with pytest.raises(Refused):
            attempt()
    assert member(school, PREPARER).roles == {Role.PREPARER}


def test_an_administrator_does_not_make_a_head_where_there_is_one(school: SmallSchool) -> None:
    technician = come(school, "Ida Technician", Role.ADMINISTRATOR)
    with pytest.raises(Refused, match="Only the head"):
        school.workspace.staff.set_roles(technician.id, {Role.HEAD}, technician)
    assert member(school, "Ida Technician").roles == {Role.ADMINISTRATOR}


@pytest.mark.parametrize("role", [role for role in Role if Duty.APPROVE not in DUTIES[role]])
def test_only_senior_staff_sign_off(cleared: SmallSchool, role: Role) -> None:
    somebody = come(cleared, "Una Usual", role)
    with pytest.raises(Refused):
        sign(cleared, somebody)
    assert cleared.workspace.sign_off.preview(cleared.batch_id).standing is None


@pytest.mark.parametrize("kind", list(PaperKind))
def test_without_every_paper_nobody_signs_or_publishes(
    cleared: SmallSchool, kind: PaperKind
) -> None:
    sign(cleared, cleared.head)
    late = Paper(kind, TODAY, TODAY, "1", "The governors")  # ended before the day of the test
    for name in (APPROVER, PREPARER):
        who = member(cleared, name)
        cleared.workspace.library.run(
            lambda u, i=who.id, n=name: u.staff.add_paper(i, late, n, cleared.clock())
        )
        assert cleared.workspace.staff.lacking(member(cleared, name))
    with pytest.raises(Refused, match="may not do this yet"):
        sign(cleared, cleared.head)
    with pytest.raises(Refused, match="may not do this yet"):
        cleared.publish()
    assert cleared.published_files() == []


def test_a_new_policy_has_to_be_read_before_anything_goes_out(cleared: SmallSchool) -> None:
    profile = replace(cleared.workspace.school.profile(), policy_version="2")
    cleared.workspace.school.settle(profile, cleared.head)
    with pytest.raises(Refused, match="current policy"):
        sign(cleared, cleared.head)
    read = Paper(PaperKind.POLICY, TODAY, LONG_AFTER, "2")
    cleared.workspace.staff.record(cleared.head.id, read, cleared.head)
    sign(cleared, cleared.head)


def test_everybody_reads_the_policy_for_themselves(school: SmallSchool) -> None:
    ann = member(school, PREPARER)
    read = Paper(PaperKind.POLICY, TODAY, LONG_AFTER, "1")
    with pytest.raises(Refused, match="for themselves"):
        school.workspace.staff.record(ann.id, read, school.head)


def test_an_agreement_carries_two_names(school: SmallSchool) -> None:
    ann = member(school, PREPARER)
    for other in ("", PREPARER, "A. Preparer"):
        signed = Paper(PaperKind.AGREEMENT, TODAY, LONG_AFTER, signed_with=other)
        with pytest.raises(Refused, match="two names"):
            school.workspace.staff.record(ann.id, signed, school.head)


def test_the_school_year_ends_what_was_read_and_attended() -> None:
    profile = SchoolProfile()
    assert profile.runs_out(date(2026, 9, 1)) == date(2026, 9, 30)
    assert profile.runs_out(date(2026, 9, 30)) == date(2027, 9, 30)
    assert profile.runs_out(date(2027, 1, 12)) == date(2027, 9, 30)


def test_a_signature_lapses(cleared: SmallSchool) -> None:
    sign(cleared, cleared.head)
    cleared.clock.time += timedelta(hours=72, minutes=1)
    assert cleared.workspace.sign_off.preview(cleared.batch_id).standing is None
    with pytest.raises(Refused, match="no sign-off that holds"):
        cleared.publish()
    assert cleared.published_files() == []


def test_a_signature_that_lapses_while_copies_are_made_gives_no_name(
    cleared: SmallSchool, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign(cleared, cleared.head)
    check = copy_check.check_finished

    def days_pass(*given: object, **named: object) -> None:
        cleared.clock.time += timedelta(hours=73)
        check(*given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(copy_check, "check_finished", days_pass)
    receipt = cleared.publish()
    assert not any(result.published for result in receipt.results)
    assert cleared.published_files() == []


def test_a_clock_set_back_ends_a_signature(cleared: SmallSchool) -> None:
    sign(cleared, cleared.head)
    cleared.clock.time -= timedelta(hours=2)
    with pytest.raises(Refused, match="no sign-off that holds"):
        cleared.publish()


def test_the_head_signs_alone_only_with_a_reason_that_stays(cleared: SmallSchool) -> None:
    (photo,) = cleared.photos()
    cleared.workspace.review.hold(photo.id, "wait", APPROVER)
    cleared.workspace.review.let_go(photo.id, APPROVER)
    cleared.finish(photo.id)
    with pytest.raises(Refused, match="only with a reason"):
        sign(cleared, cleared.head)
    sign(cleared, cleared.head, "Everybody else is on the trip.")
    standing = cleared.workspace.sign_off.preview(cleared.batch_id).standing
    assert standing is not None
    assert standing.alone_because == "Everybody else is on the trip."


def test_where_the_school_asks_for_it_the_head_agrees_to_each_event(cleared: SmallSchool) -> None:
    deputy = come(cleared, "Dora Deputy", Role.APPROVER)
    profile = replace(cleared.workspace.school.profile(), head_per_event=True)
    cleared.workspace.school.settle(profile, cleared.head)
    with pytest.raises(Refused, match="head has not agreed"):
        sign(cleared, deputy)
    with pytest.raises(Refused):
        cleared.workspace.school.agree_to_event(cleared.batch_id, deputy)
    cleared.workspace.school.agree_to_event(cleared.batch_id, cleared.head)
    sign(cleared, deputy)


def test_photos_without_a_purpose_are_not_signed(cleared: SmallSchool) -> None:
    assert cleared.batch is not None
    without = replace(cleared.batch.details, purpose=" ")
    cleared.workspace.batches.change(cleared.batch_id, without, PREPARER)
    with pytest.raises(Refused, match="what the photos of this event are for"):
        sign(cleared, cleared.head)


def test_an_inspector_sees_everything_and_changes_nothing(cleared: SmallSchool) -> None:
    inspector = come(cleared, "Ivo Inspector", Role.INSPECTOR)
    workspace, name = cleared.workspace, inspector.name
    (photo,) = cleared.photos()
    before = workspace.review.photo(photo.id)
    assert cleared.batch is not None
    for attempt in (
        lambda: workspace.review.hold(photo.id, "no", name),
        lambda: workspace.batches.change(cleared.batch_id, cleared.batch.details, name),
        lambda: workspace.batches.open(cleared.batch.details, name),
        lambda: workspace.channels.change(cleared.website, name),
        lambda: workspace.roll.record_answer(
            cleared.people["Ada"].id, Answer("web", Status.REFUSED), name
        ),
    ):
        with pytest.raises(Refused):
            attempt()
    assert workspace.review.photo(photo.id) == before
    assert len(workspace.batches.cards()) == 1


@pytest.mark.parametrize("role", [Role.INSPECTOR, Role.ADMINISTRATOR])
def test_who_only_looks_or_administers_carries_no_register_away(
    school: SmallSchool, role: Role
) -> None:
    somebody = come(school, "Una Usual", role)
    taken = school.folder / "register.xlsx"
    with pytest.raises(Refused):
        school.workspace.register_export.write(taken, somebody.name)
    assert not taken.exists()
