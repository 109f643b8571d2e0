"""Shows home, the register and the channels with their forms and messages."""

import shutil
from pathlib import Path

from consentdesk.app.demo_school import DEMO_PASSWORD, HEAD
from consentdesk.domain.errors import (
    AlreadyOpen,
    ChannelFolderMissing,
    PassphraseToChoose,
    WrongKey,
)
from consentdesk.domain.search import Sensitivity
from consentdesk.ui.batch.batch_form import BatchForm
from consentdesk.ui.opening import OpeningFrame
from consentdesk.ui.register.people_page import PeoplePage
from consentdesk.ui.theme import Theme
from tests.camera import Camera, settle
from tests.tour import SIZE, Tour


def opening(theme: Theme, camera: Camera) -> None:
    """Show the first frame and the question for the passphrase."""
    frame = OpeningFrame(theme)
    frame.resize(*SIZE)
    frame.show()
    camera.take(frame, "opening")
    frame.show_problem(WrongKey("The passphrase does not open the register.", "Try it again."))
    frame.offer_recovery()
    camera.take(frame, "passphrase")
    frame.lost.click()
    for code in frame.recovery.codes:
        code.setPlainText("  ".join(["4T9XB"] * 14))
    frame.recovery.say(WrongKey("There is a slip in group 3 of the first code.", "Compare it."))
    camera.take(frame, "passphrase-lost")
    frame.show_problem(
        PassphraseToChoose(
            "This computer has no keychain that ConsentDesk can use.",
            "Give a passphrase of your own; the library will open with it.",
        )
    )
    frame.passphrase.setText("several words")
    frame.repeated.setText("several")
    camera.take(frame, "new-passphrase")
    frame.show_problem(AlreadyOpen("ConsentDesk is open already.", "Go to the other window."))
    camera.take(frame, "already-open")
    frame.close()


def tour_of_places(tour: Tour, workbook: Path) -> None:
    """Show home, register, channels, forms and messages."""
    window = tour.window
    window.go("home")
    tour.shoot("home")
    form = BatchForm(window.around, parent=window)
    form.open()
    form.event_name.setText("Sports day")
    settle(tour.runner)
    tour.camera.take(form, "new-batch")
    form.close()
    window.go("register")
    settle(tour.runner)
    people: PeoplePage = window.register.people
    people.table.selectRow(2)
    window.register._tabs.setCurrentIndex(0)
    tour.shoot("register")
    tour_of_forms(tour, people)
    portraits = window.register.portraits
    window.register._tabs.setCurrentWidget(portraits)
    portraits.bar.need.setCurrentIndex(portraits.bar.need.count() - 1)
    portraits.table.selectRow(0)
    tour.shoot("portraits")
    window.register._tabs.setCurrentWidget(window.register.matching)
    tour.shoot("matching")
    window.register.sheets.bring_in(workbook)
    wizard = window.register.sheets.wizard
    settle(tour.runner)
    tour.camera.take(wizard, "sheet")
    wizard.close()
    window.register.sheets.show_imports()
    settle(tour.runner)
    tour.camera.take(window.register.sheets.imports, "sheets-brought-in")
    window.register.sheets.imports.close()
    window.go("channels")
    settle(tour.runner)
    window.channels._ask_new()
    tour.camera.take(window.channels.form, "new-channel")
    window.channels.form.close()
    window.channels.devices.add.click()
    tour.camera.take(window.channels.devices.form, "new-device")
    window.channels.devices.form.close()
    tour_of_school(tour)
    first = tour.workspace.channels.all()[0]
    shutil.rmtree(first.details.folder)
    window.go("channels")
    tour.messages.problem(
        ChannelFolderMissing(
            "The folder of the school website is not there.",
            "Choose another folder or connect the drive.",
        )
    )
    tour.shoot("channels-with-problem")
    tour.messages.bug(ValueError("x"))
    tour.shoot("bug-message")
    window._finish_safely(True)
    tour.camera.take(window, "finishing")


def tour_of_school(tour: Tour) -> None:
    """Show what the school settled, its staff, what is kept and backed up, as the head sees it."""
    window = tour.window
    office = window.at_desk.who
    assert office is not None
    window.at_desk.sit_down(tour.workspace.staff.sign_in(HEAD, DEMO_PASSWORD))
    window.go("school")
    settle(tour.runner)
    screen = window.school
    for place, name in enumerate(("policy", "staff", "keeping", "backup")):
        screen.tabs.setCurrentIndex(place)
        screen.staff.table.selectRow(0)
        tour.shoot(f"school-{name}")
    screen.staff.add.click()
    tour.camera.take(screen.staff.form, "add-somebody")
    screen.staff.form.close()
    screen.backup.make.click()
    tour.camera.take(screen.backup.form, "new-backup")
    screen.backup.form.close()
    key = screen.backup.key
    for ask, name in ((key.change, "change-passphrase"), (key.make, "recovery-codes")):
        ask.click()
        tour.camera.take(key.form, name)
        key.form.reject()
    window.at_desk.sit_down(office)


def tour_of_forms(tour: Tour, people: PeoplePage) -> None:
    """Show what the office records about a person by hand."""
    card = people.card
    bar = card.verticalScrollBar()
    bar.setValue(bar.maximum())
    tour.shoot("person-below")
    card.history.toggle.click()
    settle(tour.runner)
    card.ensureWidgetVisible(card.history.rows[-1])
    tour.shoot("person-history")
    people.ask_validity()
    settle(tour.runner)
    tour.camera.take(people.validity_form, "how-long-a-yes-holds")
    people.validity_form.close()
    for part, ask, name in (
        (card.answers, card.answers.add, "new-answer"),
        (card.comparing, card.comparing.permit, "new-biometric-permission"),
        (card.leaving, card.leaving.leaves, "leaver"),
    ):
        ask.click()
        tour.camera.take(part.form, name)
        part.form.close()


def tour_of_sensitivity(tour: Tour) -> None:
    """Show each level on a photo of the school, and what is offered after a change."""
    tour.window.go("register")
    register = tour.window.register
    register._tabs.setCurrentWidget(register.sensitivity)
    page = register.sensitivity
    settle(tour.runner)
    tour.shoot("sensitivity")
    page.levels[Sensitivity.MORE].setChecked(True)
    tour.shoot("sensitivity-more")
    page.levels[Sensitivity.MOST].setChecked(True)
    tour.shoot("sensitivity-most")
    page.save.click()
    settle(tour.runner)
    tour.shoot("sensitivity-changed")
    tour.workspace.scanner.set_sensitivity(Sensitivity.USUAL, "Ann Example")
