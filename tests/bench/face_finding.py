"""Rows about finding faces: which are found, what is taken for one, stored this way or that."""

from collections.abc import Callable, Iterator, Sequence

from tests.bench import face_library, face_product
from tests.bench.face_bench import Bench, cost_rows
from tests.bench.face_photos import stored_ways
from tests.bench.face_sides import Seen, Side, Spent
from tests.bench.face_table import Cell, Row, aimed, number, share
from tests.bench.face_truth import CLEAR, SMALLEST, BoxOf, Scene, TrueFace, extra, paired

STORED_SHIFT = 3
"""Pixels an edge may move when the same photo is compressed another way up."""


def found(bench: Bench) -> Iterator[Row]:
    """Which faces of the scenes are found, and what finding costs."""
    scenes = bench.corpus.scenes
    ours, theirs = _both(bench.finding, bench.library, [scene.path for scene in scenes])
    hits = [_hits(scenes, side) for side in (ours, theirs)]

    def row(measure: str, wanted: Callable[[TrueFace], bool]) -> Row:
        return Row(measure, *(_recall(hit, wanted) for hit in hits))

    yield aimed(row("found: 40 px and more", lambda f: f.height >= CLEAR), at_least=0.995)
    yield aimed(row("found: 24 px and more", lambda f: f.height >= SMALLEST), at_least=0.98)
    yield row("found: under 24 px", lambda f: f.height < SMALLEST)
    yield aimed(
        row("found: 24 px, turned 25-40 deg", lambda f: f.height >= SMALLEST and f.turn > 25),
        at_least=0.95,
    )
    for condition in ("plain", "blur", "dark"):
        yield row(
            f"found: 24 px, {condition}",
            lambda f, c=condition: f.height >= SMALLEST and f.condition == c,
        )
    for measure, pick in _KINDS:
        yield Row(
            f"extra boxes a scene{measure}",
            *(
                number(
                    sum(
                        pick(seen.value[i])
                        for scene, seen in zip(scenes, side, strict=True)
                        for i in extra([one.box for one in seen.value], scene.faces)
                    )
                    / len(scenes)
                )
                for side in (ours, theirs)
            ),
        )
    yield from cost_rows("detection alone", ours, theirs, at_most=0.6)


_KINDS: tuple[tuple[str, Callable[[Seen], bool]], ...] = (
    (", all", lambda seen: True),
    (", asked about", lambda seen: seen.asked),
)


def clean(bench: Bench) -> Iterator[Row]:
    """Boxes on photos in which nobody is."""
    if not bench.clean.paths:
        yield Row("extra boxes a clean photo", Cell("skipped: no clean photos"))
        return
    ours, theirs = _both(bench.finding, bench.library, bench.clean.paths)
    photos = len(bench.clean.paths)
    all_of = Row(
        f"extra boxes a clean photo ({bench.clean.origin})",
        *(number(sum(len(seen.value) for seen in side) / photos) for side in (ours, theirs)),
    )
    yield aimed(all_of, at_most=4)
    yield Row(
        "extra boxes a clean photo, asked about",
        *(
            number(sum(one.asked for seen in side for one in seen.value) / photos)
            for side in (ours, theirs)
        ),
    )
    yield Row(
        "extra boxes, the worst clean photo",
        *(number(max(len(seen.value) for seen in side), digits=0) for side in (ours, theirs)),
    )


def stored(bench: Bench) -> Iterator[Row]:
    """The same photo stored in other ways must show the same faces at the same places."""
    scene = bench.corpus.scenes[0]
    ways = stored_ways(scene.path, bench.folder)
    upright = ways.pop("upright")
    ours = bench.finding.do(face_product.find, upright).value
    theirs = bench.library.do(face_library.find, upright).value
    faces = _on_faces(ours, scene)
    yield Row(
        "stored upright", Cell(f"{len(faces)} faces, {len(ours)} boxes"), _count(theirs, scene)
    )
    for name, path in ways.items():
        again = bench.finding.do(face_product.find, path).value
        faces_again = _on_faces(again, scene)
        moved = _most_moved(faces, faces_again)
        words = f"{len(faces_again)} faces, {len(again)} boxes, moved {moved:.0f} px at most"
        same = faces.keys() == faces_again.keys() and moved <= STORED_SHIFT
        yield Row(
            f"stored {name}",
            Cell(words, moved),
            _library_boxes(bench.library, path, scene),
            f"same faces, <= {STORED_SHIFT} px",
            same,
        )


def _on_faces(seen: list[Seen], scene: Scene) -> dict[int, BoxOf]:
    """Return the box on each true face that has one."""
    boxes = [one.box for one in seen]
    return {face: boxes[box] for face, box in paired(boxes, scene.faces).items()}


def _most_moved(upright: dict[int, BoxOf], again: dict[int, BoxOf]) -> float:
    """Return how far any edge of a box on the same face moved at most."""
    both = upright.keys() & again.keys()
    pairs = [zip(upright[face], again[face], strict=True) for face in both]
    return max((abs(a - b) for edges in pairs for a, b in edges), default=0.0)


def _count(seen: list[Seen], scene: Scene) -> Cell:
    return Cell(f"{len(_on_faces(seen, scene))} faces, {len(seen)} boxes")


def _library_boxes(library: Side, path: str, scene: Scene) -> Cell:
    try:
        return _count(library.do(face_library.find, path).value, scene)
    except Exception as refused:
        return Cell(f"cannot be read ({type(refused).__name__})")


def _both(
    product: Side, library: Side, paths: Sequence[str]
) -> tuple[list[Spent[list[Seen]]], list[Spent[list[Seen]]]]:
    """Find faces by both sides, photo by photo; the first photo is looked at twice to warm up."""
    product.do(face_product.find, paths[0])
    library.do(face_library.find, paths[0])
    ours, theirs = [], []
    for path in paths:
        ours.append(product.do(face_product.find, path))
        theirs.append(library.do(face_library.find, path))
    return ours, theirs


def _hits(
    scenes: Sequence[Scene], side: Sequence[Spent[list[Seen]]]
) -> list[tuple[TrueFace, bool]]:
    hits = []
    for scene, seen in zip(scenes, side, strict=True):
        box_of = paired([one.box for one in seen.value], scene.faces)
        hits += [(face, i in box_of) for i, face in enumerate(scene.faces) if not face.ignored]
    return hits


def _recall(hits: list[tuple[TrueFace, bool]], wanted: Callable[[TrueFace], bool]) -> Cell:
    chosen = [hit for face, hit in hits if wanted(face)]
    return share(sum(chosen), len(chosen))
