"""Shows the roll coming in, a new school year, a class renamed, and portraits of nobody."""

from pathlib import Path

from consentdesk.services.register.portrait_folder import PortraitReceipt
from consentdesk.services.sheet_words.upn import check_letter, is_upn
from consentdesk.sheets.write_rows import SheetContent, write_workbook
from consentdesk.ui.page import Page
from tests.camera import settle
from tests.tour import Tour

_HEADER = ("UPN", "Adm No", "First name", "Last name", "Class", "Website")
_NAMES = ("Amina Fairweather", "Bertil Stonebridge", "Cora Underhill", "Dev Larkspur")


def tour_of_roll(tour: Tour, folder: Path) -> None:
    """Show every dialog about the roll of the made-up school."""
    tour.window.go("register")
    settle(tour.runner)
    roll, sheet = tour.window.register.roll, _written(tour, folder / "roll-september.xlsx")
    roll._sheet_chosen(sheet)
    settle(tour.runner)
    tour.camera.take(roll.dialog, "roll")
    bar = roll.dialog.findChild(Page).verticalScrollBar()
    bar.setValue(bar.maximum())
    tour.camera.take(roll.dialog, "roll-below")
    roll.dialog.close()
    for ask, name in ((roll.ask_new_year, "new-year"), (roll.ask_new_name, "rename-class")):
        ask()
        settle(tour.runner)
        tour.camera.take(roll.dialog, name)
        roll.dialog.close()
    broken = (("0012.jpg", "This file is no photo."),)
    roll.show_portraits_left(PortraitReceipt(18, 0, ("IMG_0231.jpg", "oak class.png"), broken))
    tour.camera.take(roll.dialog, "portraits-left")
    roll.dialog.close()


def _written(tour: Tour, path: Path) -> Path:
    """Write the roll of next year: everybody but one moves, some are new, one has no number."""
    rows = []
    for entry in tour.workspace.roll.entries()[1:-1]:
        details = entry.person.details
        moved = {"3A": "4A", "4A": "5A"}.get(details.class_name, details.class_name)
        upn = details.key if is_upn(details.key) else ""
        named = (details.first_name, details.last_name)
        rows.append((upn, details.admission_number, *named, moved))
    for number, name in enumerate(_NAMES):
        first, last = name.split()
        rest = f"999{number:09d}"
        upn = "" if number == 3 else check_letter(rest) + rest
        rows.append((upn, "", first, last, "Reception"))
    rows.append(("A123", "", "Wrong", "Number", "Reception"))
    write_workbook(path, [SheetContent("Roll", _HEADER, [(*row, "Yes") for row in rows])])
    return path
