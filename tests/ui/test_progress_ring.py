"""The ring of a batch on the home screen: a tick only for what is published."""

import pytest
from PySide6.QtGui import QColor, QImage

from consentdesk.domain.batch_steps import BatchCounts
from consentdesk.ui.home.progress_ring import ProgressRing
from consentdesk.ui.theme import Theme


def _shows(ring: ProgressRing, colour: QColor) -> bool:
    picture: QImage = ring.grab().toImage()
    pixels = ((x, y) for x in range(picture.width()) for y in range(picture.height()))
    return any(picture.pixelColor(x, y).rgb() == colour.rgb() for x, y in pixels)


@pytest.mark.parametrize(
    ("counts", "done"),
    [
        (BatchCounts(photos=3, undecided_photos=1), False),
        (BatchCounts(photos=3, clearances=4), False),
        (BatchCounts(photos=3, clearances=4, signed=4), False),
        (BatchCounts(photos=3, clearances=4, signed=4, published=3), False),
        (BatchCounts(photos=3, clearances=4, signed=4, published=4), True),
    ],
    ids=["undecided", "decided", "signed", "half published", "published"],
)
def test_decided_or_signed_off_is_not_shown_as_done(
    qtbot, theme: Theme, counts: BatchCounts, done: bool
):
    ring = ProgressRing(theme, counts)
    qtbot.addWidget(ring)
    ring.resize(ring.sizeHint())
    assert _shows(ring, theme.colour("cleared")) is done
    assert _shows(ring, theme.colour("accent")) is not done
