"""Nobody is published without a permission of the right kind; named after the policies' rows."""

from dataclasses import replace
from pathlib import Path

import pytest

from consentdesk.domain.consent import Answer, Limit, Status
from consentdesk.domain.errors import Refused
from consentdesk.domain.face import DispositionKind, FoundRegion, RegionSize
from consentdesk.domain.ids import PhotoId
from consentdesk.domain.pixels import Box
from consentdesk.domain.review_changes import Referee
from consentdesk.services.consent.template import template_header
from consentdesk.sheets.write_rows import SheetContent, write_workbook
from tests.policy.school_day import (
    FACES,
    another_channel,
    answer_all,
    brought_in,
    cleared_for,
    nothing_leaves,
    published,
    ready,
)
from tests.small_workspace import APPROVER, PREPARER, TODAY, SmallSchool

BOTH = {"Website", "Newsletter"}


@pytest.fixture(scope="module")
def of_bo(shared_school: SmallSchool) -> PhotoId:
    """A photo of Bo, cleared for both channels."""
    return ready(shared_school, "Bo")


@pytest.mark.parametrize(
    "status",
    [Status.REFUSED, Status.WITHDRAWN, Status.PENDING, Status.UNREADABLE, Status.NOT_ASKED],
)
def test_G32_W16_W17_J13_without_a_yes_for_this_account_it_stays(
    shared_school: SmallSchool, of_bo: PhotoId, status: Status
) -> None:
    account = another_channel(shared_school, f"Account {status}", f"social.{status}")
    assert account.name not in cleared_for(shared_school, of_bo)
    shared_school.answer("Bo", f"social.{status}", status)
    assert cleared_for(shared_school, of_bo) >= BOTH
    assert account.name not in cleared_for(shared_school, of_bo)


@pytest.mark.parametrize("purpose", ["social.parents-group", "display"])
def test_I5_J4_a_closed_group_needs_a_yes_of_its_own(
    shared_school: SmallSchool, of_bo: PhotoId, purpose: str
) -> None:
    group = another_channel(shared_school, f"Group {purpose}", purpose)
    assert group.name not in cleared_for(shared_school, of_bo)
    shared_school.answer("Bo", purpose, Status.GRANTED)
    assert group.name in cleared_for(shared_school, of_bo)


def test_C19_a_yes_for_the_website_is_none_for_promotion(
    shared_school: SmallSchool, of_bo: PhotoId
) -> None:
    another_channel(shared_school, "Prospectus", "prospectus")
    assert "Prospectus" not in cleared_for(shared_school, of_bo)
    shared_school.answer("Bo", "prospectus", Status.GRANTED)
    assert "Prospectus" in cleared_for(shared_school, of_bo)


def test_W12_the_press_needs_a_yes_for_the_press(
    shared_school: SmallSchool, of_bo: PhotoId
) -> None:
    another_channel(shared_school, "Gazette", "press")
    assert "Gazette" not in cleared_for(shared_school, of_bo)
    shared_school.answer("Bo", "press", Status.GRANTED)
    assert "Gazette" in cleared_for(shared_school, of_bo)


def test_I12_staff_are_asked_like_everybody_else(shared_school: SmallSchool) -> None:
    photo = ready(shared_school, "Ms Dee", seed=50)
    assert cleared_for(shared_school, photo) == BOTH
    shared_school.answer("Ms Dee", "web", Status.REFUSED)
    assert cleared_for(shared_school, photo) == {"Newsletter"}


def test_G15_a_yes_for_an_account_the_school_does_not_list_opens_nothing(
    school: SmallSchool,
) -> None:
    answer_all(school, "Ada", ["social", "social.facebook"])
    answer_all(school, "Bo", ["social", "social.facebook"])
    answer_all(school, "Bo", ["web", "newsletter"], Status.REFUSED)
    ready(school, "Ada")
    of_bo = ready(school, "Bo", seed=40)
    assert cleared_for(school, of_bo) == set()
    assert published(school) == BOTH
    assert len(school.published_files()) == 2


def test_C12_a_no_to_being_photographed_is_a_no_inside_school_too(school: SmallSchool) -> None:
    another_channel(school, "Corridor", "display")
    school.answer("Bo", "display", Status.GRANTED)
    photo = ready(school, "Bo")
    assert cleared_for(school, photo) == {*BOTH, "Corridor"}
    school.answer("Bo", "take", Status.REFUSED)
    assert cleared_for(school, photo) == set()
    nothing_leaves(school)


