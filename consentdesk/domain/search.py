"""How a photo is searched for faces: how deep, and how readily a pattern counts as a face."""

from dataclasses import dataclass
from enum import StrEnum


class SearchDepth(StrEnum):
    """How much of a photo is looked at; each depth sees what the one before it saw."""

    NEAR = "near"
    USUAL = "usual"
    THOROUGH = "thorough"

    @property
    def whole(self) -> bool:
        """Whether the photo counts as checked: near faces alone are only the beginning."""
        return self is not SearchDepth.NEAR

    def reaches(self, wanted: "SearchDepth") -> bool:
        """Whether nothing is left to see that a search of the wanted depth would look at."""
        depths = list(SearchDepth)
        return depths.index(self) >= depths.index(wanted)


class Sensitivity(StrEnum):
    """How readily the machine asks; it can only be turned towards more questions."""

    USUAL = "usual"
    MORE = "more"
    MOST = "most"


@dataclass(frozen=True, slots=True)
class Search:
    """One way of searching a photo.

    Attributes:
        upright: the photo is known to stand upright, so that half of the time of a near search,
            in which one looks whether it lies on its side, can be saved.
    """

    depth: SearchDepth = SearchDepth.USUAL
    sensitivity: Sensitivity = Sensitivity.USUAL
    upright: bool = False


USUAL_SEARCH = Search()
