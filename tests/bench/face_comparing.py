"""Rows about comparing faces: what it says, what it costs, how long a person waits."""

import time
from collections.abc import Callable, Iterator, Sequence
from statistics import median
from typing import TypeVar

from consentdesk.domain.progress import CancelToken
from consentdesk.faces.pool import FacePool
from tests.bench import face_library, face_product
from tests.bench.face_bench import Bench, cost_rows
from tests.bench.face_photos import twenty_faces
from tests.bench.face_sheets import CONDITIONS, Sheet, spoiled_sheets
from tests.bench.face_sides import Answer, Spent, library_processes
from tests.bench.face_table import Cell, Row, aimed, number, share
from tests.bench.face_truth import CLEAR, SMALLEST, Corpus, TrueFace, paired


def checked(bench: Bench) -> Iterator[Row]:
    """The whole check of the scenes: what it costs, what it says, how much memory it takes."""
    gallery, known = bench.enrolled[0], bench.known
    looked, ours, lib_looked, theirs = [], [], [], []
    for scene in bench.corpus.scenes:
        looked.append(bench.looking.do(face_product.look, scene.path))
        lib_looked.append(bench.library.do(face_library.look, scene.path))
        ours.append(bench.matching.do(face_product.match, scene.path, gallery))
        theirs.append(bench.library_matching.do(face_library.match, scene.path, known))
    yield from cost_rows("whole check in Look", looked, lib_looked)
    yield from cost_rows("whole check in Match", ours, theirs)
    peaks = [bench.looking.peak(), bench.matching.peak(), bench.library_matching.peak()]
    library = number(peaks[2], digits=0)
    yield aimed(Row("peak memory a worker in Look, MB", number(peaks[0], digits=0)), at_most=700)
    yield aimed(
        Row("peak memory a worker in Match, MB", number(peaks[1], digits=0), library), at_most=700
    )
    yield from _in_scenes(bench.corpus, [one.value for one in ours], [one.value for one in theirs])


def _in_scenes(
    corpus: Corpus, ours: list[list[Answer]], theirs: list[list[Answer]]
) -> Iterator[Row]:
    """What comparing says about the scenes' faces: two thirds are blurred or very dark."""
    sides = [judged(corpus, side) for side in (ours, theirs)]
    for name, wanted in _GRADES:
        graded = [[one for one in side if wanted(one[0])] for side in sides]
        own = [[one for one in side if one[1] is not None] for side in graded]
        yield Row(
            f"{name}: cannot tell",
            *(share(_said(side, "cannot_tell"), len(side)) for side in graded),
        )
        yield Row(
            f"{name}: pupil suggested, of pupils",
            *(share(sum(p in a.people for _, p, a in side), len(side)) for side in own),
        )
        silent = Row(
            f'{name}: pupils among those called "no suggestion"',
            *(
                share(_said(pupils, "no_suggestion"), _said(side, "no_suggestion"))
                for pupils, side in zip(own, graded, strict=True)
            ),
        )
        yield aimed(silent, at_most=0.03) if name.startswith("degraded") else silent
        yield Row(
            f"{name}: pupils called so, of pupils not sent to a person",
            *(
                share(_said(side, "no_suggestion"), len(side) - _said(side, "cannot_tell"))
                for side in own
            ),
        )


_GRADES: tuple[tuple[str, Callable[[TrueFace], bool]], ...] = (
    ("degraded >= 24 px", lambda f: f.height >= SMALLEST and f.condition != "plain"),
    ("degraded >= 40 px", lambda f: f.height >= CLEAR and f.condition != "plain"),
    ("plain >= 40 px", lambda f: f.height >= CLEAR and f.condition == "plain"),
)

Judged = tuple[TrueFace, int | None, Answer]


