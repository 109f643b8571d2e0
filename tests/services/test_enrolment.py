"""Portraits are judged for everybody, enrolled behind every lock; each no is tested by effect."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from consentdesk.domain.errors import EngineError, FileUnreadable, Refused
from consentdesk.domain.matching_locks import BiometricPermission
from consentdesk.domain.portraits import PortraitNeed
from consentdesk.domain.progress import CancelToken, Progress
from consentdesk.faces import worker
from consentdesk.services.comparing import enrolment
from consentdesk.services.comparing.enrolment import EnrolReceipt, JudgeReceipt
from tests.services.enrolled_school import (
    TOLD,
    give_portrait,
    open_school_lock,
    permit,
    portrait_file,
    portraits,
    vectors,
)
from tests.small_workspace import PREPARER, SmallSchool, photo_bytes

pytestmark = pytest.mark.engine


def judge(school: SmallSchool) -> JudgeReceipt:
    return school.workspace.enrolment.judge(PREPARER, Progress(), CancelToken())


def enrol(school: SmallSchool, name: str = "") -> EnrolReceipt:
    person = school.people[name].id if name else None
    return school.workspace.enrolment.enrol(PREPARER, Progress(), CancelToken(), person)


def pupil(school: SmallSchool, name: str):
    return school.workspace.portrait_register.pupils()[school.people[name].id]


@pytest.fixture
def no_encoder(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail whoever asks for the encoder."""

    def asked(*arguments: object) -> None:
        raise AssertionError("the encoder was asked for")

    monkeypatch.setattr(worker, "_encoder", asked)


def test_an_engine_that_does_not_work_ends_enrolment_and_judges_no_portrait(
    school: SmallSchool, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*given: object) -> None:
        raise EngineError("The face detector cannot be run.", "Install the program again.")

    open_school_lock(school)
    permit(school, "Ada")
    give_portrait(school, "Ada")
    for name, work in (("judge_portrait", judge), ("enrol_portrait", enrol)):
        with monkeypatch.context() as engine:
            engine.setattr(enrolment, name, broken)
            with pytest.raises(EngineError, match="cannot be run"):
                work(school)
        assert [portrait.checked_by for portrait in portraits(school, "Ada")] == [""]
    assert enrol(school).enrolled == 1


@pytest.mark.usefixtures("no_encoder")
def test_judging_finds_the_face_and_makes_no_vector(school: SmallSchool) -> None:
    open_school_lock(school)
    permit(school, "Ada")
    give_portrait(school, "Ada")
    no_face = school.workspace.library.vault.put(photo_bytes(9))
    person = school.people["Bo"].id
    school.workspace.library.run(lambda u: u.people.add_portrait(person, no_face, TOLD))
    receipt = judge(school)
    assert receipt.judged == 2
    assert [who for who, _ in receipt.problems] == [person]
    assert portraits(school, "Ada")[0].checked_by
    assert portraits(school, "Ada")[0].problems == ()
    assert portraits(school, "Bo")[0].problems
    assert school.workspace.library.run(lambda u: u.matching.people_with_vectors()) == {}
    assert judge(school).judged == 0, "what this detector judged is not judged again"


def _objection(school: SmallSchool) -> None:
    school.workspace.matching.withdraw(school.people["Ada"].id, PREPARER)


def _leaving(school: SmallSchool) -> None:
    school.workspace.roll.set_left(school.people["Ada"].id, school.clock.time.date(), PREPARER)


def _incomplete(school: SmallSchool) -> None:
    nobody_told = BiometricPermission(school.people["Ada"].id, None, "Mrs L", TOLD, "form 3")
    school.workspace.matching.record_permission(nobody_told, PREPARER)


def _running_out(school: SmallSchool) -> None:
    permit(school, "Ada", expires_on=school.clock.time.date())
    school.clock.time += timedelta(days=1)


@pytest.mark.usefixtures("no_encoder")
@pytest.mark.parametrize("closing", [_objection, _leaving, _incomplete, _running_out])
def test_with_the_pupils_lock_closed_no_encoder_is_asked(school: SmallSchool, closing) -> None:
    open_school_lock(school)
    permit(school, "Ada")
    give_portrait(school, "Ada")
    closing(school)
    assert enrol(school).enrolled == 0
    with pytest.raises(Refused):
        enrol(school, "Ada")
    assert vectors(school, "Ada") == 0