def test_G26_a_spoken_yes_waits_for_the_written_one(school: SmallSchool, tmp_path: Path) -> None:
    sheet = tmp_path / "consent.xlsx"
    header = ("UPN", "First name", "Last name", "Class", "School website")
    rows = tuple(
        (p.details.key, p.details.first_name, p.details.last_name, p.details.class_name, said)
        for p, said in ((school.people["Bo"], "verbal yes"), (school.people["Cy"], "No"))
    )
    write_workbook(sheet, [SheetContent("Consent", header, rows)])
    photo = ready(school, "Bo")
    assert cleared_for(school, photo) == BOTH
    consent = school.workspace.consent
    consent.commit(consent.propose(sheet), sheet, PREPARER)
    assert cleared_for(school, photo) == {"Newsletter"}


def test_G26_a_yes_typed_in_without_who_and_when_waits_too(school: SmallSchool) -> None:
    bo = school.people["Bo"].id
    photo, roll = ready(school, "Bo"), school.workspace.roll
    school.answer("Bo", "newsletter", Status.REFUSED)
    gazette = another_channel(school, "Gazette", "press").name
    for unsigned in (
        Answer("press", Status.GRANTED),
        Answer("press", Status.GRANTED, given_by="Mr L", given_on=None),
        Answer("press", Status.LIMITED, frozenset({Limit.NO_NAME}), given_by=" ", given_on=TODAY),
    ):
        roll.record_answer(bo, unsigned, PREPARER)
        assert gazette not in cleared_for(school, photo)
        (kept,) = (a for a in roll.entry(bo).answers if a.purpose == "press")
        assert (kept.status, kept.limits) == (Status.PENDING, frozenset())
    assert published(school) == {"Website"}
    signed = Answer("press", Status.GRANTED, given_by="Mr L", given_on=TODAY)
    roll.record_answer(bo, signed, PREPARER)
    assert gazette in cleared_for(school, photo)


@pytest.mark.parametrize(
    ("by", "evidence"),
    [
        (PREPARER, "letter of June"),
        ("Nobody Known", "letter of June"),
        (APPROVER, "  "),
        (APPROVER, "Boswell's letter"),
    ],
)
def test_W23_the_list_is_left_with_a_leader_and_evidence_only(
    shared_school: SmallSchool, by: str, evidence: str
) -> None:
    cy, roll = shared_school.people["Cy"].id, shared_school.workspace.roll
    for record, kept in (
        (roll.set_protected, "protected"),
        (roll.set_child_objects, "child_objects"),
    ):
        record(cy, True, PREPARER)
        with pytest.raises(Refused):
            record(cy, False, by, evidence)
        assert getattr(roll.entry(cy).person.details, kept)
        assert not any(p.allowed for p in roll.entry(cy).permissions.values())


def test_W23_what_the_end_of_a_protection_rests_on_is_kept(school: SmallSchool) -> None:
    cy, roll = school.people["Cy"].id, school.workspace.roll
    roll.set_protected(cy, True, PREPARER)
    roll.set_protected(cy, False, APPROVER, " letter  of 3 June ")
    assert roll.entry(cy).permissions[school.website.id].allowed
    line = school.workspace.library.run(lambda u: u.audit.rows(1))[0]
    assert (line.who, line.what) == (APPROVER, "person_protected_changed")
    assert line.detail == {"evidence": "letter of 3 June"}


def test_W23_undoing_a_sheet_ends_no_protection_by_itself(
    school: SmallSchool, tmp_path: Path
) -> None:
    sheet = tmp_path / "list.xlsx"
    bo, consent = school.people["Bo"], school.workspace.consent
    first, last = bo.details.first_name, bo.details.last_name
    known = {"First name": first, "Last name": last, "Class": "3A", "Protected": "Yes"}
    header = template_header(("web",))
    row = tuple(known.get(column, "") for column in header)
    write_workbook(sheet, [SheetContent("Consent", header, (row,))])
    settled = {"sha256": consent.propose(sheet).sha256, "who:exact": "accept"}
    proposal = consent.propose(sheet, settled)
    import_id = consent.commit(proposal, sheet, PREPARER).import_id
    roll = school.workspace.roll

    def undo(by: str, second: str, evidence: str) -> None:
        consent.undo(import_id, by, second_person=second, many_confirmed=True, evidence=evidence)

    for by, second, evidence, said in (
        (PREPARER, APPROVER, "letter of June", "Only senior leadership"),
        (APPROVER, PREPARER, "", "Nothing says why"),
    ):
        with pytest.raises(Refused, match=said):
            undo(by, second, evidence)
        assert roll.entry(bo.id).person.details.protected
        assert consent.imports()[0].undone_at is None
    undo(APPROVER, PREPARER, "letter of June")
    assert not roll.entry(bo.id).person.details.protected


