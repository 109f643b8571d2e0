"""Less may be seen now than in an earlier copy: told by states, whatever led to them."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from consentdesk.domain.channel import Channel, ChannelDetails
from consentdesk.domain.face import (
    Disposition,
    DispositionKind,
    Region,
    RegionOrigin,
    RegionSize,
)
from consentdesk.domain.hidden_since import hidden_since
from consentdesk.domain.ids import ChannelId, PhotoId, RegionId, VaultKey
from consentdesk.domain.pixels import Box
from consentdesk.domain.review import Decision, PhotoReview
from tests.domain.test_faces_in_copy import PHOTO

CHANNEL = Channel(ChannelId(1), ChannelDetails("Website", ("web",), Path("web"), long_edge=1600))
FACE = Region(
    RegionId(1),
    PhotoId(1),
    Box(1000, 1000, 200, 260),
    RegionOrigin.DRAWN,
    RegionSize.FACE,
    0.9,
    VaultKey("p"),
)
OPEN, COVER, MOSAIC, AWAY = (
    DispositionKind.CANNOT_BE_RECOGNISED,
    DispositionKind.COVER,
    DispositionKind.MOSAIC,
    DispositionKind.CROP_AWAY,
)


def _as(kind: DispositionKind | None, region: Region = FACE, **more: object) -> PhotoReview:
    decisions = {} if kind is None else {region.id: Decision(Disposition(kind), "Ann", 1)}
    return PhotoReview((region,), decisions, **more)  # type: ignore[arg-type]


def _moved(kind: DispositionKind) -> PhotoReview:
    return _as(kind, replace(FACE, box=Box(1150, 1000, 200, 260)))


LESS: Mapping[str, tuple[PhotoReview, PhotoReview]] = {
    "covered": (_as(OPEN), _as(COVER)),
    "a mosaic": (_as(OPEN), _as(MOSAIC)),
    "cropped away": (_as(OPEN), _as(AWAY)),
    "a mosaic covered": (_as(MOSAIC), _as(COVER)),
    "a new frame covered": (PhotoReview(()), _as(COVER)),
    "a cover moved": (_as(COVER), _moved(COVER)),
    "a mosaic moved": (_as(MOSAIC), _moved(MOSAIC)),
    "cropped": (_as(OPEN), _as(OPEN, crop=Box(0, 0, 3000, 3000))),
    "cropped further": (
        _as(OPEN, crop=Box(0, 0, 3000, 3000)),
        _as(OPEN, crop=Box(0, 0, 2900, 3000)),
    ),
    "smaller": (_as(OPEN), _as(OPEN, smaller={CHANNEL.id: 800})),
    "smaller still": (_as(OPEN, smaller={CHANNEL.id: 900}), _as(OPEN, smaller={CHANNEL.id: 800})),
}

NO_LESS: Mapping[str, tuple[PhotoReview, PhotoReview]] = {
    "nothing done": (_as(COVER), _as(COVER)),
    "opened": (_as(COVER), _as(OPEN)),
    "a cover made a mosaic": (_as(COVER), _as(MOSAIC)),
    "covered where it was cropped away": (_as(AWAY), _as(COVER)),
    "undecided": (_as(OPEN), _as(None)),
    "kept whole": (_as(OPEN, crop=Box(0, 0, 3000, 3000)), _as(OPEN)),
    "larger": (_as(OPEN, smaller={CHANNEL.id: 800}), _as(OPEN)),
    "smaller on another channel": (_as(OPEN), _as(OPEN, smaller={ChannelId(2): 800})),
}


@pytest.mark.parametrize("what", sorted(LESS))
def test_what_makes_less_be_seen_counts(what: str) -> None:
    then, now = LESS[what]
    assert hidden_since(PHOTO, CHANNEL, then, now)


@pytest.mark.parametrize("what", sorted(NO_LESS))
def test_what_makes_no_less_be_seen_does_not(what: str) -> None:
    then, now = NO_LESS[what]
    assert not hidden_since(PHOTO, CHANNEL, then, now)
