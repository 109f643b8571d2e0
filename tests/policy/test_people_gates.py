"""Who may sign and publish, and what that takes; named after the policies' rows."""

from collections.abc import Collection
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from consentdesk.domain.consent import Answer, Status
from consentdesk.domain.errors import Refused
from consentdesk.domain.face import Disposition, DispositionKind
from consentdesk.domain.photo_checks import ALL_WELL
from consentdesk.domain.progress import CancelToken, Progress
from consentdesk.domain.school_profile import SchoolProfile
from consentdesk.domain.staff import Paper, PaperKind, Role, SignedIn
from tests.policy.school_day import FACES, brought_in, nothing_leaves, ready
from tests.small_workspace import (
    APPROVER,
    PASSWORD,
    PREPARER,
    TODAY,
    SmallSchool,
    write_photo,
)

LATER = date(2026, 9, 30)
PAPERS = {
    kind: Paper(kind, TODAY, LATER, version="1", signed_with="The governors") for kind in PaperKind
}


def colleague(
    school: SmallSchool,
    name: str,
    papers: Collection[Paper] = (),
    role: Role = Role.APPROVER,
) -> SignedIn:
    """Take somebody on who read, attended and signed these."""
    member = school.workspace.staff.add(name, PASSWORD, {role}, school.head)
    own = school.workspace.staff.prove(name, PASSWORD)
    for paper in papers:
        by = own if paper.kind is PaperKind.POLICY else school.head
        school.workspace.staff.record(member.id, paper, by)
    return own


def cannot_sign(school: SmallSchool, who: SignedIn, why: str) -> None:
    """Make sure that this person can release nothing, and that it is said why."""
    desk = school.workspace.sign_off
    seen = desk.preview(school.batch_id)
    with pytest.raises(Refused, match=why):
        desk.sign(school.batch_id, who, PREPARER, seen, frozenset())
    assert desk.preview(school.batch_id).last == seen.last


def cannot_publish(school: SmallSchool, name: str, why: str) -> None:
    """Make sure that this person can publish nothing of what is signed."""
    school.sign()
    publisher = school.workspace.publisher
    with pytest.raises(Refused, match=why):
        publisher.run(school.batch_id, name, Progress(), CancelToken())
    assert school.published_files() == []


def without(kind: PaperKind) -> list[Paper]:
    return [paper for paper in PAPERS.values() if paper.kind is not kind]


@pytest.fixture(scope="module")
def office(shared_school: SmallSchool) -> SmallSchool:
    """A photo waits for somebody who may sign."""
    ready(shared_school, "Ada")
    return shared_school


@pytest.mark.parametrize(
    ("name", "role"), [("Una Whitlock", Role.APPROVER), ("Kit Brandreth", Role.DSL)]
)
def test_G6_W5_W8_without_a_training_nobody_signs_or_publishes(
    office: SmallSchool, name: str, role: Role
) -> None:
    who = colleague(office, name, without(PaperKind.TRAINING), role)
    cannot_sign(office, who, "training")
    run_out = replace(PAPERS[PaperKind.TRAINING], expires_on=date(2026, 6, 19))
    office.workspace.staff.record(who.id, run_out, office.head)
    cannot_sign(office, who, "training has run out")
    cannot_publish(office, who.name, "training has run out")


def test_G23_J3_W5_the_current_version_of_the_policy_must_be_read(school: SmallSchool) -> None:
    ready(school, "Ada")
    who = colleague(school, "Una Whitlock", without(PaperKind.POLICY))
    cannot_sign(school, who, "not marked as read")
    with pytest.raises(Refused, match="for themselves"):
        school.workspace.staff.record(who.id, PAPERS[PaperKind.POLICY], school.head)
    school.workspace.staff.record(who.id, PAPERS[PaperKind.POLICY], who)
    profile = school.workspace.school.profile()
    school.workspace.school.settle(replace(profile, policy_version="2"), school.head)
    cannot_sign(school, who, "not marked as read")
    nothing_leaves(school)


def test_G28_the_user_agreement_needs_both_names(office: SmallSchool) -> None:
    who = colleague(office, "Ora Fennimore", without(PaperKind.AGREEMENT))
    for name in ("", "Ora Fennimore", "O. Fennimore"):
        alone = replace(PAPERS[PaperKind.AGREEMENT], signed_with=name)
        with pytest.raises(Refused, match="two names"):
            office.workspace.staff.record(who.id, alone, office.head)
    cannot_sign(office, who, "not signed by both")
    cannot_publish(office, who.name, "not signed by both")


