"""A sheet in which everybody says yes to everything looks like a column that was filled down."""

from collections.abc import Sequence
from dataclasses import replace

from consentdesk.domain.consent import Status
from consentdesk.services.consent.cell_answers import YES
from consentdesk.services.consent.question_book import Matter, QuestionBook, choices
from consentdesk.services.consent.questions import Example, QuestionKind
from consentdesk.services.consent.replies import Reply

FEWEST_ROWS = 10
"""In a handful of rows, everybody may well agree."""

MOST = 0.9
"""Share of yeses from which, without a single no, a column looks filled down."""

_REFUSING = frozenset({Status.REFUSED, Status.WITHDRAWN})


def hold_if_all_yes(replies: Sequence[Reply], book: QuestionBook) -> tuple[Reply, ...]:
    """Hold every yes of a sheet with hardly another answer and no no until somebody confirms."""
    answers = [answer for reply in replies for answer in reply.answers]
    rows = [reply for reply in replies if reply.answers]
    yes = sum(answer.status in YES for answer in answers)
    refused = any(answer.status in _REFUSING for answer in answers)
    if len(rows) < FEWEST_ROWS or refused or yes < MOST * len(answers):
        return tuple(replies)
    examples = [Example(reply.place, reply.pupil.shown) for reply in rows]
    if book.ask(_MATTER, *examples) is not None:
        return tuple(replies)
    return tuple(
        replace(
            reply,
            answers=tuple(
                replace(a, status=Status.PENDING, limits=frozenset(), expires_on=None)
                if a.status in YES
                else a
                for a in reply.answers
            ),
        )
        for reply in replies
    )


_MATTER = Matter(
    "all_yes",
    QuestionKind.ALL_YES,
    "Every row says yes to everything. Is this what families answered, or was a yes filled down?",
    choices(("as_meant", "Families answered so; it was checked")),
)
