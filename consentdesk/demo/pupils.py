"""The made-up pupils, staff and visitors, and what each family answered. Nobody here is real."""

from dataclasses import dataclass
from datetime import date

PURPOSES = {
    "take": "May be photographed",
    "web": "School website",
    "newsletter": "Newsletter",
    "display": "Display in school",
    "social.instagram": "Instagram",
    "press": "Press",
    "name": "Name with photo",
}

CLASSES = ("Acorn", "Beech", "Cedar")
MOST_PUPILS, FEWEST_PUPILS = 24, 13
_ANSWERED, _LEAVES = date(2026, 9, 11), date(2032, 8, 31)
_LAST_YEAR, _RAN_OUT = date(2025, 9, 12), date(2026, 8, 31)
_CHECK_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"

_GRANTED = dict.fromkeys(PURPOSES, "Yes") | {"name": "Yes - first name only"}
_REFUSED = dict.fromkeys(PURPOSES, "No")


@dataclass(frozen=True, slots=True)
class FamilyAnswer:
    """One returned form.

    Attributes:
        cells: the words in the sheet, by purpose; a missing purpose is a blank cell.
    """

    answered_by: str
    answered_on: date | None
    valid_until: date | None
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class BiometricPermission:
    """The separate permission to compare a pupil's face: both parents told, one wrote yes."""

    parents_told_on: date
    written_yes_by: str
    written_yes_on: date


@dataclass(frozen=True, slots=True)
class DemoPupil:
    """One made-up pupil.

    Attributes:
        head: key of the drawn head.
        portraits: how many register photos the school holds.
        situation: why this pupil is in the demo, such as ``"refused"``; see `SITUATIONS`.
        biometric: None when the family gave no such permission.
    """

    upn: str
    admission_number: str
    first_name: str
    last_name: str
    class_name: str
    head: str
    portraits: int
    situation: str
    answers: tuple[FamilyAnswer, ...]
    protected: bool
    child_objects: bool
    biometric: BiometricPermission | None


@dataclass(frozen=True, slots=True)
class DemoAdult:
    """One made-up member of staff."""

    key: str
    first_name: str
    last_name: str
    head: str
    answers: tuple[FamilyAnswer, ...]


SITUATIONS: tuple[str, ...] = (
    "granted",
    "refused",
    "website only",
    "no name",
    "expired",
    "withdrawn",
    "protected",
    "disagree",
    "pending",
    "unreadable",
    "no biometric",
    "twin refused",
    "child objects",
)

# Head, first name, last name, situation. The first thirteen show every situation.
_PUPILS: tuple[tuple[str, str, str, str], ...] = (
    ("p01", "Anouk", "Fenwright", "granted"),
    ("p02", "Marlo", "Tarrowby", "refused"),
    ("p03", "Ember", "Quillane", "website only"),
    ("p04", "Tavi", "Okunlade", "no name"),
    ("p05", "Elio", "Calloway-Reyd", "expired"),
    ("p06", "Ines", "Penhallan", "withdrawn"),
    ("p07", "Saffi", "Abernoor", "protected"),
    ("p08", "Wren", "Holmsted", "disagree"),
    ("p09", "Jory", "Larkspear", "pending"),
    ("p10", "Idris", "Larchwood", "unreadable"),
    ("p11", "Maeve", "Osterby", "no biometric"),
    ("p12", "Zuri", "Winterlow", "twin refused"),
    ("p13", "Felix", "Bramhalder", "child objects"),
    ("p15", "Tegan", "Sandiford-Oy", "granted"),
    ("p14", "Nia", "Winterlow", "granted"),
    ("p16", "Ilya", "Greycott", "granted"),
    ("p17", "Asha", "Thornvale", "refused"),
    ("p18", "Bo", "Illingmere", "granted"),
    ("p19", "Kofi", "Rookhurst", "website only"),
    ("p20", "Leilani", "Delamarsh", "granted"),
    ("p21", "Oskar", "Farthingay", "granted"),
    ("p22", "Hugo", "Yelverham", "granted"),
    ("p23", "Wilda", "Stowmark", "no name"),
    ("p24", "Amara", "Dunmarrow", "granted"),
)

_ADULTS = (
    ("STAFF-01", "Priya", "Hallowfield", "a01"),
    ("STAFF-02", "Rowena", "Umberly", "a02"),
)

