"""Leads over every screen and dialog of the window, each with something on it."""

from collections.abc import Iterator

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from consentdesk.domain.batch_steps import Step
from consentdesk.domain.errors import PassphraseToChoose, WrongKey
from consentdesk.domain.face import DispositionKind, Region, RegionSize
from consentdesk.domain.ids import PhotoId
from consentdesk.domain.pixels import Box
from consentdesk.domain.staff import Role
from consentdesk.store.passphrase import PassphrasePlace
from consentdesk.ui.batch.batch_form import BatchForm
from consentdesk.ui.consent_sheet.sheet_wizard import CHANGES, QUESTIONS, RECORD
from consentdesk.ui.desk.desk_keys import Act
from consentdesk.ui.desk.desk_screen import DeskScreen
from consentdesk.ui.desk.grid.photo_filter import ALL_PHOTOS, Filter, Show
from consentdesk.ui.opening import OpeningFrame
from consentdesk.ui.school.recovery_form import RecoveryForm
from consentdesk.ui.sign_in.password_form import PasswordForm
from tests.desk_states import DeskStates
from tests.small_workspace import KEY, PASSWORD, write_photo
from tests.ui.conftest import Desk
from tests.ui.settled import idle
from tests.ui.sheet_school import ONE_OF_EACH, open_sheet, sheet

Shown = Iterator[tuple[str, QWidget]]

FACES = (Box(60, 80, 80, 100), Box(300, 90, 80, 100))
SMALL = tuple(Box(20 + 60 * n, 300, 20, 24) for n in range(5))


