"""The School screen: who may change what, and what each change does."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from consentdesk.domain.errors import Refused
from consentdesk.domain.photo import PhotoState
from consentdesk.domain.staff import PaperKind, Role, StaffMember
from consentdesk.ui.school.school_screen import BACKUP, STAFF
from consentdesk.ui.school.staff_model import BADGE, STATE
from tests.small_workspace import APPROVER, PASSWORD, PREPARER
from tests.ui.settled import idle
from tests.ui.test_accessible_names import nameless
from tests.ui.test_published_screen import publish

NEW = "winter coats and boots"


def opened(desk, qtbot: QtBot, *, as_head: bool = True):
    if as_head:
        desk.window.at_desk.sit_down(desk.school.head)
    desk.window.go("school")
    idle(desk, qtbot)
    return desk.window.school


def choose(desk, qtbot: QtBot, name: str):
    """Choose somebody on the Staff page; return the card."""
    screen = desk.window.school
    screen.show_part(STAFF)
    for row in range(screen.staff.model.rowCount()):
        if screen.staff.model.index(row, 0).data() == name:
            screen.staff.table.selectRow(row)
    idle(desk, qtbot)
    return screen.staff.card


def state_of(desk, name: str) -> str:
    model = desk.window.school.staff.model
    rows = range(model.rowCount())
    row = next(r for r in rows if model.index(r, 0).data() == name)
    return model.index(row, STATE).data(BADGE).word


def member(desk, name: str) -> StaffMember:
    return next(m for m in desk.school.workspace.staff.all() if m.name == name)


def audited(desk) -> list[str]:
    return [row.what for row in desk.school.workspace.library.run(lambda u: u.audit.rows(5))]


def profile(desk):
    return desk.school.workspace.school.profile()


def said_on(card) -> str:
    return " ".join(label.text() for label in card.findChildren(QLabel) if label.isVisibleTo(card))


def test_what_the_school_settled_is_shown_again_after_it_was_saved(desk, qtbot: QtBot):
    page = opened(desk, qtbot).policy
    assert nameless(desk.window) == []
    assert not page.save.isEnabled()
    form = page.form
    form.name.setText(" Hillside Primary ")
    form.version.setText("2")
    form.approved_by.setText("The governors")
    form.approved_on.show_day(date(2026, 5, 4))
    form.review_on.show_day(date(2027, 5, 3))
    form.documents.setText("Data protection; Online safety;")
    form.notice.setText("3")
    form.notice_on.show_day(date(2026, 5, 5))
    form.head_per_event.click()
    for number, value in ((form.hours, 48), (form.originals, 14), (form.idle, 5), (form.backup, 2)):
        number.setValue(value)
    form.year_ends.setDate(form.year_ends.date().addDays(-61))
    page.save.click()
    idle(desk, qtbot)
    settled = profile(desk)
    assert settled.name == "Hillside Primary"
    assert settled.documents == ("Data protection", "Online safety")
    assert settled.school_year_ends == "07-31"
    assert (settled.policy_review_on, settled.notice_given_on) == (
        date(2027, 5, 3),
        date(2026, 5, 5),
    )
    assert settled.head_per_event
    assert (settled.sign_off_hours, settled.originals_days) == (48, 14)
    assert (settled.idle_minutes, settled.backup_days) == (5, 2)
    assert form.profile == settled
    assert not page.is_edited
    assert "school_profile_changed" in audited(desk)
    assert state_of(desk, PREPARER) == "Something is missing"  # version 2 is not read yet


def test_what_was_typed_is_put_back_and_changes_nothing(desk, qtbot: QtBot):
    page = opened(desk, qtbot).policy
    before = profile(desk)
    page.form.version.setText("another")
    page.form.hours.setValue(3)
    desk.window.go("school")  # a reading meanwhile does not take away what was typed
    idle(desk, qtbot)
    assert page.form.version.text() == "another"
    page.put_back.click()
    assert page.form.profile == before
    assert not page.save.isEnabled()
    assert profile(desk) == before


def test_others_read_it_and_cannot_change_it(desk, qtbot: QtBot):
    page = opened(desk, qtbot, as_head=False).policy
    assert not page.why_not.isHidden()
    assert page.save.isHidden()
    before = page.form.profile
    page.form.version.setFocus()
    QTest.keyClicks(page.form.version, "9")
    page.form.hours.setFocus()
    QTest.keyClick(page.form.hours, Qt.Key.Key_Up)
    page.form.head_per_event.click()
    assert page.form.profile == before
    page._save()  # whoever finds another way in is refused by the service
    idle(desk, qtbot)
    assert "head or the administrator" in page.problem.accessibleName()
    assert "school_profile_changed" not in audited(desk)[:1]
    desk.window.at_desk.sit_down(desk.school.head)
    desk.window.go("school")
    idle(desk, qtbot)
    assert page.why_not.isHidden()
    assert not page.save.isHidden()


def test_an_overdue_policy_is_told_here_and_on_home(desk, qtbot: QtBot):
    overdue = replace(profile(desk), policy_review_on=date(2026, 6, 1))
    desk.school.workspace.school.settle(overdue, desk.school.head)
    screen = opened(desk, qtbot)
    assert "1 June 2026" in screen.policy.overdue.accessibleName()
    desk.window.go("home")
    idle(desk, qtbot)
    notes = desk.window.home.notes
    assert "1 June 2026" in notes.policy.accessibleName()
    notes.to_backup.click()
    idle(desk, qtbot)
    assert screen.tabs.currentWidget() is screen.backup
    desk.window.go("home")
    notes.to_policy.click()
    idle(desk, qtbot)
    assert screen.tabs.currentWidget() is screen.policy
    settled = replace(overdue, policy_review_on=date(2026, 7, 1))
    desk.school.workspace.school.settle(settled, desk.school.head)
    desk.window.go("home")
    idle(desk, qtbot)
    assert notes.policy.isHidden()
    assert screen.policy.overdue.isVisibleTo(screen)


def test_somebody_is_added_and_reads_the_policy(desk, qtbot: QtBot):
    screen = opened(desk, qtbot)
    screen.show_part(STAFF)
    screen.staff.add.click()
    form = screen.staff.form
    assert nameless(form) == []
    form.name.setText("Dora Safeguard")
    form.password.first.setText(NEW)
    form.password.again.setText("winter coats")
    form.roles.boxes[Role.DSL].click()
    assert not form.save.isEnabled()
    form.password.again.setText(NEW)
    form.save.click()
    idle(desk, qtbot)
    dora = desk.school.workspace.staff.sign_in("Dora Safeguard", NEW)
    assert dora.roles == {Role.DSL}
    assert state_of(desk, "Dora Safeguard") == "Something is missing"
    card = choose(desk, qtbot, "Dora Safeguard")
    assert card.papers.read.isHidden()  # only she can say so
    desk.window.at_desk.sit_down(dora)
    screen.refresh()
    idle(desk, qtbot)
    card = screen.staff.card
    assert card.papers.training.isHidden()
    assert card.papers.read.text() == "I have read the policy, version 1"
    card.papers.read.click()
    idle(desk, qtbot)
    paper = member(desk, "Dora Safeguard").paper(PaperKind.POLICY)
    assert (paper.version, paper.on, paper.expires_on) == (
        "1",
        date(2026, 6, 20),
        date(2026, 9, 30),
    )
    assert screen.staff.card.papers.read.isHidden()
    assert "No training is on record." in said_on(screen.staff.card)
    assert "current policy" not in said_on(screen.staff.card)


def test_training_and_agreement_complete_somebody(desk, qtbot: QtBot):
    staff = desk.school.workspace.staff
    dora = staff.add("Dora Safeguard", NEW, {Role.DSL}, desk.school.head)
    opened(desk, qtbot)
    for kind in (PaperKind.TRAINING, PaperKind.AGREEMENT):
        papers = choose(desk, qtbot, "Dora Safeguard").papers
        (papers.training if kind is PaperKind.TRAINING else papers.agreement).click()
        form = papers.form
        assert nameless(form) == []
        form.on.setDate(form.on.date().fromString("2026-06-19", Qt.DateFormat.ISODate))
        assert form.until.date().toPython() == date(2026, 9, 30)
        if kind is PaperKind.AGREEMENT:
            form.save.click()
            idle(desk, qtbot)
            assert "two names" in form.problem.accessibleName()
            assert form.signed_with.findText("Dora Safeguard") < 0
            form.signed_with.setCurrentText(APPROVER)
        form.save.click()
        idle(desk, qtbot)
    papers = {p.kind: p for p in member(desk, "Dora Safeguard").papers}
    assert papers[PaperKind.AGREEMENT].signed_with == APPROVER
    assert papers[PaperKind.TRAINING].signed_with == ""
    assert staff.lacking(member(desk, dora.name)) == ("The current policy is not marked as read.",)


def test_roles_are_given_and_the_last_administrator_keeps_them(desk, qtbot: QtBot):
    opened(desk, qtbot)
    card = choose(desk, qtbot, PREPARER)
    assert not card.save_roles.isEnabled()
    card.roles.boxes[Role.APPROVER].click()
    card.save_roles.click()
    idle(desk, qtbot)
    assert member(desk, PREPARER).roles == {Role.PREPARER, Role.APPROVER}
    before = member(desk, APPROVER).roles
    card = choose(desk, qtbot, APPROVER)
    card.roles.show_roles({Role.INSPECTOR})
    card.save_roles.click()
    idle(desk, qtbot)
    assert member(desk, APPROVER).roles == before
    assert "Nobody would be left" in desk.said[-1].sentence


def test_a_leaver_is_locked_out_at_once_and_may_come_back(desk, qtbot: QtBot):
    opened(desk, qtbot)
    card = choose(desk, qtbot, PREPARER)
    card.leaves.click()  # the answer is no
    idle(desk, qtbot)
    assert member(desk, PREPARER).left_on is None
    desk.dialogs.agree = True
    card.leaves.click()
    idle(desk, qtbot)
    assert member(desk, PREPARER).left_on == date(2026, 6, 20)
    assert state_of(desk, PREPARER) == "Left"
    assert desk.said[-1].sentence.endswith("look after it again: Website, Newsletter.")
    with pytest.raises(Refused):
        desk.school.workspace.staff.sign_in(PREPARER, PASSWORD)
    card = desk.window.school.staff.card
    assert card.leaves.isHidden()
    assert card.new_password.isHidden()
    card.back.click()
    idle(desk, qtbot)
    assert desk.school.workspace.staff.sign_in(PREPARER, PASSWORD).name == PREPARER


def test_two_leaders_give_a_new_password_here(desk, qtbot: QtBot):
    desk.school.workspace.staff.add("Dora Safeguard", NEW, {Role.DSL}, desk.school.head)
    opened(desk, qtbot)
    card = choose(desk, qtbot, PREPARER)
    card.new_password.click()
    form = card.form
    for chooser, field, name, password in zip(
        form.leaders, form.passwords, (APPROVER, "Dora Safeguard"), (PASSWORD, NEW), strict=True
    ):
        chooser.setCurrentText(name)
        field.setText(password)
    form.new.first.setText("a quiet corner table")
    form.new.again.setText("a quiet corner table")
    form.save.click()
    idle(desk, qtbot)
    staff = desk.school.workspace.staff
    assert staff.sign_in(PREPARER, "a quiet corner table").name == PREPARER


def test_wrong_passwords_and_leavers_are_told_by_shape_word_and_colour(desk, qtbot: QtBot):
    staff = desk.school.workspace.staff
    for _ in range(6):
        with pytest.raises(Refused):
            staff.sign_in(PREPARER, "not this one")
    theo = staff.add("Theo Technician", NEW, {Role.ADMINISTRATOR}, desk.school.head)
    opened(desk, qtbot, as_head=False)
    assert state_of(desk, PREPARER) == "Has to wait"
    assert state_of(desk, theo.name) == "Complete"  # nothing is asked of who does neither
    card = choose(desk, qtbot, theo.name)
    assert desk.window.school.staff.add.isHidden()
    for hidden in (card.save_roles, card.leaves, card.papers.training, card.papers.agreement):
        assert hidden.isHidden()
    card.roles.boxes[Role.HEAD].click()
    assert card.roles.roles == {Role.ADMINISTRATOR}


def test_what_is_due_is_deleted_with_a_receipt_and_nothing_without_a_yes(desk, qtbot: QtBot):
    publish(desk.school, "Ada")
    (photo,) = desk.school.photos()
    page = opened(desk, qtbot).keeping
    desk.window.school.tabs.setCurrentWidget(page)
    assert not page.delete.isEnabled()
    desk.school.clock.time += timedelta(days=31)
    page.refresh()
    idle(desk, qtbot)
    assert any("Sports day" in sentence for sentence in page.sentences)
    page.delete.click()
    idle(desk, qtbot)
    assert desk.school.photos() == (photo,)
    desk.dialogs.agree = True
    page.delete.click()
    idle(desk, qtbot)
    library = desk.school.workspace.library
    gone = library.run(lambda u: u.photos.get(photo.id))
    assert gone.state is PhotoState.RETIRED
    assert not library.vault.has(photo.details.original)
    assert "photos 1" in page.receipt.accessibleName()
    assert "is gone" in page.receipt.accessibleName()
    assert not page.delete.isEnabled()


def test_who_may_not_delete_sees_the_preview_only(desk, qtbot: QtBot):
    publish(desk.school, "Ada")
    desk.school.clock.time += timedelta(days=31)
    page = opened(desk, qtbot, as_head=False).keeping
    desk.window.school.tabs.setCurrentWidget(page)
    assert page.delete.isHidden()
    assert not page.why_not.isHidden()
    assert page.sentences
    desk.window.jobs.delete_due()
    idle(desk, qtbot)
    assert len(desk.school.photos()) == 1


def test_a_backup_is_made_and_its_age_told(desk, qtbot: QtBot):
    screen = opened(desk, qtbot)
    screen.show_part(BACKUP)
    assert "no backup yet" in screen.backup.age.accessibleName()
    target = desk.school.folder / "outside"
    target.mkdir()
    screen.backup.make.click()
    form = screen.backup.form
    assert nameless(form) == []
    assert not form.save.isEnabled()
    desk.dialogs.folder = target
    form._choose()
    form.passphrase.first.setText(NEW)
    form.passphrase.again.setText(NEW)
    form.save.click()
    idle(desk, qtbot)
    (made,) = target.iterdir()
    assert made.name in screen.backup.receipt.accessibleName()
    assert "from today" in screen.backup.age.accessibleName()
    assert "backup_made" in audited(desk)
    desk.window.go("home")
    idle(desk, qtbot)
    assert desk.window.home.notes.isHidden()
    desk.school.clock.time += timedelta(days=8)
    desk.window.home.refresh()
    idle(desk, qtbot)
    assert "8 days" in desk.window.home.notes.backup.accessibleName()


def test_who_only_looks_takes_no_backup_away(desk, qtbot: QtBot):
    staff = desk.school.workspace.staff
    staff.add("Iris Inspector", NEW, {Role.INSPECTOR}, desk.school.head)
    desk.window.at_desk.sit_down(staff.sign_in("Iris Inspector", NEW))
    page = opened(desk, qtbot, as_head=False).backup
    desk.window.school.show_part(BACKUP)
    assert page.make.isHidden()
    assert not page.why_not.isHidden()
    target = desk.school.folder / "outside"
    target.mkdir()
    page._make(target, NEW)
    idle(desk, qtbot)
    assert not list(target.iterdir())
    assert "backup_made" not in audited(desk)


def test_a_backup_into_the_library_itself_is_refused(desk, qtbot: QtBot):
    screen = opened(desk, qtbot)
    screen.backup._make(desk.school.workspace.folder, NEW)
    idle(desk, qtbot)
    assert desk.said[-1].sentence
    assert screen.backup.make.isEnabled()
    assert not list(desk.school.workspace.folder.glob("*.consentdesk*"))
