"""Names of files as they may be shown: what misleads is struck out, every language stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consentdesk.domain.shown_name import shown_name


@pytest.mark.parametrize(
    "name",
    [
        "IMG_0001.JPG",
        "Zoë’s fête – 3B.jpg",
        "صورة.jpg",
        "می\N{ZERO WIDTH NON-JOINER}خواهم.png",
        "क्\N{ZERO WIDTH JOINER}ष.heic",
        "\N{WOMAN}\N{ZERO WIDTH JOINER}\N{PERSONAL COMPUTER}.jpg",
        "\N{SNOWMAN}\N{VARIATION SELECTOR-16}.png",
        "",
    ],
)
def test_ordinary_names_stay(name: str) -> None:
    assert shown_name(name) == name


@pytest.mark.parametrize(
    "sign",
    [
        "\N{RIGHT-TO-LEFT OVERRIDE}",
        "\N{LEFT-TO-RIGHT ISOLATE}",
        "\N{RIGHT-TO-LEFT MARK}",
        "\N{ZERO WIDTH SPACE}",
        "\N{WORD JOINER}",
        "\N{ZERO WIDTH NO-BREAK SPACE}",
        "\N{LINE SEPARATOR}",
        "\n",
        "\x00",
        "\x1b",
        "\x85",
        "\udcff",
    ],
)
def test_signs_that_mislead_are_struck_out(sign: str) -> None:
    assert shown_name(f"IMG_{sign}gpj.exe") == "IMG__gpj.exe"


@given(st.text(st.characters(), max_size=40))
def test_a_shown_name_is_one_line_of_text_as_long_as_the_name(name: str) -> None:
    shown = shown_name(name)
    assert len(shown) == len(name)
    assert shown_name(shown) == shown
    assert len(shown.splitlines()) <= 1
    shown.encode()
