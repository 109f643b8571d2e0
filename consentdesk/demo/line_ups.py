"""Who stands where in a made-up photo: races, teams, groups, close-ups, onlookers.

Places are shares of the photo's height: y from 0 (top) to 1, x from 0 to width / height.
"""

from dataclasses import dataclass, replace

import numpy as np

from consentdesk.demo.bodies import ADULT, CHILD, Build, Outfit
from consentdesk.demo.head_shelf import SCENE_VIEWS, head_notes

WIDE = 4 / 3
_FACE_UNITS = 1.62
_SHAKE = 0.012


@dataclass(frozen=True, slots=True)
class Player:
    """Somebody who may be put into photos: the person's key, the head drawn for them, clothes."""

    person: str
    head: str
    outfit: Outfit

    @property
    def build(self) -> Build:
        """Body proportions that suit the head."""
        return ADULT if head_notes()[self.head].grown > 0.7 else CHILD


@dataclass(frozen=True, slots=True)
class Figure:
    """One person in place.

    Attributes:
        x, y: centre of the head, shares of the photo's height.
        unit: half a head's height, share of the photo's height.
        view, pose: how head and body are held.
        sway: length of a movement blur, share of the photo's height.
    """

    player: Player
    x: float
    y: float
    unit: float
    view: str
    pose: str
    sway: float = 0.0


@dataclass(frozen=True, slots=True)
class ScenePlan:
    """A photo before it is painted.

    Attributes:
        kind: one of `LINE_UPS`.
        place: ``"field"``, ``"wall"`` or ``"hall"``.
        players: people in front.
        onlookers: people far behind.
        moment: 0, or the number of a shot in a burst: camera and people moved a little.
        away: keys of people who are not there in this shot of a burst; the others stay where
            they are.
        exposure: 1 normal, less is darker.
        softness: 0 sharp; otherwise how many pixels melt into one.
    """

    kind: str
    place: str
    seed: int
    players: tuple[Player, ...]
    onlookers: tuple[Player, ...] = ()
    moment: int = 0
    away: tuple[str, ...] = ()
    exposure: float = 1.0
    softness: float = 0.0


def horizon_of(plan: ScenePlan) -> float:
    """Return where the ground begins, as a share of the height."""
    return {"field": 0.40, "wall": 0.66, "hall": 0.45}[plan.place]


def line_up(plan: ScenePlan) -> tuple[Figure, ...]:
    """Return everybody in place, the farthest first."""
    rng = np.random.default_rng([plan.seed, 7])
    front = LINE_UPS[plan.kind](rng, plan.players, horizon_of(plan))
    behind = _onlookers(rng, plan.onlookers, horizon_of(plan), front)
    everybody = behind + front
    if plan.moment:
        later = np.random.default_rng([plan.seed, 13, plan.moment])
        everybody = _a_moment_later(later, everybody, camera_move(plan))
    there = [figure for figure in everybody if figure.player.person not in plan.away]
    return tuple(sorted(there, key=lambda figure: figure.unit + figure.y * 0.2))


def camera_move(plan: ScenePlan) -> tuple[float, float]:
    """Return how far the picture moved since the first shot of its burst, right and down."""
    if not plan.moment:
        return 0.0, 0.0
    rng = np.random.default_rng([plan.seed, 17, plan.moment])
    right, down = rng.uniform(-_SHAKE, _SHAKE, 2)
    return float(right), float(down)


def _a_moment_later(
    rng: np.random.Generator, figures: list[Figure], move: tuple[float, float]
) -> list[Figure]:
    return [
        replace(
            figure,
            x=figure.x + move[0] + rng.uniform(-0.3, 0.3) * figure.unit,
            y=figure.y + move[1] + rng.uniform(-0.3, 0.3) * figure.unit,
            unit=figure.unit * rng.uniform(1.01, 1.06),
            view=_view(rng),
        )
        for figure in figures
    ]


def _unit(face: float) -> float:
    """Return the head unit of a face given in pixels of a photo 3024 pixels high."""
    return face / 3024 / _FACE_UNITS


def _view(rng: np.random.Generator, *names: str) -> str:
    return str(rng.choice(names or SCENE_VIEWS))


def _race(rng: np.random.Generator, players: tuple[Player, ...], horizon: float) -> list[Figure]:
    lanes = WIDE / len(players)
    figures = []
    for lane, player in enumerate(players):
        unit = _unit(rng.uniform(125, 260)) * _grown(player)
        x = lanes * (lane + 0.5 + rng.uniform(-0.12, 0.12))
        sway = float(rng.choice([0, 0, 0, 0.0022]))
        figures.append(Figure(player, x, horizon + 1.1 * unit, unit, _view(rng), "running", sway))
    return figures