def judged(corpus: Corpus, answers: list[list[Answer]]) -> list[Judged]:
    """Return each found face with its pupil's number, if enrolled, and what was said."""
    numbers = {who: number for number, who in enumerate(corpus.people, start=1)}
    judged = []
    for scene, given in zip(corpus.scenes, answers, strict=True):
        box_of = paired([answer.box for answer in given], scene.faces)
        for face, box in box_of.items():
            true = scene.faces[face]
            judged.append((true, numbers.get(true.who or ""), given[box]))
    return judged


def _said(judged: Sequence[Judged], outcome: str) -> int:
    return sum(answer.outcome == outcome for _, _, answer in judged)


def register(bench: Bench) -> Iterator[Row]:
    """Clear faces against the register: who is missed, which strangers are taken for somebody."""
    (gallery, taken, given), known = bench.enrolled, bench.known
    yield Row("register photos enrolled", Cell(f"{taken} of {given}"), Cell(f"{given}"))
    marked = sum(bool(reference.look_alikes) for reference in gallery.references)
    yield Row("enrolled people marked as look-alikes", share(marked, len(gallery.references)))
    probes, strangers = bench.corpus.probes(), bench.corpus.strangers()
    sides = [
        ([_main(say(path)) for _, path in probes], [_main(say(path)) for path in strangers])
        for say in (
            lambda path: bench.matching.do(face_product.match, path, gallery).value,
            lambda path: bench.library_matching.do(face_library.match, path, known).value,
        )
    ]
    owners = [person for person, _ in probes]
    missed = [_missed(owners, own) for own, _ in sides]
    yield aimed(
        Row("clear faces, 3 enrolled: missed (no word of the pupil)", *missed), at_most=0.01
    )
    yield Row(
        "clear faces: the pupil is not suggested (cannot tell included)",
        *(_not_named(owners, own) for own, _ in sides),
    )
    yield Row(
        "clear faces: cannot tell",
        *(_outcomes(own, "cannot_tell") for own, _ in sides),
    )
    yield aimed(
        Row(
            f"strangers suggested as somebody, register {len(gallery.references)}",
            *(_outcomes(others, "suggestion") for _, others in sides),
        ),
        at_most=0.05,
    )
    yield Row("strangers: cannot tell", *(_outcomes(others, "cannot_tell") for _, others in sides))


def _main(answers: list[Answer]) -> Answer | None:
    return max(answers, key=lambda answer: answer.area, default=None)


def _missed(owners: list[int], answers: list[Answer | None]) -> Cell:
    """Count a pupil who was neither suggested nor sent to a person."""
    missed = sum(
        answer is None or (answer.outcome != "cannot_tell" and owner not in answer.people)
        for owner, answer in zip(owners, answers, strict=True)
    )
    return share(missed, len(owners))


def _not_named(owners: list[int], answers: list[Answer | None]) -> Cell:
    named = sum(
        answer is not None and owner in answer.people
        for owner, answer in zip(owners, answers, strict=True)
    )
    return share(len(owners) - named, len(owners))


def _outcomes(answers: list[Answer | None], outcome: str) -> Cell:
    hit = sum(answer is not None and answer.outcome == outcome for answer in answers)
    return share(hit, len(answers))


