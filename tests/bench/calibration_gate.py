"""Counts how often a poor picture of a pupil is passed over in silence, on scenes and on sheets."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from consentdesk.faces.ports import Gallery
from tests.bench import face_product
from tests.bench.calibration_counts import Rows, part
from tests.bench.face_comparing import by_cell, judged
from tests.bench.face_sheets import MORE_CONDITIONS, spoiled_sheets
from tests.bench.face_truth import SMALLEST, Corpus

GATE_HEAD = (
    "faces",
    "pupils sent to a person",
    "pupils suggested",
    "pupils passed over, of pupils not sent",
    "pupils among those called “no suggestion”",
    "strangers suggested",
)


@dataclass(frozen=True)
class PoorFace:
    """A found face whose owner is known.

    Attributes:
        source: which pictures it comes from.
        plain: neither blurred nor dark.
        pupil: number of its owner, None for a stranger.
        half: 0 or 1, the half of the people its owner belongs to.
        outcome: what was said of it.
        named: its owner was suggested.
    """

    source: str
    plain: bool
    pupil: int | None
    half: int
    outcome: str
    named: bool


def gate_rows(corpus: Corpus, folder: Path) -> Rows:
    """Check the scenes and the spoiled sheets, and return what is said of their faces."""
    gallery = face_product.enrol(corpus.register())[0]
    return grade_rows([*_in_scenes(corpus, gallery), *_on_sheets(corpus, gallery, folder)])


def grade_rows(faces: Sequence[PoorFace]) -> Rows:
    """Return what is said of faces by condition, then of all poor ones and of either half."""
    sources = sorted({face.source for face in faces})
    rows = [_row(source, [one for one in faces if one.source == source]) for source in sources]
    poor = [one for one in faces if not one.plain]
    rows.append(_row("**all blurred and dark**", poor))
    for half in (0, 1):
        rows.append(_row(f"... half {half + 1} of people", [o for o in poor if o.half == half]))
    return rows


def _in_scenes(corpus: Corpus, gallery: Gallery) -> Iterator[PoorFace]:
    if not (corpus.folder / "truth.json").exists():
        return
    answers = [face_product.match(scene.path, gallery).value for scene in corpus.scenes]
    graded = [one for one in judged(corpus, answers) if one[0].height >= SMALLEST]
    for index, (true, pupil, answer) in enumerate(graded):
        plain = true.condition == "plain"
        half = (index if pupil is None else pupil) % 2
        source = f"scenes, {true.condition}, >= {SMALLEST} px"
        named = pupil in answer.people
        yield PoorFace(source, plain, pupil, half, answer.outcome, named)


def _on_sheets(corpus: Corpus, gallery: Gallery, folder: Path) -> Iterator[PoorFace]:
    for sheet in spoiled_sheets(corpus, folder, MORE_CONDITIONS):
        answers = by_cell(sheet, face_product.match(sheet.path, gallery).value)
        for index, (pupil, answer) in enumerate(answers):
            plain, source = sheet.condition == "plain", f"sheets, {sheet.condition}, 40-110 px"
            half = (index if pupil is None else pupil) % 2
            yield PoorFace(source, plain, pupil, half, answer.outcome, pupil in answer.people)


def _row(name: str, faces: Sequence[PoorFace]) -> tuple[str, ...]:
    pupils = [one for one in faces if one.pupil is not None]
    strangers = [one for one in faces if one.pupil is None]
    silent = _times(pupils, "no_suggestion")
    sent = _times(pupils, "cannot_tell")
    return (
        name,
        part(sent, len(pupils)),
        part(sum(one.named for one in pupils), len(pupils)),
        part(silent, len(pupils) - sent),
        part(silent, _times(faces, "no_suggestion")),
        part(_times(strangers, "suggestion"), len(strangers)),
    )


def _times(faces: Sequence[PoorFace], outcome: str) -> int:
    return sum(one.outcome == outcome for one in faces)