def _team(rng: np.random.Generator, players: tuple[Player, ...], horizon: float) -> list[Figure]:
    unit = min(_unit(rng.uniform(190, 300)), WIDE / len(players) / 3.2)
    start = (WIDE - 3.0 * unit * (len(players) - 1)) / 2 + rng.uniform(-1, 1) * unit
    figures = []
    for index, player in enumerate(players):
        pose = str(rng.choice(["cheering", "standing", "hips", "waving"]))
        size = unit * _grown(player) * rng.uniform(0.96, 1.04)
        y = min(horizon + 1.6 * unit, 0.93 - 6.3 * unit) - _lift(player, unit)
        y += rng.uniform(-0.15, 0.15) * unit
        figures.append(Figure(player, start + 3.0 * unit * index, y, size, _view(rng), pose))
    return figures


def _group(rng: np.random.Generator, players: tuple[Player, ...], horizon: float) -> list[Figure]:
    rows = 2 if len(players) <= 12 else 3
    long = -(-len(players) // rows)
    unit = min(_unit(250), WIDE * 0.94 / (long + 0.5) / 2.55)
    top = 0.92 - (6.3 + 2.75 * (rows - 1)) * unit
    adults = [p for p in players if p.build is ADULT]
    ordered = adults + [p for p in players if p.build is not ADULT]
    figures = []
    for index, player in enumerate(ordered):
        row, place = divmod(index, long)
        count = min(long, len(ordered) - row * long)
        x = WIDE / 2 + (place - (count - 1) / 2 + (0.25 if row % 2 else -0.25)) * 2.55 * unit
        x, y = (
            x + rng.uniform(-0.12, 0.12) * unit,
            top + (row * 2.75 + rng.uniform(-0.1, 0.1)) * unit,
        )
        figures.append(
            Figure(
                player,
                x,
                y,
                unit * rng.uniform(0.96, 1.03),
                _view(rng, *SCENE_VIEWS[:5]),
                "standing",
            )
        )
    return figures


def _close(rng: np.random.Generator, players: tuple[Player, ...], horizon: float) -> list[Figure]:
    unit = _unit(rng.uniform(270, 370) if len(players) > 1 else rng.uniform(330, 430))
    gap = 2.9 * unit
    start = WIDE * rng.uniform(0.42, 0.58) - gap * (len(players) - 1) / 2
    figures = []
    for index, player in enumerate(players):
        pose = str(rng.choice(["standing", "hips", "holding", "waving"]))
        y = 0.46 + rng.uniform(-0.03, 0.03) - _lift(player, unit)
        figures.append(
            Figure(player, start + gap * index, y, unit * _grown(player), _view(rng), pose)
        )
    return figures


def _scattered(
    rng: np.random.Generator, players: tuple[Player, ...], horizon: float
) -> list[Figure]:
    figures: list[Figure] = []
    for index, player in enumerate(players):
        unit = _unit(rng.uniform(55, 150)) * _grown(player)
        x = WIDE * (index + 0.5 + rng.uniform(-0.18, 0.18)) / len(players)
        pose = str(rng.choice(["standing", "running", "cheering", "waving", "hips"]))
        figures.append(Figure(player, x, horizon + 1.3 * unit, unit, _view(rng), pose))
    return figures


def _nobody(rng: np.random.Generator, players: tuple[Player, ...], horizon: float) -> list[Figure]:
    return []


LINE_UPS = {
    "race": _race,
    "team": _team,
    "group": _group,
    "close": _close,
    "scattered": _scattered,
    "nobody": _nobody,
}


def _onlookers(
    rng: np.random.Generator,
    players: tuple[Player, ...],
    horizon: float,
    front: list[Figure],
) -> list[Figure]:
    """Place people far behind, each where nobody in front would cover the face."""
    placed: list[Figure] = []
    for player in players:
        unit = _unit(rng.uniform(27, 64)) * _grown(player)
        for _ in range(30):
            x, y = rng.uniform(0.03, WIDE - 0.03), horizon + (0.8 + rng.uniform(0, 0.6)) * unit
            if not any(_covers(other, x, y, unit) for other in front + placed):
                pose = str(rng.choice(["standing", "cheering", "hips", "waving"]))
                placed.append(Figure(player, x, y, unit, _view(rng), pose))
                break
    return placed


def _covers(other: Figure, x: float, y: float, unit: float) -> bool:
    """Return whether somebody's arms, head or body may lie over a face at (x, y)."""
    beside = abs(x - other.x) < 2.3 * max(other.unit, unit) + 1.2 * unit
    return beside and y > other.y - 3.2 * max(other.unit, unit)


def _grown(player: Player) -> float:
    return 1.06 if player.build is ADULT else 1.0


def _lift(player: Player, unit: float) -> float:
    """Return how much higher a grown-up's head is than a child's beside it."""
    return 2.0 * unit if player.build is ADULT else 0.0
