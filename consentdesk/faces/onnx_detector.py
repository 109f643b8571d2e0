"""A detector that a school brought along, as its description says; runs in a worker."""

import numpy as np
from numpy.typing import NDArray

from consentdesk.domain.pixels import Box, PixelBuffer
from consentdesk.domain.search import Search, SearchDepth
from consentdesk.faces.engine_files import DetectorFile
from consentdesk.faces.merge import COLUMNS, Detections, merge, moved
from consentdesk.faces.onnx_session import ModelFile
from consentdesk.faces.ports import SURE_SCORE, FoundFace
from consentdesk.faces.resize import Picture, as_array, resize
from consentdesk.faces.tiles import cut_into_tiles

_STEP = 32
"""Networks halve a picture up to five times, so each side is a multiple of this."""

_MOST_ENLARGED = 4.0
_THOROUGH = 2.0
_LARGEST_AREA = 16_000_000
_SHRUNK_AREA = 4032 * 3024
"""As the built-in detector does (face survey, section 6, no. 2)."""

_WELL_SEEN = 40
"""Pixels of height at which a detector sees nearly every face."""

_LEAST_STEP = 1.5
_SMALLEST_BOX = 14


class OnnxDetector:
    """Finds faces with a school's own network.

    The photo is shown in tiles at native scale and shrunk step by step until it is shown whole;
    in a thorough search also in tiles at twice the scale. A small photo is shown enlarged.
    """

    def __init__(self, described: DetectorFile) -> None:
        """Load the model.

        Raises:
            EngineError: it cannot be loaded, or it does not take or give what a detector must.
        """
        self.version = described.version
        self._described = described
        self._model = ModelFile(described.model)
        outputs = (described.boxes, described.scores, described.points)
        for name in outputs:
            if name not in self._model.outputs:
                raise self._model.refusal(f"has no output “{name}”")
        largest = max(described.edge, described.tile)
        if any(side is not None and side < largest for side in self._model.sides):
            raise self._model.refusal(f"does not take pictures of {largest} pixels a side")
        if self._model.at_once not in {None, 1}:
            raise self._model.refusal("does not take a single picture")
        # A grey picture shows whether the model runs at all.
        self._boxes(np.full((_STEP, _STEP, 3), 128, np.uint8), described.usual)

    def find(self, pixels: PixelBuffer, search: Search) -> tuple[FoundFace, ...]:
        """Return the faces of a photo, the biggest first.

        Raises:
            EngineError: the model cannot be run or gives no boxes.
        """
        photo = as_array(pixels)
        threshold = self._described.threshold(search.sensitivity)
        passes = [
            self._pass(photo, scale, threshold)
            for scale in self._scales(pixels.width, pixels.height, search.depth)
        ]
        rows = merge(np.concatenate(passes))
        found = (self._found(row, pixels.width, pixels.height) for row in rows)
        return tuple(sorted((face for face in found if face), key=lambda face: -face.box.area))

    def _scales(self, width: int, height: int, depth: SearchDepth) -> list[float]:
        """Return how much the photo is shrunk or enlarged for each pass."""
        longer, area = max(width, height), width * height
        whole = self._described.edge / longer
        if depth is SearchDepth.NEAR:
            return [min(whole, 1.0)]
        native = (_SHRUNK_AREA / area) ** 0.5 if area > _LARGEST_AREA else 1.0
        scales = [native]
        # What the tiles of one pass may cut through must be big enough to be seen in the next.
        step = max(_LEAST_STEP, self._described.overlap / _WELL_SEEN)
        while scales[-1] > whole:
            scales.append(max(scales[-1] / step, whole))
        if whole > native:
            scales.append(min(whole, _MOST_ENLARGED))
        return [*scales, _THOROUGH * native] if depth is SearchDepth.THOROUGH else scales

    def _pass(self, photo: NDArray[np.uint8], scale: float, threshold: float) -> Detections:
        """Return what is seen in the photo at one size, in pixels of the photo."""
        view: Picture = photo
        if scale != 1.0:
            height, width = photo.shape[:2]
            view = resize(photo, max(1, round(width * scale)), max(1, round(height * scale)))
        return moved(self._in_tiles(view, threshold), 0, 0, 1 / scale)

    def _in_tiles(self, view: Picture, threshold: float) -> Detections:
        """Return the merged boxes of one view of the photo, in pixels of the view."""
        height, width = view.shape[:2]
        described = self._described
        whole = max(width, height) <= described.edge
        largest = described.edge if whole else described.tile
        found = []
        for tile in cut_into_tiles(width, height, largest, described.overlap):
            part = view[tile.y : tile.y + tile.height, tile.x : tile.x + tile.width]
            boxes = merge(self._boxes(part, threshold))
            boxes = boxes[tile.whole_in_tile(boxes, width, height)]
            found.append(moved(boxes, tile.x, tile.y, 1))
        return merge(np.concatenate(found))

    def _boxes(self, picture: Picture, threshold: float) -> Detections:
        """Return every box at least that sure, unmerged, in pixels of the picture."""
        described = self._described
        names = described.boxes, described.scores, described.points
        results = self._model.run(described.shown.packed(self._padded(picture)[None]), names)
        scores = np.asarray(results[described.scores], np.float32).reshape(-1)
        rows = np.empty((len(scores), COLUMNS), np.float32)
        for name, columns in ((described.boxes, slice(0, 4)), (described.points, slice(5, 15))):
            place = rows[:, columns]
            if results[name].size != place.size:
                raise self._model.refusal(f"does not give as many “{name}” as “{names[1]}”")
            place[:] = results[name].reshape(place.shape)
        rows[:, 4] = scores
        return rows[scores >= threshold]

    def _padded(self, picture: Picture) -> Picture:
        """Return the picture with a black rim at the right and below."""
        sides = [
            wanted or -(-given // _STEP) * _STEP
            for given, wanted in zip(picture.shape[:2], self._model.sides, strict=True)
        ]
        padded = np.zeros((*sides, 3), picture.dtype)
        padded[: picture.shape[0], : picture.shape[1]] = picture
        return padded

    def _found(self, row: Detections, width: int, height: int) -> FoundFace | None:
        """Return the face of one row with its box cut to the photo; None when hardly any is in."""
        left, top = max(0, round(float(row[0]))), max(0, round(float(row[1])))
        right, bottom = min(width, round(float(row[2]))), min(height, round(float(row[3])))
        if bottom - top < _SMALLEST_BOX or right <= left:
            return None
        points = tuple((float(x), float(y)) for x, y in row[5:].reshape(5, 2))
        box = Box(left, top, right - left, bottom - top)
        return FoundFace.sized(box, _as_ours(float(row[4]), self._described.sure), points)


def _as_ours(score: float, sure: float) -> float:
    """Return a score on the program's own scale, where faces begin at `SURE_SCORE`."""
    if score < sure:
        return score / sure * SURE_SCORE
    return SURE_SCORE + (min(score, 1.0) - sure) / max(1.0 - sure, 1e-9) * (1.0 - SURE_SCORE)
