"""A school with photos on the website and on the display board, and sheets of them to print."""

import hashlib
import re
from pathlib import Path

from consentdesk.domain.channel import Channel, ChannelDetails, FileType
from consentdesk.domain.consent import Status
from consentdesk.domain.pixels import Box
from consentdesk.domain.progress import CancelToken, Progress
from consentdesk.services.looking_after.published_copies import PublishedCopy
from consentdesk.services.packing.copies_to_hand_on import HandOnReceipt
from consentdesk.services.packing.print_sheets import PrintOrder
from tests.small_workspace import (
    APPROVED,
    APPROVER,
    PREPARER,
    SmallSchool,
    make_school,
    write_photo,
)

SIZES = {"Ada": (320, 240), "Bo": (240, 320), "Cy": (320, 240)}


def with_photos_on_the_board(
    tmp_path: Path, file_type: FileType = FileType.JPEG
) -> tuple[SmallSchool, Channel]:
    """Three photos, each of one pupil: all on the website, and that of Cy on the website only."""
    school = make_school(tmp_path)
    folder = tmp_path / "channels" / "Board"
    folder.mkdir(parents=True)
    details = ChannelDetails(
        "Board", ("display",), folder, 400, standing=APPROVED, file_type=file_type
    )
    board = school.workspace.channels.add(details, APPROVER)
    for name in ("Ada", "Bo"):
        school.answer(name, "display", Status.GRANTED)
    school.answer("Cy", "display", Status.REFUSED)
    for number, (name, size) in enumerate(SIZES.items()):
        file = write_photo(tmp_path / f"{number}.jpg", 20 * number, size=size)
        photo = school.bring_in(file)[-1]
        (region,) = school.mark_faces(photo.id, [Box(60, 80, 80, 100)])
        school.name_face(region, name)
        school.finish(photo.id)
    school.sign()
    school.publish()
    return school, board


def print_order(school: SmallSchool, channel: Channel, a_sheet: int = 1) -> PrintOrder:
    return PrintOrder(school.batch_id, channel.id, "A4", a_sheet)


def make_prints(school: SmallSchool, order: PrintOrder, by: str = PREPARER) -> HandOnReceipt:
    path = school.folder / "prints.pdf"
    return school.workspace.print_sheets.make(order, path, by, Progress(), CancelToken())


def on_board(school: SmallSchool, board: Channel, name: str) -> PublishedCopy:
    """Return the copy on the board that a person is in."""
    return next(
        copy
        for copy in school.workspace.take_down.copies()
        if copy.channel.id == board.id
        and school.people[name].id in {person.id for person in copy.people}
    )


def pictures_in(pdf: bytes) -> list[bytes]:
    """Return the streams of the pictures in a PDF, as they lie there."""
    found = re.finditer(rb"/Subtype /Image [^\n]*/Length (\d+) >>\nstream\n", pdf)
    return [pdf[each.end() : each.end() + int(each[1])] for each in found]


def prints_of(pdf: bytes) -> set[str]:
    """Return the fingerprints of the pictures in a PDF."""
    return {hashlib.sha256(picture).hexdigest() for picture in pictures_in(pdf)}


def beside_pictures(pdf: bytes) -> bytes:
    """Return everything of a PDF but its pictures, which hold any short word by chance."""
    for picture in pictures_in(pdf):
        pdf = pdf.replace(picture, b"")
    return pdf


def fingerprint(copy: PublishedCopy) -> str:
    return hashlib.sha256(copy.path.read_bytes()).hexdigest()
