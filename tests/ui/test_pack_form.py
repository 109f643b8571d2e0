"""A pack from the Publish page: texts looked through, a place asked for, and what came of it."""

import json
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from consentdesk.domain.batch_steps import Step
from consentdesk.domain.consent import Status
from consentdesk.domain.pixels import Box
from consentdesk.ui.batch.captions_table import ALT_TEXT, CAPTION
from consentdesk.ui.batch.pack_form import PackForm
from consentdesk.ui.batch.publish_page import PublishPage
from tests.small_workspace import APPROVER, PASSWORD, write_photo
from tests.ui.settled import idle
from tests.ui.test_accessible_names import nameless


def said(widget: QWidget) -> str:
    labels = [label for label in widget.findChildren(QLabel) if label.isVisible()]
    return "\n".join(label.text() for label in labels)


@pytest.fixture
def page(desk, qtbot: QtBot) -> PublishPage:
    """Two published photos; the page in view."""
    school = desk.school
    files = [write_photo(school.folder / f"{n}.jpg", n, size=(320, 240)) for n in (1, 2)]
    for photo, name in zip(school.bring_in(*files), ("Ada", "Bo"), strict=True):
        (region,) = school.mark_faces(photo.id, [Box(10, 10, 60, 60)])
        school.name_face(region, name)
        school.finish(photo.id)
    school.sign()
    school.publish()
    desk.window.open_batch(school.batch_id, Step.PUBLISH)
    page = desk.window.batch.page_of(Step.PUBLISH)
    qtbot.waitUntil(lambda: len(page.rows) == 2)
    idle(desk, qtbot)
    return page


def ask(desk, qtbot: QtBot, page: PublishPage, row: int = 0) -> PackForm:
    """Press the button of a channel, the website's, and wait until the form shows the photos."""
    buttons = page.rows[row].findChildren(QPushButton)
    next(b for b in buttons if b.text() == "Pack or prints…").click()
    idle(desk, qtbot)
    form = page.packing.form
    assert form is not None
    return form


def save(desk, qtbot: QtBot, form: PackForm) -> None:
    form.save.click()
    idle(desk, qtbot)


def choose(form: PackForm, kind: str) -> None:
    form.kind.setCurrentIndex(form.kind.findText(kind))


def for_the_board(desk) -> None:
    """Make the newsletter a board, and let everybody in the photos be displayed."""
    school = desk.school
    for name in ("Ada", "Bo"):
        school.answer(name, "display", Status.GRANTED)
    details = replace(school.newsletter.details, purposes=("display",))
    school.workspace.channels.change(replace(school.newsletter, details=details), APPROVER)


def by_keys(form: PackForm, *fields: QWidget) -> None:
    """Reach each of these one after the other by the Tab key."""
    reached = []
    each = fields[0]
    while len(reached) < len(fields):
        if each in fields:
            reached.append(each)
        each = each.nextInFocusChain()
        assert each is not fields[0] or len(reached) == len(fields)
    assert tuple(reached) == fields


def prints(desk) -> Path:
    return desk.school.folder / "photos-to-print.pdf"


def packs(desk) -> list[Path]:
    return list(desk.school.folder.glob("*.zip"))


def test_a_pack_is_made_with_the_texts_that_were_typed(desk, qtbot: QtBot, page: PublishPage):
    form = ask(desk, qtbot, page)
    assert nameless(form) == []
    assert form.table.rowCount() == 2
    assert "2 photos. Where no alt text is typed, it is “Children at Sports day”." in said(form)
    assert not form.save.isEnabled(), "nobody says whom it is for"
    form.editor.setText("Bright Web Ltd")
    form.table.item(0, ALT_TEXT).setText("Running on grass")
    desk.dialogs.folder = desk.school.folder
    save(desk, qtbot, form)
    qtbot.waitUntil(lambda: "is written: 2 photos." in said(page.packing))
    with zipfile.ZipFile(*packs(desk)) as pack:
        told = json.loads(pack.read("captions.json"))
    texts = [photo["alt_text"] for photo in told["photos"]]
    assert texts == ["Running on grass", "Children at Sports day"]


def test_no_place_no_pack(desk, qtbot: QtBot, page: PublishPage):
    form = ask(desk, qtbot, page)
    form.editor.setText("Bright Web Ltd")
    save(desk, qtbot, form)
    assert desk.dialogs.asked == ["Save the pack"]
    form = ask(desk, qtbot, page)
    form.reject()
    idle(desk, qtbot)
    assert packs(desk) == []
    rows = desk.school.workspace.library.run(lambda u: u.audit.rows())
    assert not any(row.what == "pack_made" for row in rows)


