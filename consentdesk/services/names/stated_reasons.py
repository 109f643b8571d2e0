"""Reasons and references to evidence: a few words in the audit trail, and nobody's name."""

from collections.abc import Iterable

from consentdesk.domain.errors import Refused
from consentdesk.domain.people import Person
from consentdesk.services.names.name_check import HowSure, names_in


def stated(words: str, people: Iterable[Person], *missing: str) -> str:
    """Return the words as the trail keeps them.

    Raises:
        Refused: there are none, said as sentence and next step in `missing`; or they name
            somebody on the roll.
    """
    said = " ".join(words.split())
    if not said:
        raise Refused(*missing)
    if any(found.how_sure >= HowSure.ONE_NAME for found in names_in(said, people)):
        raise Refused("The reason holds a person's name.", "Give the reason without it.")
    return said