def test_J22_what_was_read_or_attended_ends_on_the_last_of_september(office: SmallSchool) -> None:
    profile = SchoolProfile()
    assert profile.runs_out(date(2026, 6, 1)) == date(2026, 9, 30)
    assert profile.runs_out(date(2026, 9, 30)) == date(2027, 9, 30)
    papers = [replace(p, expires_on=profile.runs_out(p.on)) for p in PAPERS.values()]
    who = colleague(office, "Zed Yarrowby", papers)
    assert office.workspace.staff.lacking(_member(office, who)) == ()
    today, office.clock.time = office.clock.time, datetime(2026, 10, 1, 9, 0, tzinfo=UTC)
    assert len(office.workspace.staff.lacking(_member(office, who))) == len(PaperKind)
    cannot_sign(office, who, "has run out")
    cannot_publish(office, who.name, "has run out")
    office.clock.time = today


@pytest.mark.parametrize(
    ("name", "role"), [("Ivo Castell", Role.ADMINISTRATOR), ("Pia Oakden", Role.INSPECTOR)]
)
def test_G35_J8_W3_without_the_role_nobody_signs_or_publishes(
    office: SmallSchool, name: str, role: Role
) -> None:
    who = colleague(office, name, role=role)
    cannot_sign(office, who, "Only senior leadership")
    cannot_publish(office, who.name, "may not publish")
    cannot_publish(office, "Somebody Else", "has an account")
    cannot_publish(office, "", "has an account")


def test_J8_W3_who_only_looks_changes_nothing(office: SmallSchool) -> None:
    inspector = colleague(office, "Wim Ashgrove", role=Role.INSPECTOR).name
    workspace, bo = office.workspace, office.people["Bo"].id
    (photo,) = office.photos()
    before = workspace.review.photo(photo.id), workspace.roll.entry(bo)
    for deed in (
        lambda: workspace.review.hold(photo.id, "", inspector),
        lambda: workspace.roll.record_answer(bo, Answer("press", Status.GRANTED), inspector),
        lambda: workspace.roll.set_protected(bo, True, inspector),
        lambda: workspace.deletion.delete(photo.id, inspector),
        lambda: workspace.channels.change(office.website, inspector),
    ):
        with pytest.raises(Refused):
            deed()
    assert (workspace.review.photo(photo.id), workspace.roll.entry(bo)) == before


def test_J9_who_proposes_photos_prepares_them_and_lets_nothing_out(school: SmallSchool) -> None:
    who = colleague(school, "Lou Merriden", PAPERS.values(), Role.CONTRIBUTOR)
    workspace, ada = school.workspace, school.people["Ada"].id
    files = [write_photo(school.folder / "in" / "IMG_1.JPG")]
    workspace.importer.bring_in(school.batch_id, files, who.name, Progress(), CancelToken())
    (photo,) = school.photos()
    (face,) = school.mark_faces(photo.id, FACES[:1])
    school.see(face)
    named = Disposition(DispositionKind.THIS_PUPIL, ada)
    workspace.review.decide(face.id, named, who.name)
    workspace.review.look(photo.id, who.name, ALL_WELL)
    cannot_sign(school, who, "Only senior leadership")
    seen = workspace.sign_off.preview(school.batch_id)
    workspace.sign_off.sign(school.batch_id, school.head, who.name, seen, frozenset())
    with pytest.raises(Refused, match="may not publish"):
        workspace.publisher.run(school.batch_id, who.name, Progress(), CancelToken())
    assert school.published_files() == []
    school.publish()
    assert len(school.published_files()) == 2


def test_G35_W3_a_role_is_given_by_a_named_person_on_a_day(office: SmallSchool) -> None:
    who = colleague(office, "Noor Tavish", PAPERS.values(), Role.PREPARER)
    member = _member(office, who)
    assert (member.granted_by, member.granted_on) == (APPROVER, office.clock.time.date())
    with pytest.raises(Refused):
        office.workspace.staff.set_roles(who.id, {Role.APPROVER}, who)
    with pytest.raises(Refused):
        office.workspace.staff.add("Bea Holloway", PASSWORD, {Role.HEAD}, who)
    assert _member(office, who).roles == {Role.PREPARER}


def test_W10_a_leaver_is_shut_out_the_same_day(office: SmallSchool) -> None:
    who = colleague(office, "Gus Lampeter", PAPERS.values())
    office.workspace.staff.leaves(who.id, office.clock.time.date(), office.head)
    with pytest.raises(Refused, match="closed"):
        office.workspace.staff.sign_in(who.name, PASSWORD)
    cannot_sign(office, who, "closed")
    cannot_publish(office, who.name, "closed")


