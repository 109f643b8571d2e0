"""Which accounts take photos, and of what; named after the policies' rows."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from consentdesk.domain.channel import ChannelStanding
from consentdesk.domain.errors import Refused
from consentdesk.domain.event_kind import EventKind
from consentdesk.domain.ids import PhotoId, StaffId
from consentdesk.domain.staff import Role, StaffMember
from tests.policy.school_day import cleared_for, nothing_leaves, published, ready
from tests.small_workspace import APPROVED, APPROVER, PASSWORD, PREPARER, TODAY, SmallSchool

NOT_APPROVED = {
    "nothing": ChannelStanding(),
    "risks": replace(APPROVED, risk_assessed_by="", risk_assessed_on=None),
    "approval": replace(APPROVED, approved_by="", approved_on=None, review_on=None),
    "end": replace(APPROVED, review_on=None),
    "lapsed": replace(APPROVED, review_on=date(2026, 6, 19)),
}


@pytest.fixture(scope="module")
def of_ada(shared_school: SmallSchool) -> PhotoId:
    return ready(shared_school, "Ada")


def change(school: SmallSchool, by: str = APPROVER, **details: object) -> None:
    """Give the website other details."""
    changed = replace(school.website.details, **details)
    school.workspace.channels.change(replace(school.website, details=changed), by)


@pytest.mark.parametrize("lacking", NOT_APPROVED)
def test_G17_C6_G10_I4_J5_an_account_that_is_not_approved_takes_nothing(
    shared_school: SmallSchool, of_ada: PhotoId, lacking: str
) -> None:
    change(shared_school, standing=NOT_APPROVED[lacking])
    assert cleared_for(shared_school, of_ada) == {"Newsletter"}
    change(shared_school)
    assert cleared_for(shared_school, of_ada) == {"Website", "Newsletter"}


def test_W3_G17_only_the_head_approves_an_account(
    shared_school: SmallSchool, of_ada: PhotoId
) -> None:
    change(shared_school, standing=ChannelStanding())
    with pytest.raises(Refused, match="Only the head"):
        change(shared_school, by=PREPARER)
    with pytest.raises(Refused):
        change(shared_school, standing=replace(APPROVED, approved_by=PREPARER))
    assert cleared_for(shared_school, of_ada) == {"Newsletter"}
    change(shared_school)


def test_W3_G17_what_is_approved_is_changed_by_the_head_only(shared_school: SmallSchool) -> None:
    for other in ({"purposes": ("newsletter",)}, {"takes": frozenset({EventKind.EVIDENCE})}):
        with pytest.raises(Refused, match="Only the head"):
            change(shared_school, by=PREPARER, **other)
    now = {c.id: c.details for c in shared_school.workspace.channels.all()}
    assert now[shared_school.website.id] == shared_school.website.details
    change(shared_school, by=PREPARER, is_open=False, quality=70)
    change(shared_school)


@pytest.mark.parametrize("managers", [(), (PREPARER,), (PREPARER, f" {PREPARER.upper()} ")])
def test_J7_W7_fewer_than_two_managers_close_an_account(
    shared_school: SmallSchool, of_ada: PhotoId, managers: tuple[str, ...]
) -> None:
    change(shared_school, standing=replace(APPROVED, managers=managers))
    assert cleared_for(shared_school, of_ada) == {"Newsletter"}
    lines = shared_school.workspace.library.run(lambda u: u.audit.rows())
    changed = [line for line in lines if line.what == "channel_changed"][-1]
    assert (changed.who, changed.detail["managers"]) == (APPROVER, list(managers))
    change(shared_school)


def test_W4_an_account_of_which_a_manager_left_takes_nothing(school: SmallSchool) -> None:
    photo = ready(school, "Ada")
    change(school, standing=replace(APPROVED, managers=(APPROVER, "Noor Tavish")))
    assert cleared_for(school, photo) == {"Newsletter"}, "nobody of this name has an account"
    noor = school.workspace.staff.add("Noor Tavish", PASSWORD, {Role.PREPARER}, school.head)
    assert cleared_for(school, photo) == {"Website", "Newsletter"}
    school.sign()
    today = school.clock.time.date()
    school.workspace.staff.leaves(noor.id, today, school.head)
    assert cleared_for(school, photo) == {"Newsletter"}
    assert school.workspace.channels.short_of_managers(today) == ("Website",)
    with pytest.raises(Refused):
        school.publish()
    assert school.published_files() == [], "what was signed before is asked anew"
    assert published(school) == {"Newsletter"}
    school.workspace.staff.leaves(noor.id, None, school.head)
    assert cleared_for(school, photo) == {"Website", "Newsletter"}
    assert published(school) == {"Website", "Newsletter"}


def test_W4_an_account_closes_on_the_day_on_which_its_manager_leaves(school: SmallSchool) -> None:
    photo = ready(school, "Ada")
    change(school, standing=replace(APPROVED, managers=(APPROVER, "Noor Tavish")))
    noor = school.workspace.staff.add("Noor Tavish", PASSWORD, {Role.PREPARER}, school.head)
    school.workspace.staff.leaves(noor.id, date(2026, 6, 21), school.head)
    assert school.workspace.channels.short_of_managers(date(2026, 6, 20)) == ()
    assert school.workspace.channels.short_of_managers(date(2026, 6, 21)) == ("Website",)
    assert cleared_for(school, photo) == {"Website", "Newsletter"}
    school.sign()
    school.clock.time = datetime(2026, 6, 21, 9, 0, tzinfo=UTC)
    school.publish()
    assert {path.parent.name for path in school.published_files()} == {"Newsletter"}


def test_W4_managers_without_an_account_count_in_a_school_without_accounts() -> None:
    standing, today = replace(APPROVED, managers=("One Governor", "Other Governor")), TODAY
    assert not standing.is_short_of_managers(today, ())
    head = StaffMember(StaffId(1), "One  Governor", frozenset({Role.HEAD}), "One Governor", today)
    assert standing.is_short_of_managers(today, (head,))


def test_G17_an_approval_that_lapses_after_the_signature_stops_the_copy(
    school: SmallSchool,
) -> None:
    change(school, standing=replace(APPROVED, review_on=date(2026, 6, 20)))
    ready(school, "Ada")
    school.sign()
    school.clock.time = datetime(2026, 6, 21, 9, 0, tzinfo=UTC)
    school.publish()
    assert {path.parent.name for path in school.published_files()} == {"Newsletter"}


def test_C10_evidence_of_learning_is_not_published(school: SmallSchool) -> None:
    assert school.batch is not None
    details = replace(school.batch.details, kind=EventKind.EVIDENCE)
    school.workspace.batches.change(school.batch_id, details, PREPARER)
    photo = ready(school, "Ada")
    assert cleared_for(school, photo) == set()
    nothing_leaves(school)


def test_C10_evidence_becomes_publishable_by_senior_leadership_only(school: SmallSchool) -> None:
    assert school.batch is not None
    batches, event = school.workspace.batches, school.batch.details
    batches.change(school.batch_id, replace(event, kind=EventKind.EVIDENCE), PREPARER)
    photo = ready(school, "Ada")
    with pytest.raises(Refused, match="Only senior leadership"):
        batches.change(school.batch_id, event, PREPARER)
    assert cleared_for(school, photo) == set()
    batches.change(school.batch_id, replace(event, purpose="x", kind=EventKind.EVIDENCE), PREPARER)
    batches.change(school.batch_id, event, APPROVER)
    assert cleared_for(school, photo) == {"Website", "Newsletter"}
    lines = school.workspace.library.run(lambda u: u.audit.rows())
    changed = [line for line in lines if line.what == "batch_changed"]
    assert (changed[-1].who, changed[-1].detail["kind"]) == (APPROVER, "event")
    assert [line.detail["kind"] for line in changed[:-1]] == ["evidence", "evidence"]


def test_C19_J10_J13_an_account_takes_the_kinds_of_events_it_is_for(school: SmallSchool) -> None:
    assert school.batch is not None
    photo = ready(school, "Ada")
    details = replace(school.batch.details, kind=EventKind.PROMOTION)
    school.workspace.batches.change(school.batch_id, details, PREPARER)
    assert cleared_for(school, photo) == set(), "promotion goes where it was named only"
    change(school, takes=frozenset({EventKind.PROMOTION}))
    assert cleared_for(school, photo) == {"Website"}
    assert published(school) == {"Website"}
