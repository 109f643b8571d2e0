"""Every ink on its ground, computed from the colours in use, for every look and every eye."""

import itertools
import re

import numpy as np
import pytest
from PySide6.QtGui import QColor

from consentdesk.domain.batch_steps import StepState
from consentdesk.domain.verdict import Outcome
from consentdesk.shipped import shipped_file
from consentdesk.ui.look import Appearance, Look
from consentdesk.ui.palette import CONTRAST_DARK, CONTRAST_LIGHT, DARK, LIGHT, SIGNS_ON, TEXT_ON
from consentdesk.ui.step_words import step_badge
from consentdesk.ui.theme import Theme

AA = 4.5
AA_SIGNS = 3.0
"""WCAG 2.2, 1.4.3 for text, 1.4.11 for signs and the edges of controls."""
AAA = 7.0
"""WCAG 2.2, 1.4.6; what high contrast promises."""

LOOKS = {
    "light": LIGHT,
    "dark": DARK,
    "contrast-light": CONTRAST_LIGHT,
    "contrast-dark": CONTRAST_DARK,
}
CONTRAST_LOOKS = {name: colours for name, colours in LOOKS.items() if "contrast" in name}
SHEETS = ("consentdesk.qss", "high_contrast.qss", "still.qss")

EYES = {
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
"""What is seen of linear red, green and blue: Machado, Oliveira and Fernandes, "A
Physiologically-based Model for Simulation of Color Vision Deficiency", IEEE Transactions on
Visualization and Computer Graphics 15 (2009), severity 1.0."""

STATUSES = ("cleared", "held", "open", "flagged")


def linear(colour: str) -> np.ndarray:
    """WCAG 2.2, relative luminance: sRGB without its gamma."""
    asked = QColor(colour)
    parts = np.array([asked.redF(), asked.greenF(), asked.blueF()])
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def luminance(seen: np.ndarray) -> float:
    return float(np.array([0.2126, 0.7152, 0.0722]) @ seen)


def contrast(one: str, other: str, eye: str = "") -> float:
    """WCAG contrast, also as somebody with that eye sees it."""
    matrix = np.array(EYES[eye]) if eye else np.eye(3)
    seen = (np.clip(matrix @ linear(colour), 0, 1) for colour in (one, other))
    light, dark = sorted(map(luminance, seen), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def sheet(name: str) -> str:
    return shipped_file("resources", "qss", name).read_text(encoding="utf-8")


def rules(name: str) -> list[tuple[str, str]]:
    """Selector and declarations of every rule of a style sheet."""
    bare = re.sub(r"/\*.*?\*/", "", sheet(name), flags=re.DOTALL)
    return [(s.strip(), d) for s, d in re.findall(r"([^{}]+)\{([^{}]*)\}", bare)]


def test_black_on_white_is_21():
    assert contrast("#000000", "#ffffff") == pytest.approx(21, rel=1e-3)


@pytest.mark.parametrize("colours", LOOKS.values(), ids=LOOKS)
def test_text_reaches_aa(colours):
    weak = [p for p in TEXT_ON if contrast(colours[p[0]], colours[p[1]]) < AA]
    assert weak == []


@pytest.mark.parametrize("colours", CONTRAST_LOOKS.values(), ids=CONTRAST_LOOKS)
def test_text_in_high_contrast_reaches_aaa_on_pure_ground(colours):
    weak = [p for p in TEXT_ON if contrast(colours[p[0]], colours[p[1]]) < AAA]
    assert weak == []
    assert {colours["window"], colours["card"]} <= {"#ffffff", "#000000"}


@pytest.mark.parametrize("colours", LOOKS.values(), ids=LOOKS)
def test_signs_and_edges_can_be_seen(colours):
    weak = [p for p in SIGNS_ON if contrast(colours[p[0]], colours[p[1]]) < AA_SIGNS]
    assert weak == []


def test_every_ink_of_the_style_sheets_is_measured_on_its_ground():
    measured = set(TEXT_ON)
    for name in SHEETS:
        for selector, said in rules(name):
            ink = re.search(r"(?<![-\w])color: @(\w+)@", said)
            ground = re.search(r"(?<![-\w])background: @(\w+)@", said)
            if ink and ground and not _exempt(selector):
                assert (ink[1], ground[1]) in measured, selector


def _exempt(selector: str) -> bool:
    """Of a control that cannot be used, WCAG asks nothing; ink and card change places in a tip."""
    return selector == "QToolTip"


def test_every_focus_is_drawn_in_a_measured_colour():
    measured = {ink for ink, _ in SIGNS_ON}
    for name in SHEETS:
        for selector, said in rules(name):
            edge = re.search(r"border(?:-color)?:[^;]*@(\w+)@", said)
            if ":focus" in selector and edge:
                assert edge[1] in measured, selector


@pytest.mark.parametrize("colours", LOOKS.values(), ids=LOOKS)
@pytest.mark.parametrize("eye", EYES)
def test_statuses_are_read_by_every_eye(colours, eye):
    for status in STATUSES:
        for ground in (status + "_soft", "card"):
            assert contrast(colours[status], colours[ground], eye) >= AA, (status, ground)


def test_no_status_is_told_by_colour_alone():
    theme = Theme(Appearance(Look.LIGHT))
    for badges in ([theme.status_badge(o) for o in Outcome], [step_badge(s) for s in StepState]):
        for one, other in itertools.combinations(badges, 2):
            assert one.icon != other.icon
            assert one.word != other.word


def test_all_looks_name_the_same_colours():
    assert all(colours.keys() == LIGHT.keys() for colours in LOOKS.values())


@pytest.mark.parametrize("name", SHEETS)
def test_every_token_of_the_style_sheet_is_known(name):
    assert set(re.findall(r"@([a-z_-]+)@", sheet(name))) - {"icons", "shade"} <= LIGHT.keys()


@pytest.mark.parametrize("name", SHEETS)
def test_no_colour_is_written_into_the_style_sheet(name):
    assert not re.search(r":\s*#[0-9a-fA-F]{3,8}", sheet(name))
