"""What a pack says names nobody, unless that person and the head agreed."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from consentdesk.domain.consent import Answer, Limit, Status
from consentdesk.domain.errors import Refused
from consentdesk.services.packing import web_pack as module
from consentdesk.services.packing.captions import (
    Caption,
    NameInCaption,
    NamesToApprove,
    WordsToLookAt,
)
from tests.services.pack_school import (
    inside,
    lines,
    make,
    nothing_written,
    of,
    order,
    with_photos_published,
)
from tests.small_workspace import (
    APPROVER,
    PASSWORD,
    PEOPLE,
    PREPARER,
    SmallSchool,
)


@pytest.fixture
def school(tmp_path: Path) -> Iterator[SmallSchool]:
    """A school with published photos, for a test that changes something."""
    school = with_photos_published(tmp_path)
    yield school
    school.workspace.close()


@pytest.fixture(scope="module")
def same_school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SmallSchool]:
    """The same for tests that only make packs, or try to."""
    school = with_photos_published(tmp_path_factory.mktemp("school"))
    yield school
    school.workspace.close()


def test_a_name_in_a_caption_is_refused_and_nothing_is_written(same_school: SmallSchool) -> None:
    school = same_school
    file = of(school, "Ada").file_name
    for text in ("Adaeze won", "ADAEZE’S medal", "a. okorowa", "A.O. won"):
        for caption in (Caption(7, file, text), Caption(7, file, "", text)):
            with nothing_written(school, NameInCaption, "row 7"):
                make(school, order(school, caption, looked_at=True))


def test_a_name_takes_its_own_permission_and_the_heads_word(school: SmallSchool) -> None:
    caption = Caption(1, of(school, "Ada").file_name, "A winner", "Adaeze won")
    approved = order(school, caption, names_approved_by=school.head)
    with nothing_written(school, NameInCaption):
        make(school, approved)  # the head alone is not enough
    school.answer("Ada", "name", Status.GRANTED)
    with nothing_written(school, NamesToApprove):
        make(school, order(school, caption))  # nor the permission alone
    preparer = school.workspace.staff.prove(PREPARER, PASSWORD)
    with nothing_written(school, Refused, "Only the head"):
        make(school, replace(approved, names_approved_by=preparer))
    told = json.loads(inside(make(school, approved))["captions.json"])
    assert told["photos"][0]["caption"] == "Adaeze won"
    (line,) = lines(school, "names_beside_photos_approved")
    assert (line.who, line.subject) == (APPROVER, f"batch {school.batch_id}")
    assert line.detail == {"count": 1, "people": 1}


def test_a_name_permission_with_a_limit_or_an_objection_to_the_batch_is_none(
    school: SmallSchool,
) -> None:
    caption = Caption(1, of(school, "Ada").file_name, "", "Boswell won")
    wanted = order(school, caption, names_approved_by=school.head)
    limited = Answer("name", Status.LIMITED, frozenset({Limit.NO_NAME}))
    school.workspace.roll.record_answer(school.people["Bo"].id, limited, PREPARER)
    with nothing_written(school, NameInCaption):
        make(school, wanted)
    caption = Caption(1, of(school, "Ada").file_name, "", "Cyprian won")
    school.answer("Cy", "name", Status.GRANTED)
    school.workspace.objections.record(school.batch_id, school.people["Cy"].id, PREPARER)
    with nothing_written(school, NameInCaption):
        make(school, replace(wanted, captions=(caption,)))


def test_a_link_is_a_question_until_somebody_looked(same_school: SmallSchool) -> None:
    school = same_school
    caption = Caption(3, of(school, "Ada").file_name, "", "More on www.hillside.example")
    with nothing_written(school, WordsToLookAt, "a link in row 3"):
        make(school, order(school, caption))
    receipt = make(school, order(school, caption, looked_at=True))
    assert b"www.hillside.example" in inside(receipt)["captions.csv"]


def test_a_cell_that_would_be_calculated_stays_text(same_school: SmallSchool) -> None:
    school = same_school
    caption = Caption(1, of(school, "Ada").file_name, "=1+1")
    table = inside(make(school, order(school, caption)))["captions.csv"].decode("utf-8-sig")
    assert ",'=1+1," in table


def test_an_event_named_after_a_pupil_is_not_said(school: SmallSchool) -> None:
    details = replace(school.workspace.batches.card(school.batch_id).batch.details)
    changed = replace(details, event="Cyprian and the Beanstalk")
    school.workspace.batches.change(school.batch_id, changed, PREPARER)
    files = inside(make(school, order(school)))
    assert not any(b"cyprian" in content.lower() for content in files.values())
    assert b"Children at a school event" in files["captions.csv"]
    assert f"Batch {school.batch_id}".encode() in files["contact-sheet.pdf"]


def test_a_file_named_after_somebody_new_on_the_roll_is_left_out(school: SmallSchool) -> None:
    new = replace(PEOPLE["Cy"], key="U9", first_name="Sports", last_name="Day")
    school.people["New"] = school.workspace.library.run(lambda u: u.people.add(new))
    school.answer("New", "web", Status.GRANTED)
    with nothing_written(school, Refused, "may be handed on"):
        make(school, order(school))


@pytest.mark.parametrize(
    ("editor", "why"),
    [("  ", "whom"), ("Adaeze Okorowa", "pupil"), ("A. Okorowa", "pupil"), ("x" * 81, "long")],
)
def test_whom_it_is_for_is_told_and_is_no_pupil(
    same_school: SmallSchool, editor: str, why: str
) -> None:
    school = same_school
    with nothing_written(school, Refused, why):
        make(school, order(school, editor=editor))


def test_a_name_permission_withdrawn_meanwhile_leaves_nothing(
    school: SmallSchool, monkeypatch: pytest.MonkeyPatch
) -> None:
    school.answer("Ada", "name", Status.GRANTED)
    caption = Caption(1, of(school, "Ada").file_name, "", "Adaeze won")
    draw = module.draw_contact_sheet

    def meanwhile(sheet: object) -> bytes:
        school.answer("Ada", "name", Status.WITHDRAWN)
        return draw(sheet)  # type: ignore[arg-type]

    monkeypatch.setattr(module, "draw_contact_sheet", meanwhile)
    with nothing_written(school, NameInCaption):
        make(school, order(school, caption, names_approved_by=school.head))
