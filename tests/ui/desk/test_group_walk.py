"""One person, many photos: by keys alone, and nothing is decided unticked or unseen."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from consentdesk.domain.consent import Status
from consentdesk.domain.errors import Refused
from consentdesk.domain.face import DispositionKind, SuggestionOutcome
from consentdesk.ui.desk.desk_pictures import Kind, face_key
from tests.ui.desk.conftest import suggest
from tests.ui.desk.group_at_desk import GroupsAtDesk, alike, compare_batch, group, over
from tests.ui.settled import idle
from tests.ui.test_accessible_names import nameless

Key = Qt.Key


@pytest.fixture
def faces(school, photos):
    """The faces of the four photos; three are one person, two another, one is alone."""
    return {
        at: tuple(r.id for r in school.workspace.review.photo(photo).review.regions)
        for at, photo in enumerate(photos)
    }


@pytest.fixture
def ada_faces(faces):
    return (faces[0][0], faces[1][0], faces[3][0])


@pytest.fixture
def bo_faces(faces):
    return (faces[0][1], faces[3][1])


@pytest.fixture
def grouped(school, photos, faces, ada_faces, bo_faces):
    compare_batch(school)
    for at in (0, 1, 3):
        here = [
            *(alike(school, face, "Ada", "Bo") for face in faces[at] if face in ada_faces),
            *(alike(school, face, "Bo", "Cy") for face in faces[at] if face in bo_faces),
        ]
        suggest(school, photos[at], *here)
    group(school, ada_faces, bo_faces)


@pytest.fixture
def groups(grouped, photos, open_desk, theme, qtbot) -> GroupsAtDesk:
    return over(open_desk(photos), theme, qtbot)


def test_one_key_decides_all_that_were_ticked_and_seen(groups, school, ada_faces, bo_faces):
    groups.open_at(ada_faces[1])
    assert groups.sheet.heading.text() == "Are these 3 faces Adaeze Okorowa?"
    assert groups.sheet.progress.text() == "3 of 3 seen · group 1 of 2"
    assert groups.sheet.faces.marked == ada_faces[1]
    groups.press(Key.Key_Return)
    assert groups.decided(*ada_faces) == [school.people["Ada"].id] * 3
    assert groups.decided(*bo_faces) == [None, None]
    assert groups.sheet.faces.faces == bo_faces, "the next group comes by itself"
    assert groups.sheet.notice.text() == "3 faces are decided; U takes it back."
    assert all(r.shown for f in ada_faces for r in groups.review_of(f).regions if r.id == f)


def test_after_the_last_group_the_sheet_leaves_and_says_what_is_left(groups, school, ada_faces):
    groups.open_at(ada_faces[0])
    groups.press(Key.Key_Return, Key.Key_Return)
    assert groups.sheet.isHidden()
    said = groups.desk.screen.notice.text()
    assert said.endswith("All groups are decided. 1 face is left by itself.")
    assert groups.desk.screen.panel.isVisible()


def test_a_face_that_is_unticked_stays_open_and_the_group_stays(groups, school, ada_faces):
    groups.open_at(ada_faces[0])
    groups.press(Key.Key_Space, Key.Key_T)
    groups.press(Key.Key_Return)
    ada = school.people["Ada"].id
    assert groups.decided(*ada_faces) == [ada, None, ada]
    assert groups.sheet.faces.faces == ada_faces
    assert groups.sheet.faces.marked == ada_faces[1]
    assert groups.sheet.faces.ticked == ()
    assert "1 of this group is left" in groups.sheet.notice.text()
    assert "Adaeze Okorowa" in groups.states[ada_faces[0]]


def test_nothing_is_decided_with_nothing_ticked(groups, ada_faces):
    groups.open_at(ada_faces[0])
    groups.press(Key.Key_T, Key.Key_Space, Key.Key_T, Key.Key_Space, Key.Key_T)
    for key in (Key.Key_Return, Key.Key_1, Key.Key_V, Key.Key_R, Key.Key_N, Key.Key_C, Key.Key_X):
        groups.press(key)
    groups.press(Key.Key_J)
    assert groups.decided(*ada_faces) == [None] * 3
    assert "No face is ticked" in groups.sheet.notice.text()
    assert not groups.sheet.buttons.accept.isEnabled()


@pytest.mark.parametrize(
    ("key", "shift", "kind"),
    [
        (Key.Key_V, False, DispositionKind.VISITOR),
        (Key.Key_R, False, DispositionKind.CANNOT_BE_RECOGNISED),
        (Key.Key_C, False, DispositionKind.COVER),
        (Key.Key_M, True, DispositionKind.MOSAIC),
    ],
)
def test_other_decisions_are_for_all_ticked(groups, ada_faces, key, shift, kind):
    groups.open_at(ada_faces[0])
    groups.press(key, shift=shift)
    assert groups.decided(*ada_faces) == [kind] * 3


def test_a_typed_name_is_for_all_ticked(groups, school, ada_faces):
    groups.open_at(ada_faces[0])
    groups.press(Key.Key_P)
    groups.desk.type_keys("cypr")
    groups.press(Key.Key_Return)
    assert groups.decided(*ada_faces) == [school.people["Cy"].id] * 3


def test_unseen_faces_are_neither_ticked_nor_decided(grouped, photos, open_desk, theme, qtbot):
    groups = over(open_desk(photos), theme, qtbot, enough_ms=3_600_000)
    groups.walk.begin()
    idle(groups.desk, qtbot)
    sheet = groups.sheet
    assert sheet.faces.ticked == ()
    assert sheet.progress.text().startswith("0 of ")
    sheet.faces.toggle()
    groups.walk._acts.accept()
    assert "Look at each ticked face first" in sheet.notice.text()
    assert groups.decided(*sheet.faces.faces) == [None] * len(sheet.faces.faces)
    sheet.put_away()


def test_what_lies_below_the_sheet_does_not_count_as_shown(groups, faces, ada_faces):
    groups.open_at(ada_faces[2])
    alone = faces[3][2]
    groups.desk.screen.deciding.go_to_face(alone)
    groups.settle()
    groups.press(Key.Key_T, Key.Key_Return)
    (region,) = (r for r in groups.review_of(alone).regions if r.id == alone)
    assert not region.shown
    groups.press(Key.Key_Escape)
    assert groups.desk.screen.panel.isVisible()


def test_undo_goes_back_to_the_group_and_redo_takes_it_again(groups, school, ada_faces, bo_faces):
    groups.open_at(ada_faces[0])
    groups.press(Key.Key_Return)
    assert groups.sheet.faces.faces == bo_faces
    groups.press(Key.Key_U)
    assert groups.decided(*ada_faces) == [None] * 3
    assert set(groups.sheet.faces.faces) == set(ada_faces)
    groups.press(Key.Key_U, shift=True)
    assert groups.decided(*ada_faces) == [school.people["Ada"].id] * 3


def test_a_wrong_member_comes_out_with_one_key_and_undo_brings_it_back(groups, school, ada_faces):
    groups.open_at(ada_faces[1])
    groups.press(Key.Key_M)
    left = (ada_faces[0], ada_faces[2])
    assert groups.sheet.faces.faces == left
    assert groups.sheet.faces.marked == ada_faces[2], "the mark goes to the neighbour"
    groups.press(Key.Key_U)
    assert set(groups.sheet.faces.faces) == set(ada_faces)
    assert groups.sheet.faces.marked == ada_faces[2], "the mark does not move"
    groups.press(Key.Key_U, shift=True)
    groups.press(Key.Key_Return)
    assert groups.decided(*ada_faces)[1] is None


def test_another_group_is_put_to_this_one_and_its_faces_are_looked_at(
    groups, school, photos, faces, ada_faces, bo_faces
):
    groups.open_at(ada_faces[0])
    groups.press(Key.Key_G)
    assert groups.sheet.row.hasFocus()
    groups.press(Key.Key_Return)
    assert set(groups.sheet.faces.faces) == {*ada_faces, *bo_faces}
    assert not set(bo_faces) & set(groups.sheet.faces.ticked), "they look like somebody else"
    assert "like Boswell" in groups.states[bo_faces[0]]
    groups.press(Key.Key_U)
    assert set(groups.sheet.faces.faces) == set(ada_faces)


def test_escape_in_the_row_goes_back_to_the_faces(groups, ada_faces):
    groups.open_at(ada_faces[0])
    groups.press(Key.Key_G, Key.Key_Right, Key.Key_Escape)
    assert groups.sheet.isVisible()
    assert groups.sheet.hasFocus()
    groups.press(Key.Key_Escape)
    assert groups.sheet.isHidden()


def test_two_faces_of_one_photo_are_never_one_pupil(groups, school, faces):
    both = (faces[0][0], faces[0][1], faces[1][0])
    group(school, both)
    groups.desk.screen.reload()
    groups.settle()
    groups.open_at(both[0])
    groups.press(Key.Key_T, shift=True)
    if len(groups.sheet.faces.ticked) < 3:
        groups.press(Key.Key_T, shift=True)
    assert "same photo" in groups.states[both[0]]
    assert "same photo" not in groups.states[both[2]]
    for key in (Key.Key_Return, Key.Key_1, Key.Key_2):
        groups.press(key)
        assert "Nobody can be in one photo twice" in groups.sheet.notice.text()
    assert groups.decided(*both) == [None] * 3
    marked = groups.sheet.faces.marked
    groups.press(Key.Key_T)
    groups.press(Key.Key_1)
    assert groups.decided(*both).count(None) == 1
    assert groups.decided(marked) == [None]


def test_not_this_pupil_is_remembered_and_the_next_one_comes(groups, school, ada_faces):
    groups.open_at(ada_faces[0])
    groups.press(Key.Key_J)
    assert groups.decided(*ada_faces) == [None] * 3
    assert groups.review_of(ada_faces[0]).not_these[ada_faces[0]] == {school.people["Ada"].id}
    assert groups.sheet.likely.id == school.people["Bo"].id
    assert groups.sheet.faces.ticked == ()
    groups.press(Key.Key_Return)
    assert groups.decided(*ada_faces) == [None] * 3, "nothing is ticked for the next one"
    groups.press(Key.Key_U)
    assert groups.sheet.likely.id == school.people["Ada"].id


@pytest.mark.parametrize("twin", ["look-alike", "sibling"])
def test_between_look_alikes_nothing_is_ticked_and_enter_decides_nothing(
    grouped, school, photos, faces, ada_faces, open_desk, theme, qtbot, twin
):
    if twin == "look-alike":
        for at in (0, 1, 3):
            face = faces[at][0]
            suggest(school, photos[at], alike(school, face, "Ada", "Bo", twins=("Bo",)))
    else:
        _make_siblings(school)
    group(school, ada_faces)
    groups = over(open_desk(photos), theme, qtbot)
    groups.open_at(ada_faces[0])
    assert groups.sheet.faces.ticked == ()
    assert "None is ticked beforehand" in groups.sheet.person.answer.text.text()
    groups.press(Key.Key_T, shift=True)
    groups.press(Key.Key_Return)
    assert groups.decided(*ada_faces) == [None] * 3
    assert "Nobody is chosen beforehand here" in groups.sheet.notice.text()
    groups.press(Key.Key_2)
    other = "Bo" if twin == "look-alike" else "Cy"
    assert groups.decided(*ada_faces) == [school.people[other].id] * 3


def _make_siblings(school) -> None:
    cy = school.people["Cy"]
    changed = replace(cy, details=replace(cy.details, last_name="Okorowa"))
    school.workspace.library.run(lambda u: u.people.change(changed))
    school.answer("Cy", "web", Status.GRANTED)


def test_where_the_machine_cannot_tell_nothing_is_ticked(
    grouped, school, photos, faces, ada_faces, open_desk, theme, qtbot
):
    outcome = SuggestionOutcome.CANNOT_TELL
    for at in (0, 1, 3):
        said = alike(school, faces[at][0], "Ada", outcome=outcome, reason="Too dark.")
        suggest(school, photos[at], said)
    group(school, ada_faces)
    groups = over(open_desk(photos), theme, qtbot)
    groups.open_at(ada_faces[0])
    assert groups.sheet.faces.ticked == ()
    assert groups.sheet.person.answer.text.text().startswith("Cannot tell. Too dark.")


def test_a_group_that_may_hold_a_look_out_comes_first(
    grouped, school, photos, bo_faces, open_desk, theme, qtbot
):
    school.answer("Bo", "web", Status.REFUSED)
    groups = over(open_desk(photos), theme, qtbot)
    groups.desk.screen.deciding.region_id = None
    groups.walk.begin()
    groups.settle()
    assert groups.sheet.faces.faces == bo_faces
    assert groups.sheet.person.care.text() == "Not on: Website"
    groups.press(Key.Key_PageDown)
    assert groups.sheet.faces.faces != bo_faces
    groups.press(Key.Key_PageDown)
    assert groups.sheet.faces.faces == bo_faces


def test_a_refusal_of_the_service_is_said_and_the_ticks_stay(groups, ada_faces, monkeypatch):
    def refuse(*args, **kwargs):
        raise Refused("The library is busy.", "Try again.")

    groups.open_at(ada_faces[0])
    monkeypatch.setattr(groups.desk.school.workspace.groups, "decide", refuse)
    groups.press(Key.Key_Return)
    assert groups.sheet.notice.text() == "The library is busy. Try again."
    assert groups.sheet.faces.ticked == ada_faces
    assert groups.decided(*ada_faces) == [None] * 3


def test_a_face_whose_picture_cannot_be_shown_stays_out(
    grouped, photos, ada_faces, open_desk, theme, qtbot, monkeypatch, school
):
    desk = open_desk(photos)
    pictures, lost = desk.screen.pictures, ada_faces[2]
    real = pictures._fetched

    def fetched(key):
        if key.kind is Kind.FACE and key.number == lost:
            raise Refused("The picture is damaged.", "Bring the photo in again.")
        return real(key)

    pictures._kept[Kind.FACE].clear()
    monkeypatch.setattr(pictures, "_fetched", fetched)
    groups = over(desk, theme, qtbot)
    groups.open_at(ada_faces[0])
    assert pictures.problem(face_key(lost)) is not None
    groups.press(Key.Key_Space, Key.Key_Space, Key.Key_T)
    assert groups.sheet.faces.ticked == ada_faces[:2]
    assert "cannot be shown" in groups.states[lost]
    groups.press(Key.Key_Return)
    assert groups.decided(lost) == [None]


def test_without_groups_a_sentence_says_why(photos, open_desk, theme, qtbot):
    groups = over(open_desk(photos), theme, qtbot)
    groups.walk.begin()
    assert groups.sheet.isHidden()
    assert "compared (Match)" in groups.desk.screen.notice.text()


def test_every_control_is_named(groups, ada_faces):
    groups.open_at(ada_faces[0])
    assert nameless(groups.sheet) == []
