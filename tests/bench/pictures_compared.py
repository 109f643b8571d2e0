"""Two photos compared by their colours, without asking the program how it made the one."""

import numpy as np
from PIL import Image

from consentdesk.domain.pixels import Box, PixelBuffer
from consentdesk.faces.resize import as_array
from consentdesk.media.open_photo import open_photo


def unlike(one: bytes, other: bytes) -> float:
    """Return the mean difference of the colours of two photos, 0 to 255."""
    grids = []
    for data in (one, other):
        picture = np.ascontiguousarray(as_array(open_photo(data)))
        small = Image.fromarray(picture).resize((8, 8), Image.Resampling.BOX)
        grids.append(np.asarray(small, float))
    return float(np.abs(grids[0] - grids[1]).mean())


def unevenness(copy: PixelBuffer, box: Box, width: int) -> int:
    """Return how much the colours differ in the middle of a box of the photo, 0 to 255."""
    share = copy.width / width
    rows = [round(share * (box.y + part * box.height)) for part in (0.3, 0.7)]
    columns = [round(share * (box.x + part * box.width)) for part in (0.3, 0.7)]
    middle = as_array(copy)[rows[0] : rows[1] + 1, columns[0] : columns[1] + 1]
    return int(np.ptp(middle.astype(int), axis=(0, 1)).max()) if middle.size else 0