@pytest.mark.usefixtures("no_encoder")
@pytest.mark.parametrize("record", ["none", "run out"])
def test_with_the_schools_lock_closed_no_encoder_is_asked(school: SmallSchool, record: str) -> None:
    if record == "run out":
        open_school_lock(school, until=school.clock.time.date())
        school.clock.time += timedelta(days=1)
    permit(school, "Ada")
    give_portrait(school, "Ada")
    with pytest.raises(Refused):
        enrol(school)
    assert vectors(school, "Ada") == 0


def test_enrolling_judges_and_keeps_vectors_of_those_permitted_only(school: SmallSchool) -> None:
    open_school_lock(school)
    permit(school, "Ada", "Bo")
    for name in ("Ada", "Bo", "Cy"):
        give_portrait(school, name)
    assert enrol(school, "Ada").enrolled == 1
    assert (vectors(school, "Ada"), vectors(school, "Bo")) == (1, 0)
    assert enrol(school).enrolled == 1
    assert [vectors(school, name) for name in ("Ada", "Bo", "Cy")] == [1, 1, 0]
    assert portraits(school, "Bo")[0].checked_by
    assert portraits(school, "Cy")[0].checked_by == ""


def test_a_portrait_removed_while_it_is_read_leaves_no_vector(
    school: SmallSchool, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_school_lock(school)
    permit(school, "Ada")
    portrait = give_portrait(school, "Ada")
    real = worker.enrol_portrait

    def meanwhile(*arguments):
        school.workspace.portraits.remove(portrait.id, PREPARER)
        return real(*arguments)

    monkeypatch.setattr("consentdesk.services.comparing.enrolment.enrol_portrait", meanwhile)
    assert enrol(school).enrolled == 0
    assert vectors(school, "Ada") == 0


def test_what_the_portraits_of_a_pupil_need(school: SmallSchool) -> None:
    open_school_lock(school)
    permit(school, "Ada")
    assert pupil(school, "Ada").need is PortraitNeed.NEEDED
    assert pupil(school, "Ada").matters
    assert not pupil(school, "Bo").matters, "nobody is compared with Bo, and nobody looks out"
    give_portrait(school, "Ada")
    assert pupil(school, "Ada").need is PortraitNeed.UNCHECKED
    enrol(school)
    one = pupil(school, "Ada")
    assert len(one.enrolled) == 1
    assert one.need is PortraitNeed.MORE
    assert "more generously" in one.advice
    for number in (2, 3):
        give_portrait(school, "Ada", number)
    assert [p.id for p in pupil(school, "Ada").to_enrol] == [
        p.id for p in portraits(school, "Ada")[1:]
    ]
    enrol(school)
    three = pupil(school, "Ada")
    assert (three.need, three.advice) == (PortraitNeed.NOTHING, "")
    school.clock.time += timedelta(days=366 - 19)
    assert pupil(school, "Ada").need is PortraitNeed.NEEDED, "all are over a year old"


def test_the_day_of_a_portrait_is_read_or_entered(school: SmallSchool, tmp_path) -> None:
    file = tmp_path / "ada.jpg"
    file.write_bytes(portrait_file("Ada"))
    ada = school.people["Ada"].id
    undated = school.workspace.portraits.add(ada, file, PREPARER)
    assert undated.taken_on is None
    assert undated.checked_by
    with pytest.raises(Refused):
        school.workspace.portraits.date(undated.id, date(2027, 1, 1), PREPARER)
    school.workspace.portraits.date(undated.id, TOLD, PREPARER)
    assert portraits(school, "Ada")[0].taken_on == TOLD
    with pytest.raises(Refused):
        school.workspace.portraits.add(ada, file, PREPARER)
    dated = tmp_path / "photo.jpg"
    dated.write_bytes(photo_bytes(3))
    assert school.workspace.portraits.add(ada, dated, PREPARER).taken_on == date(2026, 6, 19)
    assert len(portraits(school, "Ada")) == 2


@pytest.mark.usefixtures("no_encoder")
def test_a_portrait_added_for_somebody_without_permission_gets_no_vector(
    school: SmallSchool, tmp_path
) -> None:
    open_school_lock(school)
    file = tmp_path / "ada.jpg"
    file.write_bytes(portrait_file("Ada"))
    school.workspace.portraits.add(school.people["Ada"].id, file, PREPARER)
    assert vectors(school, "Ada") == 0


def test_a_portrait_file_that_cannot_be_read_is_refused_without_its_name(
    school: SmallSchool, tmp_path: Path
) -> None:
    ada = school.people["Ada"].id
    with pytest.raises(FileUnreadable) as refused:
        school.workspace.portraits.add(ada, tmp_path / "Ada Lane.jpg", PREPARER)
    assert "Ada" not in f"{refused.value} {refused.value.next_step}"
    assert portraits(school, "Ada") == ()
