"""The PDF for a printer: readable by others, with the published bytes and no other text."""

from io import BytesIO

import pytest
from PIL import Image

from consentdesk.domain.errors import DamagedPhoto, VerificationFailed
from consentdesk.media.print_file import (
    PrintFile,
    PrintPicture,
    check_print_file,
    picture_for_print,
)
from consentdesk.media.print_layout import lay_out
from tests.media.pdf_reader import PdfReader


def published(size: tuple[int, int] = (64, 48), kind: str = "JPEG", mode: str = "RGB") -> bytes:
    out = BytesIO()
    Image.effect_noise(size, 40).convert(mode).save(out, kind)
    return out.getvalue()


def written(pictures: list[PrintPicture], most: int) -> tuple[BytesIO, PrintFile]:
    file = BytesIO()
    prints = PrintFile(file, "ConsentDesk 0.1.0")
    for begin in range(0, len(pictures), most):
        some = pictures[begin : begin + most]
        prints.add_sheet(lay_out([picture.size for picture in some], "A4", most), some)
    prints.end()
    return file, prints


def test_another_program_reads_the_sheets() -> None:
    pictures = [picture_for_print(published()) for _ in range(3)]
    file, _ = written(pictures, 2)
    reader = PdfReader(file.getvalue())
    drawn = [reader.drawn(page) for page in reader.pages()]
    assert [each.count(b" Do Q") for each in drawn] == [2, 1]
    assert all(b" l S" in each for each in drawn), "cutting marks"
    assert b"Tj" not in file.getvalue(), "nothing is written on them"


def test_a_sheet_of_one_picture_has_no_marks_and_prints_at_its_size() -> None:
    file, _ = written([picture_for_print(published())], 1)
    reader = PdfReader(file.getvalue())
    (page,) = reader.pages()
    assert b"/MediaBox [0 0 841.890 595.276]" in page
    assert b" l S" not in reader.drawn(page)
    assert b"/PrintScaling /None" in file.getvalue()


def test_a_turned_picture_fills_its_place() -> None:
    lying, upright = picture_for_print(published()), picture_for_print(published((48, 64)))
    file, _ = written([lying, lying, upright], 3)
    reader = PdfReader(file.getvalue())
    (page,) = reader.pages()
    turned = [line for line in reader.drawn(page).splitlines() if line.startswith(b"q 0.000 ")]
    assert len(turned) == 1
    _, across, up, _, left, bottom = map(float, turned[0].split()[1:7])
    assert across > 0 > up, "a quarter, its head to the left"
    assert left + up > 0
    assert bottom > 0


@pytest.mark.parametrize("mode", ["RGB", "L"])
def test_a_jpeg_is_held_byte_for_byte(mode: str) -> None:
    content = published(mode=mode)
    picture = picture_for_print(content)
    assert (picture.stream, picture.size) == (content, (64, 48))
    assert ("/DeviceGray" in picture.words) == (mode == "L")


@pytest.mark.parametrize(
    "content",
    [
        *(b"", b"no picture", published(kind="GIF", mode="P"), published(mode="CMYK")),
        *(published(kind="PNG", mode="L"), published(kind="PNG")[:-20]),
    ],
    ids=["empty", "text", "gif", "cmyk", "grey_png", "cut_png"],
)
def test_what_the_program_never_publishes_is_not_printed(content: bytes) -> None:
    with pytest.raises(DamagedPhoto):
        picture_for_print(content)


def test_a_picture_that_was_not_kept_is_found_out() -> None:
    file, prints = written([picture_for_print(published()) for _ in range(2)], 1)
    check_print_file(file, prints.held)
    spoilt = bytearray(file.getvalue())
    spoilt[prints.held[1].at + 30] ^= 1
    for content in (bytes(spoilt), file.getvalue()[: prints.held[1].at + 10]):
        with pytest.raises(VerificationFailed):
            check_print_file(BytesIO(content), prints.held)
