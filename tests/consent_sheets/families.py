"""What families truly said, drawn at random, before anybody writes it into a sheet."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import Enum

from hypothesis import strategies as st

from consentdesk.domain.people import PersonDetails
from tests.consent_sheets.school import TODAY, pupil

ASKED = ("web", "newsletter", "press", "social.facebook")
"""What every random sheet asks for; whatever else may not be allowed."""


class Say(Enum):
    """One parent's word about one purpose."""

    YES = "yes"
    NO_NAMES = "yes without names"
    NO = "no"
    WITHDRAWN = "taken back"
    NOTHING = "nothing"


_YES = (Say.YES, Say.NO_NAMES)


@dataclass(frozen=True, slots=True)
class Reply:
    """One parent's reply."""

    parent: str
    on: date
    says: Mapping[str, Say]


@dataclass(frozen=True, slots=True)
class Family:
    """A pupil and each parent's reply; empty when nobody replied."""

    pupil: PersonDetails
    replies: tuple[Reply, ...]

    def permits(self, purpose: str) -> bool:
        """Tell whether somebody said yes and nobody said no."""
        said = self.said(purpose)
        return any(word in _YES for word in said) and not any(
            word in {Say.NO, Say.WITHDRAWN} for word in said
        )

    def without_names(self, purpose: str) -> bool:
        """Tell whether a yes is for pictures without names."""
        return Say.NO_NAMES in self.said(purpose)

    def said(self, purpose: str) -> list[Say]:
        return [reply.says.get(purpose, Say.NOTHING) for reply in self.replies]

    def refusing_everything(self) -> "Family":
        """Return the family after somebody wrote to the office that nothing is allowed."""
        letter = Reply("Dad", TODAY - timedelta(1), dict.fromkeys(ASKED, Say.NO))
        return replace(self, replies=(*self.replies, letter))


_FIRST = ("Ada", "Max", "Mia", "Ollie", "Zoë", "Temi", "Inês", "Sam")
_LAST = ("Haddon", "O'Rourke", "Khan", "Patel-Lund", "Fenn")
_CLASSES = ("Maple 3", "Oak 4")
_WORDS = st.fixed_dictionaries({purpose: st.sampled_from(Say) for purpose in ASKED})
_KIND_WORDS = st.fixed_dictionaries(
    {purpose: st.sampled_from((Say.YES, Say.YES, Say.NO, Say.NOTHING)) for purpose in ASKED}
)


@st.composite
def school_pupils(draw: st.DrawFn) -> tuple[PersonDetails, ...]:
    """Draw a roll; some share a last name, some even both names in different classes."""
    names = draw(
        st.lists(
            st.tuples(*map(st.sampled_from, (_FIRST, _LAST, _CLASSES))),
            min_size=2,
            max_size=7,
            unique=True,
        )
    )
    return tuple(
        pupil(400 + n, first, last, class_name, admission_number=f"0{400 + n}")
        for n, (first, last, class_name) in enumerate(names)
    )


@st.composite
def families(draw: st.DrawFn, roll: Iterable[PersonDetails], most: int) -> tuple[Family, ...]:
    """Draw up to `most` replies for each pupil but the last, whose family never got a form."""
    *asked, silent = roll
    found = []
    for child in asked:
        parents = ("Mum", "Dad")[: draw(st.integers(1, most))]
        replies = tuple(
            Reply(
                parent,
                date(2026, 9, 13) + timedelta(draw(st.integers(0, 15))),
                draw(_WORDS | _KIND_WORDS),
            )
            for parent in parents
        )
        found.append(Family(child, replies))
    return (*found, Family(silent, ()))