def test_a_text_that_may_not_go_out_keeps_the_form_open(desk, qtbot: QtBot, page: PublishPage):
    desk.dialogs.folder = desk.school.folder
    form = ask(desk, qtbot, page)
    form.editor.setText("Bright Web Ltd")
    assert not form.looked_at.isVisible()
    caption = form.table.item(1, CAPTION)
    caption.setText("See www.hillside.example")
    save(desk, qtbot, form)
    assert "There is a link in row 2." in said(form)
    assert form.looked_at.isVisible()
    form.looked_at.setChecked(True)
    caption.setText("Boswell won")
    assert not form.looked_at.isChecked(), "it was said of another text"
    save(desk, qtbot, form)
    assert "not allowed in row 2" in said(form)
    assert not form.head.isVisible()
    desk.school.answer("Bo", "name", Status.GRANTED)
    save(desk, qtbot, form)
    assert form.head.isVisible()
    assert form.head.currentText() == APPROVER
    assert nameless(form) == []
    form.password.setText("a guess")
    save(desk, qtbot, form)
    assert form.isVisible()
    assert form.password.text() == ""
    assert packs(desk) == []
    form.password.setText(PASSWORD)
    save(desk, qtbot, form)
    qtbot.waitUntil(lambda: "is written" in said(page.packing))
    with zipfile.ZipFile(*packs(desk)) as pack:
        assert b"Boswell won" in pack.read("captions.csv")


def test_what_is_left_out_is_told_before_and_after(desk, qtbot: QtBot, page: PublishPage):
    desk.school.answer("Ada", "web", Status.WITHDRAWN)
    desk.dialogs.folder = desk.school.folder
    form = ask(desk, qtbot, page)
    assert "1 is left out.\nsports-day-2026-06-19-001.jpg: It has to be taken down." in said(form)
    form.editor.setText("Bright Web Ltd")
    save(desk, qtbot, form)
    qtbot.waitUntil(lambda: "1 photo. 1 is left out." in said(page.packing))


def test_the_contact_sheet_alone(desk, qtbot: QtBot, page: PublishPage):
    desk.dialogs.folder = desk.school.folder
    form = ask(desk, qtbot, page)
    choose(form, "Contact sheet (PDF)")
    assert not form.table.isVisible()
    assert not form.editor.isVisible()
    save(desk, qtbot, form)
    qtbot.waitUntil(lambda: "contact-sheet.pdf is written: 2 photos." in said(page.packing))
    idle(desk, qtbot)
    assert (desk.school.folder / "contact-sheet.pdf").read_bytes().startswith(b"%PDF")
    assert packs(desk) == []


def test_nothing_to_hand_on_says_so(desk, qtbot: QtBot, page: PublishPage):
    for name in ("Ada", "Bo"):
        desk.school.answer(name, "web", Status.WITHDRAWN)
    form = ask(desk, qtbot, page)
    assert "may be handed on" in said(form)
    form.editor.setText("Bright Web Ltd")
    assert not form.save.isEnabled()
    choose(form, "Contact sheet (PDF)")
    assert not form.save.isEnabled()


def test_nothing_of_a_website_is_printed(desk, qtbot: QtBot, page: PublishPage):
    form = ask(desk, qtbot, page)
    choose(form, "Sheets to print (PDF)")
    assert "not asked about being displayed" in said(form)
    assert not form.prints.isVisible()
    assert not form.save.isEnabled()
    form.save_now()
    idle(desk, qtbot)
    assert desk.dialogs.asked == []


def test_sheets_to_print_are_chosen_by_keys(desk, qtbot: QtBot, page: PublishPage):
    for_the_board(desk)
    desk.dialogs.folder = desk.school.folder
    desk.window.batch.refresh()
    idle(desk, qtbot)
    form = ask(desk, qtbot, page, row=1)
    assert form.kind.currentText() == "Sheets to print (PDF)", "what such a channel is for"
    assert nameless(form) == []
    assert not form.table.isVisible()
    assert "2 photos on 2 sheets, each about 25 cm long." in said(form)
    by_keys(form, form.kind, form.prints.paper, form.prints.a_sheet, form.cancel, form.save)
    qtbot.keyClick(form.prints.a_sheet, Qt.Key.Key_2)
    qtbot.keyClick(form.prints.paper, Qt.Key.Key_Down)
    assert "2 photos on 1 sheet, each about 26 cm long." in said(form)
    save(desk, qtbot, form)
    qtbot.waitUntil(lambda: "photos-to-print.pdf is written" in said(page.packing))
    assert "2 photos on 1 sheet. 2 have few pixels and look coarse that large." in said(page)
    assert b"/MediaBox [0 0 841.890 1190.551]" in prints(desk).read_bytes()
    assert packs(desk) == []


def test_what_is_left_out_of_the_prints_is_told(desk, qtbot: QtBot, page: PublishPage):
    for_the_board(desk)
    desk.school.answer("Ada", "display", Status.WITHDRAWN)
    desk.dialogs.folder = desk.school.folder
    desk.window.batch.refresh()
    idle(desk, qtbot)
    form = ask(desk, qtbot, page, row=1)
    assert "1 is left out.\nsports-day-2026-06-19-001.jpg: It has to be taken down." in said(form)
    save(desk, qtbot, form)
    qtbot.waitUntil(lambda: "1 is left out." in said(page.packing))
    assert prints(desk).read_bytes().count(b"/Type /Page ") == 1
