"""Every pair of text and ground reaches WCAG AA, computed from the colours in use."""

import re

import pytest
from PySide6.QtGui import QColor

from consentdesk.shipped import shipped_file
from consentdesk.ui.palette import DARK, LIGHT, TEXT_ON

AA = 4.5
AA_SIGNS = 3.0


def luminance(colour: QColor) -> float:
    """WCAG 2.2, relative luminance."""
    parts = []
    for part in (colour.redF(), colour.greenF(), colour.blueF()):
        parts.append(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4)
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(QColor(one)), luminance(QColor(other))), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_black_on_white_is_21():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), TEXT_ON)
def test_text_reaches_aa(colours, ink, ground):
    assert contrast(colours[ink], colours[ground]) >= AA


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ground", ["window", "card"])
def test_borders_of_fields_can_be_seen(colours, ground):
    assert contrast(colours["edge"], colours[ground]) >= AA_SIGNS


def test_both_themes_name_the_same_colours():
    assert LIGHT.keys() == DARK.keys()


def test_every_token_of_the_style_sheet_is_known():
    text = shipped_file("resources", "qss", "consentdesk.qss").read_text(encoding="utf-8")
    tokens = set(re.findall(r"@([a-z_-]+)@", text)) - {"icons", "check"}
    assert tokens <= LIGHT.keys()


def test_no_colour_is_written_into_the_style_sheet():
    text = shipped_file("resources", "qss", "consentdesk.qss").read_text(encoding="utf-8")
    assert not re.search(r":\s*#[0-9a-fA-F]{3,8}", text)
