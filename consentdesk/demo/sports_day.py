"""The photos that two iPads and one phone take on the made-up sports day."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

import numpy as np

from consentdesk.demo.bodies import Colour, Outfit
from consentdesk.demo.line_ups import Player, ScenePlan
from consentdesk.demo.pupils import CLASSES, VISITORS, DemoAdult, DemoPupil
from consentdesk.domain.photo import CameraDevice

DAY = datetime(2026, 10, 2, 9, 34, 12)
# A point in the North Sea: no school stands there.
PLACE = (54.01234, 1.56789)
IPADS = (
    CameraDevice("Apple", "iPad (9th generation)", "DEMO9X0SCHL1"),
    CameraDevice("Apple", "iPad (10th generation)", "DEMO9X0SCHL2"),
)
PHONE = CameraDevice("Apple", "iPhone 13 mini", "DEMO9X0PHONE")

_HOUSES: tuple[Colour, ...] = ((196, 62, 58), (58, 104, 176), (236, 186, 64), (72, 142, 92))
_BIBS: tuple[Colour, ...] = ((240, 128, 48), (120, 84, 160), (60, 160, 170))
_GUESTS: tuple[Colour, ...] = ((120, 78, 140), (96, 108, 120), (208, 204, 196), (90, 70, 60))
_WHITE: Colour = (238, 238, 236)

# What is photographed, in the order of the day.
_PROGRAMME = (
    "team",
    "race",
    "close",
    "class",
    "winner",
    "race",
    "scattered",
    "team",
    "close",
    "race",
    "team",
    "with_staff",
    "close",
    "class",
    "race",
    "winner",
    "team",
    "scattered",
    "close",
    "with_visitor",
    "race",
    "whole",
    "team",
    "close",
    "dark_hall",
    "class",
    "winner",
    "team",
    "race",
    "close",
    "scattered",
    "with_staff",
    "nobody",
    "team",
    "race",
    "close",
    "dark_hall",
    "with_visitor",
    "winner",
    "scattered",
)
# Where a finger stays on the button: entry of the programme -> frames of that scene, which take
# the place of the entries after it. Fourteen photos of forty, as on a real sports day.
_BURSTS = {5: 4, 10: 3, 16: 2, 25: 2, 33: 3}
_SECONDS_LATER = (0, 1, 3, 4)
_ORIENTATIONS = (1, 1, 6, 1, 3, 1, 1, 8, 1, 1, 1, 6)


@dataclass(frozen=True, slots=True)
class DemoPhoto:
    """One photo file of the day.

    Attributes:
        live_photo_id: joins the photo with its short film, or None.
    """

    name: str
    scene: ScenePlan
    kind: Literal["jpeg", "heic"]
    taken_at: datetime
    device: CameraDevice
    location: tuple[float, float] | None
    orientation: int
    live_photo_id: str | None


def plan_photos(
    seed: int, pupils: tuple[DemoPupil, ...], adults: tuple[DemoAdult, ...], count: int
) -> tuple[DemoPhoto, ...]:
    """Return ``count`` different readable photos, in the order they were taken."""
    director = _Director(seed, pupils, adults)
    # every entry is cast, also one that a burst takes the place of: no other photo changes
    scenes = [director.scene(_PROGRAMME[i % len(_PROGRAMME)], i) for i in range(count)]
    firsts = _first_frames(count)
    return tuple(
        _photo(index, first, _frame(scenes[first], index - first, firsts.count(first)), count)
        for index, first in enumerate(firsts)
    )


def _first_frames(count: int) -> list[int]:
    """Return for each photo the first frame of its burst, or itself.

    The last photo comes from a phone and is in no burst.
    """
    firsts = list(range(count))
    for index in firsts[:-1]:
        for frame in range(1, _BURSTS.get(index % len(_PROGRAMME), 1)):
            if index + frame < count - 1:
                firsts[index + frame] = index
    return firsts


def _frame(scene: ScenePlan, moment: int, frames: int) -> ScenePlan:
    """Return one frame of a burst; in every other burst a child is missing from one frame."""
    if frames == 1:
        return scene
    rng = np.random.default_rng([scene.seed, 19])
    missing_in, who = int(rng.integers(2 * frames)), int(rng.integers(1, len(scene.players)))
    away = (scene.players[who].person,) if moment == missing_in else ()
    return replace(scene, moment=moment, away=away)


def _photo(index: int, first: int, scene: ScenePlan, count: int) -> DemoPhoto:
    """Return a photo; the frames of a burst share camera, format, place and way up."""
    heic = first % 4 == 2
    phone = count > 3 and index == count - 1
    taken = DAY + timedelta(seconds=227 * first + _SECONDS_LATER[index - first])
    name = "IMG_2207.JPG" if phone else f"IMG_{index + 1:04d}.{'HEIC' if heic else 'JPG'}"
    return DemoPhoto(
        name,
        scene,
        "heic" if heic and not phone else "jpeg",
        taken,
        PHONE if phone else IPADS[first % 5 == 4],
        None if first % 7 == 6 else PLACE,
        _ORIENTATIONS[first % len(_ORIENTATIONS)],
        "0D3A0C1E-0000-4000-8000-5C4001D5E000" if index == 2 else None,
    )


class _Director:
    """Chooses who is in front of the camera so that everybody has a turn."""

    def __init__(
        self, seed: int, pupils: tuple[DemoPupil, ...], adults: tuple[DemoAdult, ...]
    ) -> None:
        self.seed, self.rng = seed, np.random.default_rng([seed, 3])
        self.classes = {
            name: [_pupil(p, i) for i, p in enumerate(pupils) if p.class_name == name]
            for name in CLASSES
        }
        self.pupils = [player for players in self.classes.values() for player in players]
        self.staff = [Player(a.key, a.head, Outfit((52, 64, 96), (40, 42, 50))) for a in adults]
        self.visitors = [
            Player(key, head, Outfit(_GUESTS[i % len(_GUESTS)], (70, 74, 84)))
            for i, (key, head) in enumerate(VISITORS)
        ]
        self.queue: list[Player] = []
        self.class_turn = 0

    def scene(self, wish: str, index: int) -> ScenePlan:
        """Return the plan of the photo that the programme wishes for."""
        seed = self.seed * 1009 + index
        plan = {
            "team": self._team,
            "race": self._race,
            "close": self._close,
            "class": self._class,
            "winner": self._winner,
            "scattered": self._scattered,
            "with_staff": self._with_staff,
            "with_visitor": self._with_visitor,
            "whole": self._whole,
            "dark_hall": self._dark_hall,
            "nobody": self._nobody,
        }[wish](seed)
        if index % 13 == 9:
            plan = replace(plan, softness=1.9)
        return replace(plan, exposure=0.42) if index % 17 == 14 else plan

    def _next(self, count: int) -> list[Player]:
        while len(self.queue) < count:
            order = self.rng.permutation(len(self.pupils))
            self.queue += [self.pupils[i] for i in order if self.pupils[i] not in self.queue]
        chosen, self.queue = self.queue[:count], self.queue[count:]
        return chosen

    def _behind(self, front: list[Player], most: int) -> tuple[Player, ...]:
        named = {p.person for p in front}
        everybody = self.pupils + self.staff + self.visitors
        others = [p for p in everybody if p.person not in named]
        count = min(int(self.rng.integers(most // 2, most + 1)), len(others))
        return tuple(others[i] for i in self.rng.permutation(len(others))[:count])

    def _plan(
        self, kind: str, place: str, seed: int, front: list[Player], behind: int = 0
    ) -> ScenePlan:
        onlookers = self._behind(front, behind) if behind else ()
        return ScenePlan(kind, place, seed, tuple(front), onlookers)

    def _team(self, seed: int) -> ScenePlan:
        bib = _BIBS[int(self.rng.integers(len(_BIBS)))]
        front = [_dressed(p, bib=bib) for p in self._next(int(self.rng.integers(5, 7)))]
        return self._plan("team", "field", seed, front, 6)

    def _race(self, seed: int) -> ScenePlan:
        return self._plan("race", "field", seed, self._next(int(self.rng.integers(4, 6))), 9)

    def _close(self, seed: int) -> ScenePlan:
        place = str(self.rng.choice(["field", "field", "wall"]))
        front = self._next(int(self.rng.integers(2, 4)))
        return self._plan("close", place, seed, front, 4 if place == "field" else 0)

    def _winner(self, seed: int) -> ScenePlan:
        front = [_dressed(p, medal=True) for p in self._next(1)]
        return self._plan("close", "field", seed, front, 5)

    def _class(self, seed: int) -> ScenePlan:
        players = self.classes[CLASSES[self.class_turn % len(CLASSES)]]
        self.class_turn += 1
        return self._plan("group", "wall", seed, [self.staff[self.class_turn % 2], *players])

    def _whole(self, seed: int) -> ScenePlan:
        return self._plan("group", "wall", seed, self.staff + self.pupils)

    def _scattered(self, seed: int) -> ScenePlan:
        return self._plan("scattered", "field", seed, self._next(7), 8)

    def _with_staff(self, seed: int) -> ScenePlan:
        pupils = [_dressed(p, medal=True) for p in self._next(2)]
        return self._plan("close", "field", seed, [pupils[0], self.staff[seed % 2], pupils[1]], 3)

    def _with_visitor(self, seed: int) -> ScenePlan:
        guest = self.visitors[seed % len(self.visitors)]
        return self._plan("close", "field", seed, [*self._next(1), guest], 3)

    def _dark_hall(self, seed: int) -> ScenePlan:
        front = [_dressed(p, medal=True) for p in self._next(4)]
        return replace(self._plan("team", "hall", seed, front), exposure=0.5)

    def _nobody(self, seed: int) -> ScenePlan:
        return self._plan("nobody", "field", seed, [])


def _pupil(pupil: DemoPupil, index: int) -> Player:
    return Player(pupil.upn, pupil.head, Outfit(_HOUSES[index % 4] if index % 3 else _WHITE))


def _dressed(player: Player, *, bib: Colour | None = None, medal: bool = False) -> Player:
    return replace(player, outfit=replace(player.outfit, bib=bib, medal=medal))
