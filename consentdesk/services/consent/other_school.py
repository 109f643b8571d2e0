"""Whether a sheet is about another school: most of its rows are about nobody on the roll."""

from collections.abc import Iterator, Sequence

from consentdesk.services.consent.replies import Reply
from consentdesk.services.consent.row_owners import RowOwners
from consentdesk.services.sheet_words.import_messages import Level, Message

FEWEST_ROWS = 10
"""In a handful of rows a few joiners are many."""

SENTENCE = "Most rows of this sheet are about nobody on the roll."
NEXT_STEP = "Check that it is your school's sheet, or bring in the roll first."


def is_of_another_school(owners: RowOwners, replies: Sequence[Reply]) -> bool:
    """Tell by rows whose number nobody has, or whose name is nobody's."""
    strangers = [
        why for _, why in owners.unmatched if why.code == "not_on_roll" or not why.candidates
    ]
    return len(replies) >= FEWEST_ROWS and 2 * len(strangers) > len(replies)


def about_another_school(of_another: bool) -> Iterator[Message]:
    """Say so."""
    if of_another:
        yield Message("", "", Level.ERROR, "another_school", f"{SENTENCE} {NEXT_STEP}")