def test_G8_each_signs_in_alone_and_guessing_is_slowed_down(office: SmallSchool) -> None:
    staff = office.workspace.staff
    for _ in range(3):
        with pytest.raises(Refused, match="do not go together"):
            staff.sign_in(APPROVER, "a guess of a password")
    with pytest.raises(Refused, match="Try again in"):
        staff.sign_in(APPROVER, PASSWORD)
    office.clock.time += timedelta(minutes=1)
    assert staff.sign_in(APPROVER, PASSWORD).name == APPROVER
    with pytest.raises(Refused):
        staff.sign_in("Nobody Known", PASSWORD)


def test_G18_two_leaders_let_a_colleague_in_and_one_cannot(office: SmallSchool) -> None:
    staff = office.workspace.staff
    other, forgot = (
        colleague(office, name, (), role)
        for name, role in (("Rex Dunmore", Role.DSL), ("Elle Varley", Role.PREPARER))
    )
    for one, two in ((office.head, office.head), (office.head, forgot)):
        with pytest.raises(Refused):
            staff.let_in(forgot.id, "three new words", one, two)
    with pytest.raises(Refused):
        staff.sign_in(forgot.name, "three new words")
    staff.let_in(forgot.id, "three new words", office.head, other)
    assert staff.sign_in(forgot.name, "three new words").id == forgot.id


def test_G20_who_decided_a_face_never_gives_the_second_signature(school: SmallSchool) -> None:
    photo = brought_in(school)
    (face,) = school.mark_faces(photo, FACES[:1])
    school.see(face)
    who = colleague(school, "Una Whitlock", PAPERS.values())
    this_is = Disposition(DispositionKind.THIS_PUPIL, school.people["Ada"].id)
    school.workspace.review.decide(face.id, this_is, who.name)
    school.finish(photo)
    cannot_sign(school, who, "second person")
    cannot_sign(school, _preparer(school), "Only senior leadership")
    with pytest.raises(Refused):
        school.publish()
    assert school.published_files() == []


def test_G20_only_the_head_signs_alone_and_only_with_a_reason(school: SmallSchool) -> None:
    photo = brought_in(school)
    school.mark_faces(photo, [])
    school.finish(photo)
    school.workspace.review.look(photo, APPROVER)
    cannot_sign(school, school.head, "only with a reason")
    desk = school.workspace.sign_off
    seen = desk.preview(school.batch_id)
    signed = desk.sign(
        school.batch_id, school.head, APPROVER, seen, frozenset(), "nobody else is in today"
    )
    assert signed.alone_because == "nobody else is in today"
    lines = school.workspace.library.run(lambda u: u.audit.rows())
    (told,) = [line.detail for line in lines if line.what == "signed_off"]
    assert told["second_person_skipped"] is True


def test_C3_where_the_school_says_so_the_head_agrees_to_each_event(school: SmallSchool) -> None:
    ready(school, "Ada")
    who = colleague(school, "Una Whitlock", PAPERS.values())
    profile = school.workspace.school.profile()
    school.workspace.school.settle(replace(profile, head_per_event=True), school.head)
    cannot_sign(school, who, "head has not agreed")
    with pytest.raises(Refused, match="Only the head"):
        school.workspace.school.agree_to_event(school.batch_id, who)
    cannot_sign(school, who, "head has not agreed")
    school.workspace.school.agree_to_event(school.batch_id, school.head)
    desk = school.workspace.sign_off
    desk.sign(school.batch_id, who, PREPARER, desk.preview(school.batch_id), frozenset())


def test_G16_a_batch_without_a_purpose_is_not_approved(school: SmallSchool) -> None:
    ready(school, "Ada")
    assert school.batch is not None
    details = replace(school.batch.details, purpose="  ")
    school.workspace.batches.change(school.batch_id, details, PREPARER)
    cannot_sign(school, school.head, "what the photos of this event are for")
    nothing_leaves(school)


def test_G1_I1_C1_J2_the_policy_is_overdue_from_the_earlier_day_on(school: SmallSchool) -> None:
    profile, day = school.workspace.school.profile(), school.clock.time.date()
    yesterday, long_ago = day - timedelta(days=1), day - timedelta(days=2 * 366)
    for stated in (
        replace(profile, policy_review_on=yesterday),
        replace(profile, policy_review_on=LATER, policy_approved_on=long_ago),
    ):
        school.workspace.school.settle(stated, school.head)
        assert school.workspace.school.policy_overdue()
    school.workspace.school.settle(replace(profile, policy_review_on=day), school.head)
    assert not school.workspace.school.policy_overdue()


def _member(school: SmallSchool, who: SignedIn):  # type: ignore[no-untyped-def]
    return next(member for member in school.workspace.staff.all() if member.id == who.id)


def _preparer(school: SmallSchool) -> SignedIn:
    return school.workspace.staff.prove(PREPARER, PASSWORD)