@pytest.mark.parametrize("names", [("Bo",), ("Bo", None)])
def test_J11_one_child_alone_needs_a_yes_of_its_own(
    school: SmallSchool, names: tuple[str | None, ...]
) -> None:
    """Beside a child whose face is covered it is alone, too."""
    alone = another_channel(school, "Facebook", "web")
    strict = replace(alone.details, alone_purposes=("single",))
    school.workspace.channels.change(replace(alone, details=strict), APPROVER)
    photo = brought_in(school)
    for region, name in zip(school.mark_faces(photo, FACES[: len(names)]), names, strict=True):
        if name is None:
            school.decide(region, DispositionKind.COVER)
        else:
            school.name_face(region, name)
    both = ready(school, "Bo", "Ada", seed=40)
    assert cleared_for(school, photo) == BOTH
    assert cleared_for(school, both) == {*BOTH, "Facebook"}
    school.answer("Bo", "single", Status.GRANTED)
    assert cleared_for(school, photo) == {*BOTH, "Facebook"}
    school.answer("Bo", "single", Status.REFUSED)
    school.finish(both)
    assert cleared_for(school, photo) == BOTH
    assert published(school) == {*BOTH, "Facebook"}
    assert len([p for p in school.published_files() if p.parent.name == "Facebook"]) == 1


def test_J11_a_child_alone_whom_nobody_named_stays(school: SmallSchool) -> None:
    strict = replace(school.website.details, alone_purposes=("single",))
    school.workspace.channels.change(replace(school.website, details=strict), APPROVER)
    for name in school.people:
        school.answer(name, "single", Status.GRANTED)
    photo = brought_in(school)
    school.mark_faces(photo, FACES[:1])
    school.state_exclusion(photo)
    assert cleared_for(school, photo) == {"Newsletter"}


def test_J11_asking_no_longer_for_it_is_for_the_head(school: SmallSchool) -> None:
    strict = replace(school.website.details, alone_purposes=("single",))
    school.workspace.channels.change(replace(school.website, details=strict), APPROVER)
    with pytest.raises(Refused, match="Only the head"):
        school.workspace.channels.change(school.website, PREPARER)
    photo = ready(school, "Bo")
    assert cleared_for(school, photo) == {"Newsletter"}


def test_W23_no_button_puts_a_child_of_the_list_out(school: SmallSchool) -> None:
    photo = ready(school, "Ada", "Bo")
    review, referrals = school.workspace.review, school.workspace.referrals
    school.workspace.roll.set_protected(school.people["Bo"].id, True, PREPARER)
    review.hold(photo, "on the list", PREPARER)
    review.let_go(photo, PREPARER)
    asked = referrals.refer(photo, Referee.HEAD, "may it go?", PREPARER).review.referral
    assert asked is not None
    referrals.answer(photo, APPROVER, "yes", PREPARER, asked, may_go=True)
    assert cleared_for(school, photo) == set()
    nothing_leaves(school)


def test_W18_anybody_may_say_no_on_the_day_and_it_counts_at_once(school: SmallSchool) -> None:
    ready(school, "Ada")
    ready(school, "Ms Dee", seed=40)
    school.sign()
    for name in ("Ada", "Ms Dee"):
        school.workspace.objections.record(school.batch_id, school.people[name].id, PREPARER)
    nothing_leaves(school)


@pytest.mark.parametrize("size", [RegionSize.MAYBE, RegionSize.TOO_SMALL])
def test_C17_a_face_in_the_background_counts(school: SmallSchool, size: RegionSize) -> None:
    photo = brought_in(school)
    library = school.workspace.library
    thumbnail = library.run(lambda u: u.photos.get(photo)).details.thumbnail
    picture = library.vault.put(library.vault.get(thumbnail))
    small = FoundRegion(Box(20, 20, 9, 12), size, 0.4, picture)
    library.run(lambda u: u.photos.record_check(photo, [small], "test-engine"))
    with pytest.raises(Refused):
        school.finish(photo)
    nothing_leaves(school)


def test_G25_W20_what_nobody_looked_at_stays(school: SmallSchool) -> None:
    photo = brought_in(school)
    school.mark_faces(photo, [])
    nothing_leaves(school)
    school.finish(photo)
    assert published(school) == BOTH
