"""What the bench asks of the product; every function runs in the product's own process."""

from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np

from consentdesk.domain.face import Suggestion
from consentdesk.domain.pixels import Box
from consentdesk.domain.search import USUAL_SEARCH
from consentdesk.faces.centerface import CenterFace
from consentdesk.faces.dlib_lines import DLIB_LINES
from consentdesk.faces.look_alikes import look_alikes
from consentdesk.faces.ports import Gallery, Reference
from consentdesk.faces.versions import MATCHER_VERSION
from consentdesk.faces.worker import check_photo, enrol_portrait
from consentdesk.media.open_photo import open_photo
from tests.bench.face_sides import Answer, Seen, Spent, spent
from tests.bench.face_truth import BoxOf

_detector = cache(CenterFace)


def find(path: str) -> Spent[list[Seen]]:
    """Find faces; the time is that of finding alone."""
    pixels, detector = open_photo(Path(path).read_bytes()), _detector()
    found = spent(lambda: detector.find(pixels, USUAL_SEARCH))
    seen = [Seen(_edges(face.box), face.usable) for face in found.value]
    return Spent(seen, found.cpu, found.wall)


def look(path: str) -> Spent[int]:
    """Do all that a photo takes in Look; return how many faces."""
    checked = spent(lambda: check_photo(Path(path).read_bytes(), None))
    return Spent(len(checked.value.faces), checked.cpu, checked.wall)


def match(path: str, gallery: Gallery) -> Spent[list[Answer]]:
    """Do all that a photo takes in Match."""
    checked = spent(lambda: check_photo(Path(path).read_bytes(), gallery))
    answers = []
    for face in checked.value.faces:
        assert face.compared is not None
        said = face.compared.comparison
        likely = Suggestion(0, said.outcome, said.candidates).likely
        answers.append(Answer(_edges(face.found.box), said.outcome.value, likely))
    return Spent(answers, checked.cpu, checked.wall)


def enrol(register: dict[int, list[str]]) -> tuple[Gallery, int, int]:
    """Enrol the register photos as a school would; return also how many were taken, of how many."""
    references, taken, given = [], 0, 0
    for person, paths in register.items():
        checks = [enrol_portrait(Path(path).read_bytes()) for path in paths]
        vectors = [check.vector for check in checks if check.vector is not None]
        taken, given = taken + len(vectors), given + len(paths)
        if vectors:
            mean = np.mean(np.array(vectors, np.float64), 0)
            references.append(Reference(person, tuple(map(float, mean)), len(vectors)))
    alike = look_alikes(references, (), DLIB_LINES)
    marked = (replace(one, look_alikes=alike.get(one.person_id, frozenset())) for one in references)
    return Gallery(tuple(marked), MATCHER_VERSION), taken, given


def _edges(box: Box) -> BoxOf:
    return (box.x, box.y, box.right, box.bottom)