VISITORS: tuple[tuple[str, str], ...] = (
    ("stranger-1", "v01"),
    ("stranger-2", "v02"),
    ("stranger-3", "v03"),
    ("stranger-4", "v04"),
    ("stranger-5", "v05"),
)

ONE_PORTRAIT = "p04"

_NEAR_TWINS = (("p12", "p14"),)
"""Heads that differ in lips, forehead, chin, ears, brows and tip of the nose only."""


def upn(serial: int, joined: int) -> str:
    """Return a pupil number with a valid check letter; authority 999 does not exist.

    Args:
        serial: 1 to 999 within the year.
        joined: the last two digits of the year of entry.
    """
    digits = f"9999998{joined:02d}{serial:03d}"
    total = sum(weight * int(digit) for weight, digit in enumerate(digits, start=2))
    return _CHECK_LETTERS[total % 23] + digits


def made_up_pupils(count: int) -> tuple[DemoPupil, ...]:
    """Return the first ``count`` pupils of the made-up school, dealt out to the classes."""
    return tuple(_pupil(number) for number in range(count))


def near_twins(pupils: tuple[DemoPupil, ...]) -> tuple[tuple[str, str], ...]:
    """Return the pupil numbers of those whom no machine, and hardly a stranger, tells apart."""
    number = {pupil.head: pupil.upn for pupil in pupils}
    return tuple((number[a], number[b]) for a, b in _NEAR_TWINS if a in number and b in number)


def made_up_adults() -> tuple[DemoAdult, ...]:
    """Return the staff; both allow everything."""
    return tuple(
        DemoAdult(key, first, last, head, (_form(f"{first} {last}", dict(_GRANTED)),))
        for key, first, last, head in _ADULTS
    )


def _pupil(number: int) -> DemoPupil:
    head, first, last, situation = _PUPILS[number]
    year = number % len(CLASSES)
    told = date(2026, 9, 7)
    biometric = BiometricPermission(told, f"{_parent(number)} {last}", date(2026, 9, 18))
    return DemoPupil(
        upn=upn(number + 1, 25 - 2 * year),
        admission_number=f"{1204 + 7 * number:06d}",
        first_name=first,
        last_name=last,
        class_name=CLASSES[year],
        head=head,
        portraits=1 if head == ONE_PORTRAIT else 3,
        situation=situation,
        answers=_answers(situation, f"{_parent(number)} {last}", f"{_parent(number + 5)} {last}"),
        protected=situation == "protected",
        child_objects=situation == "child objects",
        biometric=None if situation == "no biometric" else biometric,
    )


def _parent(number: int) -> str:
    titles = ("Ms", "Mr", "Mrs", "Dr", "Mx")
    return f"{titles[number % len(titles)]} {'ABDEGHJKLMNRST'[number % 14]}."


def _form(
    who: str, cells: dict[str, str], on: date | None = _ANSWERED, until: date | None = _LEAVES
) -> FamilyAnswer:
    return FamilyAnswer(who, on, until, cells)


def _answers(situation: str, parent: str, other: str) -> tuple[FamilyAnswer, ...]:
    """Return the forms a family in this situation handed in."""
    yes = dict(_GRANTED)
    if situation in ("refused", "twin refused"):
        return (_form(parent, dict(_REFUSED)),)
    if situation == "expired":
        return (_form(parent, yes, _LAST_YEAR, _RAN_OUT),)
    if situation == "disagree":
        refused = yes | {"web": "No", "social.instagram": "No", "press": "No"}
        return (_form(parent, yes), _form(other, refused, date(2026, 9, 14)))
    if situation == "pending":
        return (_form("", {}, None, None),)
    return (_form(parent, yes | _OWN_WORDS.get(situation, {})),)


_OWN_WORDS: dict[str, dict[str, str]] = {
    "website only": {"newsletter": "Yes", "social.instagram": "No", "press": "No", "name": "No"},
    "no name": {"name": "No", "web": "Yes - group photos only"},
    "withdrawn": {"web": "Withdrawn 03/11/2026", "social.instagram": "Withdrawn 03/11/2026"},
    "protected": {"web": "No", "newsletter": "No", "social.instagram": "No", "press": "No"},
    "unreadable": {"social.instagram": "ask mum"},
}
