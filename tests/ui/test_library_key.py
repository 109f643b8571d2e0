"""What opens the library, in the window: another passphrase, two codes, and the way back in."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from consentdesk.app.window import recovery_of
from consentdesk.domain.errors import Refused, WrongKey
from consentdesk.domain.staff import Role
from consentdesk.store import keys, passphrase
from consentdesk.store.keys import PassphrasePlace, obtain_key
from consentdesk.store.passphrase import Stretching
from consentdesk.store.recovery import RecoveryStanding, make_recovery_codes, recovery_state
from consentdesk.ui.school.school_screen import BACKUP
from consentdesk.ui.sign_in.entered import entered
from consentdesk.ui.start import Program
from tests.small_workspace import (
    APPROVER,
    KEY,
    PASSWORD,
    PREPARER,
    TODAY,
    SmallSchool,
    assemble_for_test,
    write_photo,
)
from tests.store.test_key_rotation import files
from tests.store.test_keys import KeychainInMemory
from tests.ui.settled import idle
from tests.ui.test_accessible_names import nameless

OLD, NEW = "seven grey geese", "nine green herons"
DSL = "Dora Safeguard"


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    def quick(**given: int) -> Stretching:
        return Stretching(**given or {"memory_kib": 64, "passes": 1, "lanes": 1})

    monkeypatch.setattr(passphrase, "Stretching", quick)


@pytest.fixture
def school(school: SmallSchool) -> SmallSchool:
    """A school whose library opens with a passphrase, and with two leaders."""
    PassphrasePlace(school.workspace.folder, OLD).save(KEY)
    school.workspace.staff.add(DSL, PASSWORD, {Role.DSL}, school.head)
    return school


def opened(desk, qtbot: QtBot, *, as_head: bool = True):
    if as_head:
        desk.window.at_desk.sit_down(desk.school.head)
    desk.window.go("school")
    desk.window.school.show_part(BACKUP)
    idle(desk, qtbot)
    return desk.window.school.backup.key


def ask_for_codes(card, qtbot: QtBot, names: tuple[str, str], secret: str):
    card.make.click()
    for chooser, name in zip(card.form.leaders, names, strict=True):
        chooser.setCurrentText(name)
    card.form.secret.setText(secret)
    return card.form


def audited(desk) -> list[str]:
    return [row.what for row in desk.school.workspace.library.run(lambda u: u.audit.rows(9))]


def standing(desk) -> RecoveryStanding:
    return recovery_state(desk.school.workspace.folder).standing


def opens(folder: Path, phrase: str) -> bool:
    try:
        return obtain_key(folder, phrase) == KEY
    except WrongKey:
        return False


class TestPassphrase:
    def test_the_new_one_opens_and_the_old_one_no_more(self, desk, qtbot: QtBot):
        card = opened(desk, qtbot)
        card.change.click()
        form = card.form
        assert nameless(form) == []
        form.old.setText(OLD)
        form.new.first.setText(NEW)
        assert not form.save.isEnabled()
        form.new.again.setText(NEW)
        form.save.click()
        idle(desk, qtbot)
        folder = desk.school.workspace.folder
        assert opens(folder, NEW)
        assert not opens(folder, OLD)
        assert "passphrase_changed" in audited(desk)
        assert card.receipt.accessibleName()

    def test_a_wrong_old_one_changes_nothing(self, desk, qtbot: QtBot):
        card = opened(desk, qtbot)
        card.change.click()
        form = card.form
        form.old.setText("not these")
        form.new.first.setText(NEW)
        form.new.again.setText(NEW)
        form.save.click()
        idle(desk, qtbot)
        assert "not the right one" in form.problem.accessibleName()
        assert opens(desk.school.workspace.folder, OLD)
        assert "passphrase_changed" not in audited(desk)
        form.reject()

    def test_who_may_not_sees_why_and_is_refused(self, desk, qtbot: QtBot):
        card = opened(desk, qtbot, as_head=False)
        assert card.make.isHidden()
        assert card.change.isHidden()
        assert not card.why_not.isHidden()
        key = desk.school.workspace.key
        office = desk.window.at_desk.who
        with pytest.raises(Refused):
            key.change_passphrase(OLD, NEW, office)
        with pytest.raises(Refused):
            key.make_codes((desk.school.head.id, office.id), OLD, office)
        assert opens(desk.school.workspace.folder, OLD)
        assert standing(desk) is RecoveryStanding.NONE


class TestCodes:
    def test_two_leaders_get_theirs_once(self, desk, qtbot: QtBot):
        card = opened(desk, qtbot)
        assert "no recovery codes" in card.recovery.accessibleName()
        form = ask_for_codes(card, qtbot, (APPROVER, DSL), OLD)
        assert nameless(form) == []
        form.save.click()
        idle(desk, qtbot)
        shown = card.shown
        assert nameless(shown) == []
        assert standing(desk) is RecoveryStanding.VALID
        assert f"{APPROVER} and {DSL}" in card.recovery.accessibleName()
        assert "recovery_codes_made" in audited(desk)
        for button in shown.prints:
            button.click()
        assert all(page.startswith(b"%PDF") for page in desk.dialogs.printed)
        assert len(desk.dialogs.printed) == 2
        shown.close()
        assert shown.isVisible(), "both have not got their code yet"
        shown.both.click()
        shown.save.click()
        assert not shown.isVisible()
        assert QGuiApplication.clipboard().text() == ""

    def test_a_lock_hides_them_and_somebody_else_never_sees_them(self, desk, qtbot: QtBot):
        card = opened(desk, qtbot)
        ask_for_codes(card, qtbot, (APPROVER, DSL), OLD).save.click()
        idle(desk, qtbot)
        shown, window = card.shown, desk.window
        window.lock.lock()
        assert not shown.isVisible()
        window.door.came_in.emit(entered(desk.school.workspace, desk.school.head))
        assert shown.isVisible()
        idle(desk, qtbot)
        window.lock.lock()
        ended: list[int] = []
        shown.finished.connect(ended.append)
        office = desk.school.workspace.staff.sign_in(PREPARER, PASSWORD)
        window.door.came_in.emit(entered(desk.school.workspace, office))
        assert ended == [0]
        idle(desk, qtbot)

    def test_one_person_or_a_wrong_passphrase_makes_none(self, desk, qtbot: QtBot):
        card = opened(desk, qtbot)
        form = ask_for_codes(card, qtbot, (APPROVER, APPROVER), OLD)
        assert not form.save.isEnabled()
        form.leaders[1].setCurrentText(DSL)
        form.secret.setText("not these")
        form.save.click()
        idle(desk, qtbot)
        assert "not the right one" in form.problem.accessibleName()
        assert card.shown is None
        form.reject()
        workspace, head = desk.school.workspace, desk.school.head
        office = next(m for m in workspace.staff.all() if m.name == PREPARER)
        for pair in ((head.id, head.id), (head.id, office.id)):
            with pytest.raises(Refused):
                workspace.key.make_codes(pair, OLD, head)
        assert standing(desk) is RecoveryStanding.NONE

    def test_new_ones_are_asked_for_when_these_are_damaged(self, desk, qtbot: QtBot):
        (desk.school.workspace.folder / "recovery.json").write_text("{", encoding="utf-8")
        card = opened(desk, qtbot)
        assert "damaged" in card.recovery.accessibleName()

    def test_where_the_keychain_opens_it_a_password_is_asked_for(
        self, desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
    ):
        folder, backend = desk.school.workspace.folder, KeychainInMemory()
        monkeypatch.setattr(keys, "system_keychain", lambda: backend)
        (folder / "key.json").unlink()
        keys.key_place(folder, None).save(KEY)
        card = opened(desk, qtbot)
        assert card.change.isHidden()
        assert "keychain" in card.opened_by.text()
        form = ask_for_codes(card, qtbot, (APPROVER, DSL), "not my password")
        form.save.click()
        idle(desk, qtbot)
        assert standing(desk) is RecoveryStanding.NONE
        form.secret.setText(PASSWORD)
        form.save.click()
        idle(desk, qtbot)
        assert standing(desk) is RecoveryStanding.VALID
        card.shown.both.click()
        card.shown.save.click()


@pytest.fixture
def closed(school: SmallSchool) -> tuple[Path, tuple[str, str]]:
    """The folder of a closed library with a photo in it, and the two codes that open it."""
    school.bring_in(write_photo(school.folder / "a.jpg", 1))
    folder = school.workspace.folder
    codes = make_recovery_codes(folder, KEY, (APPROVER, DSL), TODAY)
    school.workspace.close()
    return folder, codes


@pytest.fixture
def program(
    qapp: QApplication, qtbot: QtBot, theme, dialogs, school: SmallSchool, closed
) -> Iterator[Program]:
    """The program in front of that library."""
    folder, _ = closed

    def open_workspace(phrase: str | None):
        key = obtain_key(folder, phrase)
        return assemble_for_test(folder, key, school.clock, new=False)

    program = Program(qapp, open_workspace, dialogs, theme=theme, recovery=recovery_of(folder))
    program.start()
    idle(program, qtbot)
    yield program
    idle(program, qtbot)
    program.frame.close()
    if program.window is not None:
        program.window.close()
        program.window.deleteLater()
    program.close()
    program.frame.deleteLater()
    program.deleteLater()


def grouped(code: str) -> str:
    """Return a code as the field shows it."""
    letters = code.replace("-", "")
    return "  ".join(letters[start : start + 5] for start in range(0, len(letters), 5))


def type_in(program: Program, codes: tuple[str, str], phrase: str = NEW) -> None:
    page = program.frame.recovery
    for field, code in zip(page.codes, codes, strict=True):
        field.setPlainText(code)
    page.new.first.setText(phrase)
    page.new.again.setText(phrase)


class TestLostPassphrase:
    def test_both_codes_open_it_and_everything_is_there(
        self, program: Program, qtbot: QtBot, closed
    ):
        folder, (one, other) = closed
        frame = program.frame
        assert frame.lost.isVisible()
        frame.lost.click()
        page = frame.recovery
        assert page.isVisible()
        assert nameless(page) == []
        type_in(program, (other.lower(), one.replace("-", "\n")))
        qtbot.keyClick(page.codes[1], Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: program.window is not None)
        idle(program, qtbot)
        assert opens(folder, NEW)
        assert not opens(folder, OLD)
        assert not any(field.code for field in page.codes)
        library = program.workspace.library
        batch = program.workspace.batches.cards()[0].batch
        (photo,) = library.run(lambda u: u.photos.of_batch(batch.id))
        assert library.vault.get(photo.details.original)
        lines = library.run(lambda u: u.audit.rows(5))
        assert ("key_recovered", f"{APPROVER} and {DSL}") in [(row.what, row.who) for row in lines]

    @pytest.mark.parametrize("slip", ["slip", "same", "short"])
    def test_a_wrong_code_changes_nothing(self, program: Program, qtbot: QtBot, closed, slip: str):
        folder, (one, other) = closed
        wrong = {
            "slip": other[:12] + ("A" if other[12] != "A" else "B") + other[13:],
            "same": one,
            "short": other[:-1],
        }[slip]
        said = {"slip": "slip in group 3 of the second", "same": "same", "short": "letters"}[slip]
        program.frame.lost.click()
        type_in(program, (one, wrong))
        before = files(folder)
        page = program.frame.recovery
        page.open.click()
        idle(program, qtbot)
        assert said in page.problem.accessibleName()
        assert files(folder) == before
        assert program.window is None
        assert page.given == (grouped(one), grouped(wrong))
        assert page.open.isEnabled()
        assert opens(folder, OLD)

    def test_back_leads_to_the_passphrase_and_forgets_the_codes(self, program, qtbot, closed):
        _, codes = closed
        frame = program.frame
        frame.lost.click()
        type_in(program, codes)
        frame.recovery.back.click()
        assert frame.passphrase.isVisible()
        assert not any(field.code for field in frame.recovery.codes)
        qtbot.keyClicks(frame.passphrase, OLD)
        frame.open.click()
        qtbot.waitUntil(lambda: program.window is not None)


@pytest.mark.parametrize("made", ["none", "outdated", "damaged"])
def test_it_is_not_offered_where_no_codes_would_work(program, qtbot: QtBot, closed, made: str):
    folder, _ = closed
    file = folder / "recovery.json"
    if made == "none":
        file.unlink()
    elif made == "damaged":
        file.write_text("[]", encoding="utf-8")
    else:
        file.write_text(file.read_text().replace('"key_check": "', '"key_check": "0'))
    program._open()
    idle(program, qtbot)
    assert program.frame.passphrase.isVisible()
    assert not program.frame.lost.isVisible()
