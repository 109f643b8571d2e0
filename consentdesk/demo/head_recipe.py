"""What makes one invented head, and how it is looked at: parameters only."""

import json
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class HeadRecipe:
    """The parameters of one invented head.

    Unless stated otherwise a number is a slider from -1 to 1 around an average head.

    Attributes:
        key: who in the cast wears this head.
        seed: starts the random relief that makes a face its own.
        grown: 0 a child of six, 1 an adult.
        skin: tone, 0 pale to 1 deep.
        iris: 0 dark brown through hazel and green to 1 blue.
        hair_style: one of `consentdesk.demo.head_hair.STYLES`.
        hair_colour: sRGB bytes.
        freckles, stubble: amount from 0 to 1.
        glasses: whether thin round glasses are worn.
    """

    key: str
    seed: int
    grown: float
    skin: float
    iris: float
    hair_style: str
    hair_colour: tuple[int, int, int]
    freckles: float = 0.0
    stubble: float = 0.0
    ruddy: float = 0.0
    glasses: bool = False
    face_width: float = 0.0
    face_length: float = 0.0
    jaw: float = 0.0
    chin: float = 0.0
    cheek: float = 0.0
    forehead: float = 0.0
    ears: float = 0.0
    eye_gap: float = 0.0
    eye_size: float = 0.0
    eye_height: float = 0.0
    eye_tilt: float = 0.0
    brow_height: float = 0.0
    brow_arch: float = 0.0
    brow_tilt: float = 0.0
    brow_thick: float = 0.0
    brow_gap: float = 0.0
    nose_width: float = 0.0
    nose_length: float = 0.0
    nose_bridge: float = 0.0
    nose_tip: float = 0.0
    mouth_width: float = 0.0
    mouth_height: float = 0.0
    lips: float = 0.0


@dataclass(frozen=True, slots=True)
class View:
    """How a head is held, what it does and how the light falls.

    Attributes:
        name: word used in file names and in the truth list.
        yaw, pitch, roll: degrees; positive yaw turns the nose to the right of the picture.
        smile, mouth_open, blink: 0 to 1.
        light: where the key light comes from, degrees right of the camera.
        warmth: -1 cool to 1 warm light.
        fill: strength of the light from the sky, about 1.
    """

    name: str
    yaw: float = 0.0
    pitch: float = 0.0
    roll: float = 0.0
    smile: float = 0.3
    mouth_open: float = 0.0
    blink: float = 0.0
    light: float = -30.0
    warmth: float = 0.2
    fill: float = 1.0


VIEWS: tuple[View, ...] = (
    View("ahead", smile=0.55, light=-28),
    View("smiling", yaw=12, pitch=2, smile=1.0, mouth_open=0.25, light=-40, fill=1.1),
    View("left", yaw=-15, pitch=-2, smile=0.75, light=25, warmth=0.5),
    View("cheering", yaw=5, pitch=5, roll=6, smile=0.9, mouth_open=0.6, light=-15, fill=1.05),
    View("calm", yaw=-6, pitch=-5, roll=-5, smile=0.3, light=40, warmth=-0.2),
    View("aside", yaw=26, smile=0.6, light=-20, warmth=0.3),
)

PORTRAITS: tuple[View, ...] = (
    View("portrait_1", smile=0.4, light=-12, warmth=0.0, fill=1.15),
    View("portrait_2", yaw=-7, pitch=1, smile=0.7, light=14, warmth=0.1, fill=1.1),
    View("portrait_3", yaw=8, pitch=-2, smile=0.5, light=-22, warmth=-0.1, fill=1.1),
)


def load_cast(path: Path) -> tuple[HeadRecipe, ...]:
    """Read the heads of ``cast.json``: a list of objects named as the fields of `HeadRecipe`."""
    known = {field.name for field in fields(HeadRecipe)}
    entries = json.loads(path.read_text(encoding="utf-8"))
    return tuple(_from_entry(entry, known) for entry in entries)


def _from_entry(entry: dict[str, Any], known: set[str]) -> HeadRecipe:
    values = {name: value for name, value in entry.items() if name in known}
    return HeadRecipe(**values | {"hair_colour": tuple(entry["hair_colour"])})
