"""Measures what is left of a face below a mosaic, and how often a mosaic is taken for a face.

    uv run python tests/bench/mosaic_strength.py --demo FOLDER [--corpus FOLDER] [--quick]
        [--cells 4] [--levels 4] [--own 0.5]

FOLDER is one that `consentdesk demo` filled: every face of its photos is hidden and the product's
own close look asked of each place. The corpus holds ``enrol/<who>/``, ``probe/<who>/`` and
``scene_*.jpg`` with ``truth.json``, as for `faces.py`; its faces are hidden and then compared all
the same, with the eyes and mouth taken from the open picture, as nobody outside could. Covers
stand beside the mosaics. A mosaic can be weakened by the last three arguments.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from consentdesk.domain.face import RegionSubject, SuggestionOutcome
from consentdesk.domain.ids import PersonId
from consentdesk.domain.pixels import Box
from consentdesk.domain.search import Search, SearchDepth
from consentdesk.faces.centerface import CenterFace
from consentdesk.faces.chip import cut_chip, quality_of
from consentdesk.faces.close_look import look_closely
from consentdesk.faces.compare import compare
from consentdesk.faces.dlib_encoder import DlibEncoder
from consentdesk.faces.portrait import sitters
from consentdesk.faces.ports import FoundFace, Gallery, Reference
from consentdesk.faces.resize import as_array
from consentdesk.media import mosaic
from consentdesk.media.cover import colour_around
from consentdesk.media.finished_photo import FinishedPhoto, finish
from consentdesk.media.open_photo import open_photo, read_header
from consentdesk.media.verify import check_mosaics
from consentdesk.services.publishing.covered_faces import lies_under
from consentdesk.services.publishing.finishing import COVER_MARGIN
from tests.bench.face_truth import Corpus

SMALLEST = 24
WAYS = ("open", "cover", "mosaic")
SIZES = (640, 1200, 1600, 2048)
"""Longest sides of the copies that are looked at, pixels."""
ENLARGED = 3
"""Times a picture of the corpus is enlarged, so that its cells are not coarser for its size."""


@dataclass(frozen=True)
class Photo:
    """A file and the faces in it."""

    file: bytes
    faces: tuple[Box, ...]


def main() -> None:
    given = _arguments()
    mosaic.CELLS_ACROSS, mosaic._LEVELS, mosaic._OF_THE_FACE = given.cells, given.levels, given.own
    print(f"cells {given.cells}, levels {given.levels}, own colour {given.own}")
    detector = CenterFace()
    photos = [*_demo_photos(given.demo, given.quick), *_scenes(given.corpus, given.quick)]
    for way in WAYS:
        print(_looked(detector, photos, way))
    if given.corpus is not None:
        for line in _compared(detector, Corpus(given.corpus)):
            print(line)


def hidden(photo: Photo, way: str, long_edge: int, every: int = 1) -> FinishedPhoto:
    """Return the copy with each face hidden that way, or only every second one of them."""
    upright, margin = read_header(photo.file), COVER_MARGIN[RegionSubject.FACE]
    places = [face.grown(margin, upright.width, upright.height) for face in photo.faces[::every]]
    covers = places if way == "cover" else ()
    mosaics = places if way == "mosaic" else ()
    return finish(photo.file, long_edge=long_edge, covers=covers, mosaics=mosaics)


def _looked(detector: CenterFace, photos: Sequence[Photo], way: str) -> str:
    """Look below every place as publishing does; tell how often a face is seen."""
    places = seen = flat = 0
    for photo in photos:
        for long_edge in SIZES:
            for every in (1, 2):
                copy = hidden(photo, way, long_edge, every)
                pixels = open_photo(copy.content)
                check_mosaics(pixels, copy.mosaics, copy.covers)
                flat += sum(len(each.cells) for each in copy.mosaics)
                picture = as_array(pixels)
                for place in copy.hidden or hidden(photo, "cover", long_edge, every).covers:
                    places += 1
                    found = look_closely(detector, picture, place)
                    seen += any(lies_under(face, place) for face in found)
    return f"{way}: a face is seen at {seen} of {places} places; {flat} cells, each even"


def _compared(detector: CenterFace, corpus: Corpus) -> Iterator[str]:
    """Compare hidden faces with the enrolled; tell how often anybody is suggested."""
    encoder = DlibEncoder()
    references, grids = [], {}
    for number, files in corpus.register().items():
        pictures = [_portrait(detector, file) for file in files]
        kept = [each for each in pictures if each is not None]
        rows = [encoder.vectors(open_photo(file), [face])[0] for file, face in kept]
        mean = np.mean(rows, axis=0)
        references.append(Reference(PersonId(number), tuple(map(float, mean)), len(rows)))
        grids[number] = [_grid(file, face) for file, face in kept]
    gallery = Gallery(tuple(references), encoder.version)
    probes = [(n, each) for n, file in corpus.probes() if (each := _portrait(detector, file))]
    for way in WAYS:
        yield _compared_as(way, encoder, gallery, probes)
    first = sum(_nearest_grid(_grid(*probe), grids) == number for number, probe in probes)
    yield f"the cells alone, against cells of the enrolled: right first {first} of {len(probes)}"
    yield f"by chance {len(probes) / len(references):.1f}"


def _compared_as(
    way: str,
    encoder: DlibEncoder,
    gallery: Gallery,
    probes: Sequence[tuple[int, tuple[bytes, FoundFace]]],
) -> str:
    outcomes: Counter[SuggestionOutcome] = Counter()
    first = right = found_again = 0
    detector = CenterFace()
    for number, (file, face) in probes:
        copy = hidden(Photo(file, (face.box,)), way, 9999)
        pixels = open_photo(copy.content)
        vector = encoder.vectors(pixels, [face])[0]
        quality = quality_of(cut_chip(as_array(pixels), face.points))
        answer = compare(vector, quality, face, gallery, encoder.lines)
        outcomes[answer.outcome] += 1
        named = [candidate.person_id for candidate in answer.candidates]
        right += number in named
        far = [np.linalg.norm(vector - np.array(r.vector)) for r in gallery.references]
        first += gallery.references[int(np.argmin(far))].person_id == number
        everywhere = detector.find(pixels, Search(SearchDepth.NEAR))
        found_again += any(lies_under(each.box, face.box) for each in everywhere)
    counts = ", ".join(f"{outcomes[outcome]} {outcome}" for outcome in SuggestionOutcome)
    return (
        f"{way}: {len(probes)} faces of enrolled people, {found_again} found, {counts}, "
        f"{right} with the right one among the candidates; nearest is the right one {first} times"
    )


def _portrait(detector: CenterFace, path: str) -> tuple[bytes, FoundFace] | None:
    """Return an enlarged portrait and its face, None when none is found in it."""
    with Image.open(path) as image:
        size = (image.width * ENLARGED, image.height * ENLARGED)
        large, out = image.convert("RGB").resize(size, Image.Resampling.BICUBIC), BytesIO()
        large.save(out, "JPEG", quality=95)
    file = out.getvalue()
    faces = sitters(detector.find(open_photo(file), Search(SearchDepth.NEAR)))
    return (file, faces[0]) if faces else None


def _grid(file: bytes, face: FoundFace) -> NDArray[np.float64]:
    """Return the light and dark of a mosaic's cells, freed of exposure."""
    pixels = open_photo(file)
    place = face.box.grown(COVER_MARGIN[RegionSubject.FACE], pixels.width, pixels.height)
    image = Image.frombytes("RGB", (pixels.width, pixels.height), pixels.data)
    around = colour_around(image, place)
    cells = np.array(mosaic.colours_of(image, place, place, around).rows, dtype=np.float64)
    weights = np.array([0.299, 0.587, 0.114])
    grey: NDArray[np.float64] = np.einsum("rcp,p->rc", cells, weights)
    return grey - float(grey.mean())


