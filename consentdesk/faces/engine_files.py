"""Reads the description of a face engine that a school brought along.

A description is a TOML file that lies beside its model; docs/engines.md explains every field.
Loads no engine, so the window may ask for versions and lines.
"""

from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from consentdesk.domain.search import Sensitivity
from consentdesk.faces.engine_fields import Fields
from consentdesk.faces.ports import Lines, Points

EngineKind = Literal["detector", "encoder"]

_LARGEST_EDGE = 4096
_LEAST_SCORE = 0.001


@dataclass(frozen=True, slots=True)
class Shown:
    """How a picture is turned into a network's numbers: (colour - mean) / scale.

    Attributes:
        bgr: blue comes first, not red.
        mean, scale: one number a colour, in the order red, green, blue; of 0 to 255.
    """

    bgr: bool
    mean: tuple[float, ...]
    scale: tuple[float, ...]

    def packed(self, pictures: NDArray[np.uint8] | NDArray[np.float32]) -> NDArray[np.float32]:
        """Return pictures (count x rows x columns x RGB) as count x 3 x rows x columns."""
        prepared = (pictures - np.array(self.mean, np.float32)) / np.array(self.scale, np.float32)
        colours = prepared[..., ::-1] if self.bgr else prepared
        return np.ascontiguousarray(colours.transpose(0, 3, 1, 2), np.float32)


@dataclass(frozen=True, slots=True)
class EncoderFile:
    """A school's encoder.

    Attributes:
        version: name and fingerprint of model and description.
        edge: pixels a side of a chip.
        template: where the detector's five points fall in a chip, x and y.
        mirror: whether the vector of the mirrored chip is averaged in.
        normalise: whether a vector is brought to length 1.
    """

    model: Path
    version: str
    shown: Shown
    edge: int
    template: Points
    mirror: bool
    normalise: bool
    lines: Lines


@dataclass(frozen=True, slots=True)
class DetectorFile:
    """A school's detector.

    Attributes:
        version: name and fingerprint of model and description.
        edge: pixels of the longer side at which the whole photo is shown.
        tile, overlap: pixels a side of a tile at native scale, and what two neighbours share.
        boxes, scores, points: names of the outputs.
        thresholds: score from which a box is kept, by sensitivity.
        sure: score from which a box is a face and not "maybe a face".
    """

    model: Path
    version: str
    shown: Shown
    edge: int
    tile: int
    overlap: int
    boxes: str
    scores: str
    points: str
    usual: float
    more: float
    most: float
    sure: float

    def threshold(self, sensitivity: Sensitivity) -> float:
        """Return the score from which a box is kept."""
        by_sensitivity = {
            Sensitivity.USUAL: self.usual,
            Sensitivity.MORE: self.more,
            Sensitivity.MOST: self.most,
        }
        return by_sensitivity[sensitivity]


def kind_of(file: str) -> EngineKind:
    """Return what a description describes.

    Raises:
        EngineError: it is not there, no TOML, or says neither.
    """
    fields_ = Fields.of(file)
    return "detector" if fields_.word("kind", ("detector", "encoder")) == "detector" else "encoder"


def read_encoder(file: str) -> EncoderFile:
    """Read the description of an encoder.

    Raises:
        EngineError: it or its model is not there, or a field is missing or wrong; says which.
    """
    given = Fields.of(file)
    given.word("kind", ("encoder",))
    edge = given.whole("edge", 16, 1024)
    lines = given.table("lines")
    return EncoderFile(
        model=given.model(),
        version=given.version(),
        shown=_shown(given),
        edge=edge,
        template=given.points("template", edge),
        mirror=given.yes_or_no("mirror"),
        normalise=given.yes_or_no("normalise"),
        lines=_lines(lines),
    )


def read_detector(file: str) -> DetectorFile:
    """Read the description of a detector.

    Raises:
        EngineError: it or its model is not there, or a field is missing or wrong; says which.
    """
    given = Fields.of(file)
    given.word("kind", ("detector",))
    outputs, thresholds = given.table("outputs"), given.table("thresholds")
    tile = given.whole("tile", 128, _LARGEST_EDGE, step=32)
    most = thresholds.number("most", _LEAST_SCORE, 1.0)
    more = thresholds.number("more", most, 1.0)
    usual = thresholds.number("usual", more, 1.0)
    return DetectorFile(
        model=given.model(),
        version=given.version(),
        shown=_shown(given),
        edge=given.whole("edge", 128, _LARGEST_EDGE, step=32),
        tile=tile,
        overlap=given.whole("overlap", 64, tile // 2),
        boxes=outputs.text("boxes"),
        scores=outputs.text("scores"),
        points=outputs.text("points"),
        usual=usual,
        more=more,
        most=most,
        sure=thresholds.number("sure", usual, 1.0),
    )


def _shown(given: Fields) -> Shown:
    return Shown(
        bgr=given.word("colours", ("rgb", "bgr")) == "bgr",
        mean=given.three("mean"),
        scale=given.three("scale", above=0.0),
    )


def _lines(given: Fields) -> Lines:
    """Read every line, also those that have a usual value: it was measured for another network."""
    values: dict[str, Any] = {}
    for field in fields(Lines):
        whole = field.type is int
        values[field.name] = given.whole(field.name, 1, 1000) if whole else given.number(field.name)
    return Lines(**values)
