"""Whatever is asked, a no changes nothing: the effect is tested, not the question."""

from pathlib import Path

from PySide6.QtCore import QDate, Qt
from pytestqt.qtbot import QtBot

from consentdesk.domain.batch_steps import Step
from consentdesk.domain.face import DispositionKind
from consentdesk.domain.matching_locks import BiometricPermission, Jurisdiction
from consentdesk.domain.pixels import Box
from tests.small_workspace import PASSWORD, write_photo
from tests.ui.settled import idle


def card_of(desk, qtbot: QtBot, name: str):
    desk.window.go("register")
    idle(desk, qtbot)
    people = desk.window.register.people
    people.bar.search.setText(name)
    people.table.selectRow(0)
    assert people.card.entry.person.name.startswith(name)
    return people.card


def entry(desk, name: str):
    return desk.school.workspace.roll.entry(desk.school.people[name].id)


def test_protection_and_objection(desk, qtbot: QtBot):
    card = card_of(desk, qtbot, "Adaeze")
    card.protected.click()
    card.child_objects.click()
    idle(desk, qtbot)
    assert len(desk.dialogs.asked) == 2
    assert not entry(desk, "Ada").person.details.protected
    assert not entry(desk, "Ada").person.details.child_objects
    assert not card.protected.isChecked()
    desk.dialogs.agree = True
    card.protected.click()
    idle(desk, qtbot)
    assert entry(desk, "Ada").person.details.protected
    people = desk.window.register.people
    assert people.card is not card
    assert people.card.protected.isChecked()


def test_objection_to_comparing(desk, qtbot: QtBot):
    matching, person = desk.school.workspace.matching, desk.school.people["Ada"]
    day = QDate(2026, 1, 1).toPython()
    matching.record_permission(
        BiometricPermission(person.id, day, "Parent", day, "form"), "Ann Preparer"
    )
    card = card_of(desk, qtbot, "Adaeze")
    card.comparing.object.click()
    idle(desk, qtbot)
    assert not entry(desk, "Ada").biometric.objection
    desk.dialogs.agree = True
    card.comparing.object.click()
    idle(desk, qtbot)
    assert entry(desk, "Ada").biometric.objection


def test_the_schools_record(desk, qtbot: QtBot):
    page = desk.window.register.matching
    desk.window.at_desk.sit_down(desk.school.head)
    desk.window.go("register")
    idle(desk, qtbot)
    for field in (page.reference, page.advice, page.approver, page.notice_version):
        field.setText("words")
    page.decided_on.setDate(QDate(2026, 6, 1))
    page.valid_until.setDate(QDate(2027, 5, 1))
    page.jurisdiction.setCurrentText("Scotland")
    page.save.click()
    idle(desk, qtbot)
    assert desk.school.workspace.matching.school_record() is None
    desk.dialogs.agree = True
    page.save.click()
    idle(desk, qtbot)
    assert desk.school.workspace.matching.school_record() == page.record()
    assert page.record().jurisdiction is Jurisdiction.SCOTLAND


def test_files_and_folders(desk, qtbot: QtBot):
    screen = desk.window.register
    before = sorted(Path(desk.school.folder).rglob("*.xlsx"))
    screen.bring_in_sheet()
    screen.papers.ask_blank()
    screen._ask_portraits()
    idle(desk, qtbot)
    assert len(desk.dialogs.asked) == 3
    assert screen.sheets.wizard is None
    assert sorted(Path(desk.school.folder).rglob("*.xlsx")) == before
    assert not desk.said


def test_look_again(desk, qtbot: QtBot):
    desk.school.bring_in(write_photo(desk.school.folder / "a.jpg"))
    (photo,) = desk.school.photos()
    desk.school.mark_faces(photo.id, [Box(10, 10, 60, 60)])
    desk.window.open_batch(desk.school.batch_id, Step.FIND_FACES)
    idle(desk, qtbot)
    desk.window.batch.page_of(Step.FIND_FACES).again.click()
    idle(desk, qtbot)
    assert desk.school.photos()[0].engine == "test-engine"
    assert not desk.window.jobs.running


def test_signing_by_the_preparer_is_refused_in_words(desk, qtbot: QtBot):
    school = desk.school
    school.bring_in(write_photo(school.folder / "a.jpg"))
    (photo,) = school.photos()
    (region,) = school.mark_faces(photo.id, [Box(10, 10, 60, 60)])
    school.decide(region, DispositionKind.COVER)
    school.finish(photo.id)
    desk.window.open_batch(school.batch_id, Step.SIGN_OFF)
    page = desk.window.batch.page_of(Step.SIGN_OFF)
    idle(desk, qtbot)
    assert page.signing.isVisible()
    signing = page.signing
    assert signing.person.currentText() == "Hal Head", "the only one who may"
    preparer = signing.person.findData("Ann Preparer")
    assert "only senior leadership" in signing.person.itemText(preparer)
    signing.person.setCurrentIndex(preparer)
    qtbot.keyClicks(signing.password, PASSWORD)
    assert not signing.sign.isEnabled()
    qtbot.keyClick(signing.password, Qt.Key.Key_Return)
    idle(desk, qtbot)
    assert school.workspace.sign_off.preview(school.batch_id).standing is None
    signing.person.setCurrentIndex(0)
    for password, said in (("not this one", "do not go together"), (PASSWORD, "second look")):
        qtbot.keyClicks(signing.password, password)
        signing.sign.click()
        idle(desk, qtbot)
        assert said in signing.refusal.accessibleName()
        assert school.workspace.sign_off.preview(school.batch_id).standing is None
        assert signing.password.text() == ""
    page.covered_seen.click()
    qtbot.keyClicks(signing.password, PASSWORD)
    signing.sign.click()
    idle(desk, qtbot)
    assert page.next.isVisible()
    desk.window.batch.show_step(Step.PUBLISH)
    publish = desk.window.batch.page_of(Step.PUBLISH)
    idle(desk, qtbot)
    publish.publish.click()
    idle(desk, qtbot)
    assert len(school.published_files()) == 2


def test_drafts_of_the_schools_papers(desk, qtbot: QtBot):
    page, folder = desk.window.register.matching, Path(desk.school.folder)
    desk.window.go("register")
    for asked in (page.assessment, page.notice):
        asked.click()
    idle(desk, qtbot)
    assert desk.dialogs.asked == ["Draft the assessment", "Draft the notice"]
    assert not list(folder.rglob("*.docx"))
    desk.dialogs.folder = folder
    page.assessment.click()
    idle(desk, qtbot)
    assert [path.name for path in folder.rglob("*.docx")] == ["dpia-photos.docx"]