def sheets(bench: Bench) -> Iterator[Row]:
    """The corpus's portraits of 40 px and more, spoiled: what is said, and what is kept silent."""
    gallery, known = bench.enrolled[0], bench.known
    said: dict[str, tuple[list[Said], list[Said]]] = {c: ([], []) for c in CONDITIONS}
    for sheet in spoiled_sheets(bench.corpus, bench.folder):
        ours, theirs = said[sheet.condition]
        ours += by_cell(sheet, bench.matching.do(face_product.match, sheet.path, gallery).value)
        answers = bench.library_matching.do(face_library.match, sheet.path, known).value
        theirs += by_cell(sheet, answers)
    both = tuple(said["blur"][side] + said["dark"][side] for side in (0, 1))
    for name, sides in (*said.items(), ("blur and dark", both)):
        pupils = [[one for one in side if one[0] is not None] for side in sides]
        yield Row(
            f"sheets, {name}: cannot tell", *(_share_said(side, "cannot_tell") for side in sides)
        )
        yield Row(
            f"sheets, {name}: pupil suggested, of pupils",
            *(share(sum(p in a.people for p, a in side), len(side)) for side in pupils),
        )
        yield Row(
            f"sheets, {name}: stranger suggested as somebody",
            *(_share_said([one for one in side if one[0] is None], "suggestion") for side in sides),
        )
        silent = Row(
            f'sheets, {name}: pupils among those called "no suggestion"',
            *(
                share(_times(own, "no_suggestion"), _times(side, "no_suggestion"))
                for own, side in zip(pupils, sides, strict=True)
            ),
        )
        yield aimed(silent, at_most=0.03) if "and" in name else silent
        yield Row(
            f"sheets, {name}: pupils called so, of pupils not sent to a person",
            *(
                share(_times(own, "no_suggestion"), len(own) - _times(own, "cannot_tell"))
                for own in pupils
            ),
        )


Said = tuple[int | None, Answer]
"""The number of the pupil in a cell, None for a stranger, and what was said of the face."""


def by_cell(sheet: Sheet, answers: list[Answer]) -> list[Said]:
    """Return the biggest face in the middle of each cell that has one."""
    in_cell: dict[int, Answer] = {}
    for answer in sorted(answers, key=lambda answer: answer.area):
        cell = sheet.cell_of(answer.box)
        if cell is not None:
            in_cell[cell] = answer
    return [(sheet.people[cell], answer) for cell, answer in in_cell.items()]


def _times(said: Sequence[Said], outcome: str) -> int:
    return sum(answer.outcome == outcome for _, answer in said)


def _share_said(said: Sequence[Said], outcome: str) -> Cell:
    return share(_times(said, outcome), len(said))


def waiting(bench: Bench) -> Iterator[Row]:
    """How long a person waits for photos of twenty faces in Match."""
    photos = twenty_faces(bench.folder, 2)
    gallery, known = bench.enrolled[0], bench.known
    with FacePool(2) as pool, library_processes(1) as one, library_processes(2) as two:
        jobs = [(path, (path, gallery)) for path in photos]
        ways: list[Callable[[], list[Spent[list[Answer]]]]] = [
            lambda: [
                answer.value
                for answer in pool.run(face_product.match, jobs, cancel=CancelToken())
                if answer.value is not None
            ],
            lambda: list(one.map(face_library.match, photos, [known] * len(photos))),
            lambda: list(two.map(face_library.match, photos, [known] * len(photos))),
        ]
        walls, answers = _in_turn(ways, rounds=2 if bench.corpus.quick else 4)
    ours, theirs, theirs_two = (wall / len(photos) for wall in walls)
    yield Row("photo with 20 faces: faces found", _mean_faces(answers[0]), _mean_faces(answers[1]))
    yield Row("photo with 20 faces, Match, 2 processes: wall s", number(ours), number(theirs_two))
    yield Row("... as it comes: 2 processes against 1", number(ours), number(theirs))
    yield aimed(Row("... ratio, as it comes", number(ours / theirs), number(1)), at_most=0.5)
    yield Row("... ratio, 2 processes each", number(ours / theirs_two), number(1))


T = TypeVar("T")


def _in_turn(ways: Sequence[Callable[[], T]], rounds: int) -> tuple[list[float], list[T]]:
    """Do each in turn, several rounds after one to warm up; return the middle wall of each."""
    answers = [way() for way in ways]
    walls: list[list[float]] = [[] for _ in ways]
    for _ in range(rounds):
        for way, wall in zip(ways, walls, strict=True):
            begun = time.perf_counter()
            way()
            wall.append(time.perf_counter() - begun)
    return [median(wall) for wall in walls], answers


def _mean_faces(answers: list[Spent[list[Answer]]]) -> Cell:
    return number(sum(len(answer.value) for answer in answers) / len(answers), digits=1)