def _nearest_grid(wanted: NDArray[np.float64], grids: dict[int, list[NDArray[np.float64]]]) -> int:
    def far(other: NDArray[np.float64]) -> float:
        # two places differ by a cell in size now and then: the corner that both have is compared
        rows, columns = (min(a, b) for a, b in zip(wanted.shape, other.shape, strict=True))
        return float(np.abs(wanted[:rows, :columns] - other[:rows, :columns]).mean())

    return min(grids, key=lambda number: min(map(far, grids[number]), default=np.inf))


def _demo_photos(folder: Path, quick: bool) -> Iterator[Photo]:
    files = json.loads((folder / "truth.json").read_text(encoding="utf-8"))["files"]
    for name, entry in list(files.items())[:: 4 if quick else 1]:
        faces = tuple(Box(*face["box"]) for face in entry["faces"])
        big = tuple(face for face in faces if face.height >= SMALLEST)
        path = next(iter(folder.rglob(name)), None)
        if big and path is not None:
            yield Photo(path.read_bytes(), big)


def _scenes(folder: Path | None, quick: bool) -> Iterator[Photo]:
    scenes = () if folder is None else Corpus(folder, quick).scenes
    for scene in scenes:
        faces = []
        for face in scene.faces:
            left, top, right, bottom = (round(value) for value in face.box)
            faces.append(Box(left, top, right - left, bottom - top))
        yield Photo(Path(scene.path).read_bytes(), tuple(f for f in faces if f.height >= SMALLEST))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--demo", type=Path, required=True)
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--quick", action="store_true", help="a quarter of the demo, one scene")
    parser.add_argument("--cells", type=int, default=mosaic.CELLS_ACROSS)
    parser.add_argument("--levels", type=int, default=mosaic._LEVELS)
    parser.add_argument("--own", type=float, default=mosaic._OF_THE_FACE)
    return parser.parse_args()


if __name__ == "__main__":
    main()
