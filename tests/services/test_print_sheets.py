"""Prints hold the published pictures of a display channel, nothing else, and are kept in mind."""

import os
import re
import zlib
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from consentdesk.domain.channel import Channel, FileType
from consentdesk.domain.consent import Status
from consentdesk.domain.errors import Cancelled, KnownError, Refused, VerificationFailed
from consentdesk.domain.progress import CancelToken, Progress
from consentdesk.domain.staff import Role
from consentdesk.media.print_file import PrintFile
from consentdesk.services.packing import print_sheets as module
from consentdesk.services.packing.as_published import CHANGED
from consentdesk.services.packing.copies_to_hand_on import LeftOut
from consentdesk.services.packing.print_sheets import MOST_A_SHEET, PrintOrder
from tests.services.pack_school import NAMES, lines, nothing_written
from tests.services.print_school import (
    beside_pictures,
    fingerprint,
    make_prints,
    on_board,
    pictures_in,
    print_order,
    prints_of,
    with_photos_on_the_board,
)
from tests.small_workspace import APPROVER, PASSWORD, PREPARER, SmallSchool

Board = tuple[SmallSchool, Channel]


@pytest.fixture
def on_the_board(tmp_path: Path) -> Iterator[Board]:
    """A school with photos on its board, for a test that changes something."""
    school, board = with_photos_on_the_board(tmp_path)
    yield school, board
    school.workspace.close()


@pytest.fixture(scope="module")
def same_board(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Board]:
    """The same for tests that only make prints, or try to."""
    school, board = with_photos_on_the_board(tmp_path_factory.mktemp("school"))
    yield school, board
    school.workspace.close()


def test_each_picture_is_byte_for_byte_as_it_was_published(same_board: Board) -> None:
    school, board = same_board
    receipt = make_prints(school, print_order(school, board))
    assert (receipt.photos, receipt.sheets, receipt.left_out) == (2, 2, ())
    pdf = receipt.file.read_bytes()
    assert prints_of(pdf) == {fingerprint(on_board(school, board, name)) for name in ("Ada", "Bo")}
    assert len(re.findall(rb"/Type /Page ", pdf)) == 2
    assert receipt.file.stat().st_mode & 0o077 == 0


def test_who_may_be_on_the_website_only_is_on_no_print(same_board: Board) -> None:
    school, board = same_board
    website = {
        name: fingerprint(copy)
        for copy in school.workspace.take_down.copies()
        if copy.channel.id == school.website.id
        for name in school.people
        if school.people[name].id in {person.id for person in copy.people}
    }
    assert "Cy" in website
    pdf = make_prints(school, print_order(school, board, 4)).file.read_bytes()
    assert website["Cy"] not in prints_of(pdf)
    with nothing_written(school, Refused, "not asked about being displayed"):
        make_prints(school, print_order(school, school.website))


def test_no_byte_of_the_sheets_says_a_name_an_event_a_file_or_a_day(same_board: Board) -> None:
    school, board = same_board
    pdf = make_prints(school, print_order(school, board, 2)).file.read_bytes()
    assert not any(name.lower().encode() in pdf.lower() for name in NAMES)
    said = beside_pictures(pdf)
    for word in (b"ports", b"2026", b".jpg", b"Board", PREPARER.encode(), b"3A", b"Date", b"Title"):
        assert word not in said
    (info,) = re.findall(rb"<< /Producer [^>]*>>", said)
    assert re.fullmatch(rb"<< /Producer \(ConsentDesk [\d.]+\) >>", info)
    assert said.count(b"(") == 1, "no other text is in it"


def test_a_withdrawn_childs_photo_is_on_no_sheet(on_the_board: Board) -> None:
    school, board = on_the_board
    due = on_board(school, board, "Ada")
    gone = fingerprint(due)
    school.answer("Ada", "display", Status.WITHDRAWN)
    receipt = make_prints(school, print_order(school, board, 2))
    assert receipt.left_out == (LeftOut(due.file_name, "It has to be taken down."),)
    assert prints_of(receipt.file.read_bytes()) == {fingerprint(on_board(school, board, "Bo"))}
    assert gone not in prints_of(receipt.file.read_bytes())


def test_a_copy_that_was_changed_or_is_gone_is_left_out(on_the_board: Board) -> None:
    school, board = on_the_board
    one, other = on_board(school, board, "Ada"), on_board(school, board, "Bo")
    one.path.write_bytes(one.path.read_bytes()[:-9] + b"\xff" * 9)
    changed = fingerprint(one)
    for _ in ("damaged", "gone"):
        receipt = make_prints(school, print_order(school, board))
        assert receipt.left_out == (LeftOut(one.file_name, CHANGED),)
        assert prints_of(receipt.file.read_bytes()) == {fingerprint(other)} != {changed}
        one.path.unlink(missing_ok=True)
    other.path.write_bytes(b"another picture")
    with nothing_written(school, Refused, "may be handed on"):
        make_prints(school, print_order(school, board))


def test_a_channel_that_is_for_display_no_more_prints_nothing(on_the_board: Board) -> None:
    school, board = on_the_board
    change = school.workspace.channels.change
    closed = replace(board, details=replace(board.details, is_open=False))
    change(closed, APPROVER)
    with nothing_written(school, Refused, "closed"):
        make_prints(school, print_order(school, board))
    change(replace(board, details=replace(board.details, purposes=("web",))), APPROVER)
    with nothing_written(school, Refused, "not asked about being displayed"):
        make_prints(school, print_order(school, board))