class AllScreens:
    """Shows one screen after the other; each is there until the next one is asked for."""

    def __init__(self, desk: Desk, qtbot: QtBot) -> None:
        self._desk = desk
        self._window = desk.window
        self._qtbot = qtbot

    def walk(self) -> Shown:
        """Give the name of each screen and its top widget."""
        yield from self._opening()
        yield from self._door()
        yield from self._places()
        yield from self._forms_of_a_person()
        yield from self._roll()
        yield from self._sheet()
        yield from self._steps()

    def _idle(self) -> None:
        idle(self._desk, self._qtbot)

    def _opening(self) -> Shown:
        frame = OpeningFrame(self._window.around.theme)
        frame.show()
        frame.show_problem(PassphraseToChoose("There is no keychain here.", "Choose words."))
        frame.passphrase.setText("several words")
        frame.repeated.setText("several")
        yield "passphrase", frame
        frame.lost.click()
        for code in frame.recovery.codes:
            code.setPlainText("-".join(["4T9XB"] * 14))
        frame.recovery.new.again.setText("half")
        frame.recovery.say(WrongKey("There is a slip in group 3 of the first code.", "Compare it."))
        yield "passphrase lost", frame
        frame.close()
        frame.deleteLater()

    def _door(self) -> Shown:
        """The first account, the lock with its form, and one's own password."""
        window = self._window
        window._bar.lock.trigger()
        self._idle()
        first = window.door.first_account
        window.door.setCurrentWidget(first)
        first.name.setText("Ann Preparer")
        first.password.again.setText("half")
        first.problem.say("This name reads like a colleague's. Write the name out.", "problem")
        yield "first account", window
        window.door.setCurrentWidget(window.door.sign_in)
        page = window.door.sign_in
        page.problem.say("The name and the password do not go together.", "problem")
        yield "sign in", window
        page.forgotten.click()
        yield "forgotten", page.form
        page.form.reject()
        page.password.setText(PASSWORD)
        page.enter.click()
        self._idle()
        window._bar.password.trigger()
        form = window.findChild(PasswordForm)
        yield "my password", form
        form.reject()

    def _places(self) -> Shown:
        window = self._window
        for place in ("home", "channels", "published", "register"):
            window.go(place)
            self._idle()
            if place != "register":
                yield place, window
        register = window.register
        register.people.table.selectRow(0)
        for number, name in enumerate(("people", "portraits", "matching", "sensitivity")):
            register._tabs.setCurrentIndex(number)
            self._idle()
            yield f"register {name}", window
        register._tabs.setCurrentIndex(0)
        yield from self._school()
        yield from self._forms_of_places()

    def _school(self) -> Shown:
        """The parts of the School screen, as the head sees them, and their forms."""
        window = self._window
        office = window.at_desk.who
        assert office is not None
        window.go("school")
        self._idle()
        yield "school: read only", window
        window.at_desk.sit_down(self._desk.school.head)
        screen = window.school
        screen.refresh()
        screen.policy.overdue.say("The policy was to be looked at again by 1 May 2026.", "problem")
        self._idle()
        staff = screen.staff
        for number, name in enumerate(("policy", "staff", "keeping", "backup")):
            screen.tabs.setCurrentIndex(number)
            staff.table.selectRow(1)
            self._idle()
            yield f"school {name}", window
        screen.show_part("staff")
        assert staff.card is not None
        card, papers = staff.card, staff.card.papers
        for name, ask, shown in (
            ("add somebody", staff.add.click, lambda: staff.form),
            ("training", papers.training.click, lambda: papers.form),
            ("agreement", papers.agreement.click, lambda: papers.form),
            ("new password", card.new_password.click, lambda: card.form),
            ("backup", screen.backup.make.click, lambda: screen.backup.form),
        ):
            ask()
            self._idle()
            form = shown()
            assert form is not None
            yield f"school: {name}", form
            form.reject()
        yield from self._library_key()
        window.at_desk.sit_down(office)
        self._idle()

    def _library_key(self) -> Shown:
        """What opens the library, with its forms and the codes; a passphrase opens it by now."""
        PassphrasePlace(self._desk.school.workspace.folder, "several words").save(KEY)
        self._desk.school.workspace.staff.add(
            "Dora Lead", PASSWORD, {Role.DSL}, self._desk.school.head
        )
        self._window.school.show_part("backup")
        self._window.school.refresh()
        self._idle()
        yield "school: key", self._window
        card = self._window.school.backup.key
        card.change.click()
        assert card.form is not None
        yield "school: passphrase", card.form
        card.form.reject()
        card.make.click()
        form = card.form
        assert isinstance(form, RecoveryForm)
        for place, chooser in enumerate(form.leaders):
            chooser.setCurrentIndex(place)
        form.secret.setText("several words")
        yield "school: recovery codes", form
        form.save.click()
        self._idle()
        assert card.shown is not None
        yield "school: codes shown", card.shown
        card.shown.both.setChecked(True)
        card.shown.save.click()

    def _forms_of_places(self) -> Shown:
        window = self._window
        window.new_batch()
        self._idle()
        form = window.findChild(BatchForm)
        yield "new batch", form
        form.close()
        window.go("channels")
        self._idle()
        for name, ask, shown in (
            ("new channel", window.channels._ask_new, lambda: window.channels.form),
            ("new device", window.channels.devices.add.click, lambda: window.channels.devices.form),
        ):
            ask()
            self._idle()
            yield name, shown()
            shown().close()

    def _forms_of_a_person(self) -> Shown:
        window = self._window
        window.go("register")
        self._idle()
        people = window.register.people
        people.table.selectRow(0)
        card = people.card
        for part, ask in (
            (card.answers, card.answers.add),
            (card.comparing, card.comparing.permit),
            (card.leaving, card.leaving.leaves),
        ):
            ask.click()
            self._idle()
            yield type(part.form).__name__, part.form
            part.form.close()
        people.ask_validity()
        self._idle()
        yield "how long a yes holds", people.validity_form
        people.validity_form.close()

    def _roll(self) -> Shown:
        roll = self._window.register.roll
        for name, ask in (("new year", roll.ask_new_year), ("new name", roll.ask_new_name)):
            ask()
            self._idle()
            yield name, roll.dialog
            roll.dialog.close()

    def _sheet(self) -> Shown:
        path = sheet(self._desk.school.folder, ONE_OF_EACH)
        wizard = open_sheet(self._desk, self._qtbot, path)
        names = {0: "says", QUESTIONS: "asks", CHANGES: "changes", RECORD: "records"}
        for step, name in names.items():
            wizard.go(step)
            self._idle()
            yield f"sheet {name}", wizard
        wizard.done(0)
        self._window.register.sheets.show_imports()
        self._idle()
        yield "sheets brought in", self._window.register.sheets.imports
        self._window.register.sheets.imports.close()

    def _steps(self) -> Shown:
        school, window = self._desk.school, self._window
        window.open_batch(school.batch_id, Step.BRING_IN)
        self._idle()
        yield "bring in: nothing yet", window
        files = [write_photo(school.folder / f"{n}.jpg", n) for n in (1, 2)]
        photos = school.bring_in(*files, write_photo(school.folder / "1 again", 1, kind="heic"))
        for step in (Step.BRING_IN, Step.FIND_FACES, Step.SIGN_OFF):
            yield self._step(step)
        states = DeskStates(school.workspace, school.batch_id)
        states.find(photos[0].id, FACES, RegionSize.FACE)
        states.find(photos[0].id, SMALL, RegionSize.MAYBE)
        states.find(photos[1].id, FACES, RegionSize.FACE)
        states.find(photos[2].id, FACES, RegionSize.FACE)
        states.group([self._regions(photo.id)[0].id for photo in photos])
        yield from self._desk_states()
        yield from self._sheets_of_desk(photos[2].id)
        for photo in photos[:2]:
            for region in self._regions(photo.id):
                school.decide(region, DispositionKind.NOT_A_FACE)
            school.finish(photo.id)
        for step in (Step.DECIDE, Step.SIGN_OFF):
            yield self._step(step)
        school.sign()
        yield self._step(Step.PUBLISH)
        school.publish()
        yield self._step(Step.PUBLISH)
        packing = window.batch.page_of(Step.PUBLISH).packing  # type: ignore[union-attr]
        packing.ask(school.website)
        self._idle()
        yield "publish: pack", packing.form
        packing.form.reject()
        window.go("home")
        self._idle()
        yield "home: published", window
        copy = school.workspace.take_down.copies()[0]
        school.workspace.review.hold(copy.photo_id, "Not now.", "Ann Preparer")
        window.go("published")
        self._idle()
        yield "published: to take down", window

    def _step(self, step: Step) -> tuple[str, QWidget]:
        assert self._window.batch is not None
        self._window.batch.refresh()
        self._window.batch.show_step(step)
        self._idle()
        return f"step {step.value}", self._window

    def _regions(self, photo_id: PhotoId) -> tuple[Region, ...]:
        return self._desk.school.workspace.library.run(lambda u: u.photos.regions(photo_id))

    @property
    def _deciding_desk(self) -> DeskScreen:
        assert self._window.batch is not None
        desk: DeskScreen = self._window.batch.page_of(Step.DECIDE).desk  # type: ignore[attr-defined]
        return desk

    def _perform(self, act: Act) -> tuple[str, QWidget]:
        self._deciding_desk.performing.perform(act)
        self._idle()
        return f"desk {act.value}", self._window

    def _desk_states(self) -> Shown:
        yield self._step(Step.DECIDE)
        desk = self._deciding_desk
        for act in (Act.KEYS, Act.EXCLUSION, Act.SMALL_ONES, Act.DRAW, Act.RESHAPE, Act.CHECKS):
            yield self._perform(act)
            desk.key_card.hide()
            desk.canvas.leave()
            self._perform(Act.LEAVE)
        yield self._perform(Act.PHOTOS)
        desk.photo_list.grid.selectAll()
        self._idle()
        yield "desk selection", self._window
        desk.photo_list.grid.select_only(desk.deciding.photo_id)
        desk.photo_list.choices.choose(Filter(Show.WAITING))
        self._idle()
        yield "desk filter", self._window
        desk.photo_list.choices.choose(ALL_PHOTOS)
        desk.photo_list.left.emit()
        desk.deciding.hold("A visiting school is in the picture.")
        self._idle()
        yield "desk held", self._window
        desk.deciding.let_go()
        self._idle()

    def _sheets_of_desk(self, last: PhotoId) -> Shown:
        """The sheets over the desk; at the end the photo of the last one is deleted."""
        desk = self._deciding_desk
        further = desk.further
        yield self._perform(Act.GROUP)
        further.group_sheet.put_away()
        yield self._perform(Act.HISTORY)
        further.rare.history_sheet.put_away()
        self._perform(Act.ASK)
        form = further.rare.asking.form
        assert form is not None
        yield "desk ask", form
        form.close()
        desk.deciding.go_to_photo(last)
        for region in self._regions(last):
            self._desk.school.decide(region, DispositionKind.NOT_A_FACE)
        self._desk.school.finish(last)
        desk.reload()
        self._idle()
        yield self._perform(Act.LOOK_THROUGH)
        further.look_sheet.put_away()
        yield self._perform(Act.BURST)
        further.burst_page.put_away()
        desk.deciding.go_to_photo(last)
        self._desk.dialogs.agree = True
        yield self._perform(Act.DELETE_PHOTO)
        further.rare.deleted_sheet.put_away()
