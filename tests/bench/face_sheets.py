"""Sheets of the corpus's clear portraits, spoiled on purpose: smaller, blurred, very dark.

The scenes hold some forty spoiled faces of enrolled people; that is too few to say how often
one of them is passed over in silence.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image, ImageFilter

from tests.bench.face_truth import BoxOf, Corpus

CELL, ACROSS = 260, 10
CONDITIONS = ("plain", "blur", "dark")
MORE_CONDITIONS = (*CONDITIONS, "slight blur", "rather dark")

_HEIGHTS = (40, 110)
"""Pixels of a face, hairline to chin; in a portrait of 250 px it measures about `_FACE`."""

_FACE = 112.0
_BLUR = {"blur": (0.02, 0.04), "slight blur": (0.01, 0.02)}
"""Gaussian blur, share of the face's height; the stronger as in the scenes' blurred third."""

_LIGHT, _NOISE = {"dark": (0.22, 0.42), "rather dark": (0.42, 0.7)}, 7.0
"""Share of the light; the darker as the scenes' dark third was made (face survey, section 1)."""


@dataclass(frozen=True)
class Sheet:
    """One picture with a portrait in each cell; ``people`` gives numbers, None for strangers."""

    path: str
    condition: str
    people: tuple[int | None, ...]

    def cell_of(self, box: BoxOf) -> int | None:
        """Return the cell in whose middle part the face lies; bystanders stand at its rim."""
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        column, row = int(x // CELL), int(y // CELL)
        off = max(abs(x - (column + 0.5) * CELL), abs(y - (row + 0.5) * CELL))
        cell = row * ACROSS + column
        return cell if off < CELL / 6 and cell < len(self.people) else None


def spoiled_sheets(
    corpus: Corpus, into: Path, conditions: Sequence[str] = CONDITIONS
) -> Iterator[Sheet]:
    """Write the sheets: nobody twice on one, each portrait once in each condition."""
    probes, strangers = corpus.probes(), corpus.strangers()
    for number in range(3):
        on_it = _one_each(probes, number)
        on_it += [(None, path) for path in strangers[number::3]]
        for condition in conditions if on_it else ():
            rng = np.random.default_rng([number, MORE_CONDITIONS.index(condition)])
            path = into / f"sheet_{number}_{condition}.png"
            _sheet([file for _, file in on_it], condition, rng).save(path)
            yield Sheet(str(path), condition, tuple(person for person, _ in on_it))


def _one_each(probes: list[tuple[int, str]], number: int) -> list[tuple[int | None, str]]:
    """Return the so-manieth other photo of each person who has one."""
    files: dict[int, list[str]] = {}
    for person, path in probes:
        files.setdefault(person, []).append(path)
    return [(person, own[number]) for person, own in files.items() if number < len(own)]


def _sheet(paths: list[str], condition: str, rng: np.random.Generator) -> Image.Image:
    rows = -(-len(paths) // ACROSS)
    sheet = Image.new("RGB", (ACROSS * CELL, rows * CELL), (96, 104, 96))
    for cell, path in enumerate(paths):
        height = rng.uniform(*_HEIGHTS)
        portrait = _spoiled(Image.open(path).convert("RGB"), height, condition, rng)
        x, y = (cell % ACROSS + 0.5) * CELL, (cell // ACROSS + 0.5) * CELL
        sheet.paste(portrait, (round(x - portrait.width / 2), round(y - portrait.height / 2)))
    return sheet


def _spoiled(
    portrait: Image.Image, height: float, condition: str, rng: np.random.Generator
) -> Image.Image:
    edge = round(portrait.width * height / _FACE)
    small = portrait.resize((edge, edge), Image.Resampling.BOX)
    if condition in _BLUR:
        return small.filter(ImageFilter.GaussianBlur(height * rng.uniform(*_BLUR[condition])))
    if condition in _LIGHT:
        light = np.asarray(small, np.float32) * rng.uniform(*_LIGHT[condition])
        noisy = light + rng.normal(0, _NOISE, light.shape)
        return Image.fromarray(np.clip(noisy, 0, 255).astype(np.uint8))
    return small