def test_a_website_that_becomes_a_board_prints_only_who_may_be_displayed(
    on_the_board: Board,
) -> None:
    school, _ = on_the_board
    both = replace(school.website.details, purposes=("web", "display"))
    school.workspace.channels.change(replace(school.website, details=both), APPROVER)
    receipt = make_prints(school, print_order(school, school.website))
    assert receipt.photos == 2
    cy = on_board(school, school.website, "Cy")
    assert receipt.left_out == (LeftOut(cy.file_name, "It has to be taken down."),)
    assert fingerprint(cy) not in prints_of(receipt.file.read_bytes())


def test_a_png_is_printed_pixel_for_pixel(tmp_path: Path) -> None:
    school, board = with_photos_on_the_board(tmp_path, FileType.PNG)
    pdf = make_prints(school, print_order(school, board, 2)).file.read_bytes()
    school.workspace.close()
    copies = [on_disk.read_bytes() for on_disk in sorted(board.details.folder.iterdir())]
    assert len(copies) == 2
    for stream, copy in zip(pictures_in(pdf), copies, strict=True):
        assert stream in copy
        with Image.open(BytesIO(copy)) as picture:
            width, height = picture.size
        assert len(zlib.decompress(stream)) == height * (3 * width + 1)


@pytest.mark.parametrize("meanwhile", ["withdrawn", "stopped"])
def test_what_happens_meanwhile_leaves_no_sheet(
    on_the_board: Board, monkeypatch: pytest.MonkeyPatch, meanwhile: str
) -> None:
    school, board = on_the_board
    cancel, end = CancelToken(), PrintFile.end

    def ending(prints: PrintFile) -> None:
        school.answer("Ada", "display", Status.WITHDRAWN)
        end(prints)

    if meanwhile == "stopped":
        cancel.cancel()
    else:
        monkeypatch.setattr(PrintFile, "end", ending)
    error = Cancelled if meanwhile == "stopped" else Refused
    path, order = school.folder / "prints.pdf", print_order(school, board)
    before = sorted(school.folder.iterdir())
    with pytest.raises(error):
        school.workspace.print_sheets.make(order, path, PREPARER, Progress(), cancel)
    assert sorted(school.folder.iterdir()) == before
    assert lines(school, "prints_saved") == []


def test_a_disk_that_does_not_keep_a_picture_leaves_no_sheet(
    same_board: Board, monkeypatch: pytest.MonkeyPatch
) -> None:
    school, board = same_board
    check = module.check_print_file

    def spoilt(file, held):  # type: ignore[no-untyped-def]
        content = bytearray(file.read())
        content[held[-1].at + 40] ^= 1
        check(BytesIO(bytes(content)), held)

    monkeypatch.setattr(module, "check_print_file", spoilt)
    (school.folder / "prints.pdf").unlink(missing_ok=True)
    with nothing_written(school, VerificationFailed, "not kept"):
        make_prints(school, print_order(school, board))


def test_a_full_disk_leaves_no_sheet(same_board: Board, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*given: object) -> None:
        raise OSError(28, "no")

    school, board = same_board
    (school.folder / "prints.pdf").unlink(missing_ok=True)
    monkeypatch.setattr(os, "fsync", full)
    with nothing_written(school, KnownError):
        make_prints(school, print_order(school, board))


def test_only_who_may_publish_prints_and_never_into_a_channel(same_board: Board) -> None:
    school, board = same_board
    school.workspace.staff.add("Ida Inspector", PASSWORD, {Role.INSPECTOR}, school.head)
    (school.folder / "prints.pdf").unlink(missing_ok=True)
    order = print_order(school, board)
    for somebody in ("Ida Inspector", "Nobody"):
        with nothing_written(school, Refused):
            make_prints(school, order, by=somebody)
    for place in (
        board.details.folder / "prints.pdf",
        school.workspace.folder / "prints.pdf",
        school.folder / "prints.zip",
        school.folder / "nowhere" / "prints.pdf",
    ):
        with nothing_written(school, KnownError):
            school.workspace.print_sheets.make(order, place, PREPARER, Progress(), CancelToken())


@pytest.mark.parametrize(("paper", "a_sheet"), [("A4", 0), ("A4", MOST_A_SHEET + 1), ("A9", 1)])
def test_there_is_no_such_sheet(same_board: Board, paper: str, a_sheet: int) -> None:
    school, board = same_board
    (school.folder / "prints.pdf").unlink(missing_ok=True)
    with nothing_written(school, Refused, "no such sheet"):
        make_prints(school, PrintOrder(school.batch_id, board.id, paper, a_sheet))


def test_coarse_prints_are_counted(same_board: Board) -> None:
    school, board = same_board
    assert make_prints(school, print_order(school, board, 1)).coarse == 2
    assert make_prints(school, print_order(school, board, 24)).coarse == 0


def test_the_trail_and_take_down_tell_of_the_prints(on_the_board: Board) -> None:
    school, board = on_the_board
    make_prints(school, print_order(school, board))
    (line,) = lines(school, "prints_saved")
    copies = sorted(
        (on_board(school, board, name) for name in ("Ada", "Bo")), key=lambda copy: copy.file_name
    )
    assert (line.who, line.subject) == (PREPARER, f"batch {school.batch_id}")
    assert line.detail == {
        "channel": board.id,
        "count": 2,
        "numbers": [copy.id for copy in copies],
        "of_photos": [copy.photo_id for copy in copies],
    }
    exported = school.workspace.audit_export.rows()
    assert any("Saved sheets of published photos to be printed" in row for row in exported)
    school.answer("Ada", "display", Status.WITHDRAWN)
    due = on_board(school, board, "Ada")
    assert "on sheets to print saved on" in due.left
    school.workspace.take_down.take_down([due.id], PREPARER)
    assert "take its prints down" in on_board(school, board, "Ada").left
    school.workspace.take_down.confirm_elsewhere([due.id], PREPARER)
    assert on_board(school, board, "Ada").left == ""
