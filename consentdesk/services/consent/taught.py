"""What a sheet teaches about its source: the answers that hold for the next sheet of its kind.

Only headers and words that the sheet itself repeats are kept, never what a parent wrote.
"""

from collections.abc import Iterable, Iterator, Sequence

from consentdesk.services.consent.column_roles import Role, guess_role
from consentdesk.services.consent.purpose_words import asks_for
from consentdesk.services.consent.questions import Question, QuestionKind, Settled, is_kept
from consentdesk.services.consent.source_recognition import Recognised, is_by_place
from consentdesk.services.sheet_words.plain_words import plain

_SEVERAL = 3
"""Cells with the same words from which these are an option of the form, not a parent's own."""

_WITHOUT_SUBJECT = frozenset({Role.ASKS, Role.STATUS, Role.CONSENT_TYPE})


def remembered(found: Recognised, layout: Sequence[str]) -> Settled:
    """Return the answers of the source's earlier sheets that hold for this one, too.

    What was remembered about a header that is gone or new is asked again, and so is what was
    said of a column by its place where the columns stand otherwise.
    """
    if found.source is None:
        return {}
    touched = (*found.gone, *found.new)
    if not found.in_order:
        touched += _by_place((*found.source.headers, *layout))
    return {
        key: value
        for key, value in found.source.settled.items()
        if not any(_is_about(key, header) for header in touched)
    }


def taught(
    settled: Settled, questions: Iterable[Question], layout: Sequence[str], before: Settled
) -> dict[str, str]:
    """Return the answers to keep for the source's next sheet; `before` are those of its last."""
    asked = {plain(question.key): question for question in questions}
    return dict(_taught(settled, asked, layout, before))


def _taught(
    settled: Settled, asked: dict[str, Question], layout: Sequence[str], before: Settled
) -> Iterator[tuple[str, str]]:
    for key, value in settled.items():
        question = asked.get(key)
        if not is_kept(key) or _says_nothing_of_itself(key, value):
            continue
        if question is None:
            # Never asked: a correction of a column, or what an earlier sheet taught.
            if key in before or any(key == f"column:{header}" for header in layout):
                yield key, value
        elif question.answer == value and _is_of_the_form(question, layout):
            yield key, _as_meant(question, value)


def _says_nothing_of_itself(key: str, value: str) -> bool:
    """Whether the key is a header such as "Status": in the next file it is another consent's."""
    kind, _, header = key.partition(":")
    if kind != QuestionKind.COLUMN.value or asks_for(header).purposes:
        return False
    words = header.rpartition("!")[2]
    return value.startswith(f"{Role.ASKS.value}:") or guess_role(words, ()).role in _WITHOUT_SUBJECT


def _is_of_the_form(question: Question, layout: Sequence[str]) -> bool:
    """Whether the words in the key stand in the form itself rather than in one family's cell."""
    subject = plain(question.key).partition(":")[2]
    if question.kind is QuestionKind.MEANING:
        return ":" not in subject or any(_is_about(question.key, header) for header in layout)
    return subject in layout or question.count >= _SEVERAL


def _as_meant(question: Question, value: str) -> str:
    """Return the purposes that "each" stood for, so that it covers none that comes later."""
    if question.kind is not QuestionKind.BUNDLE or value != "each":
        return value
    return ",".join(c.value for c in question.choices if c.value not in {"each", "none"})


def _by_place(layout: Sequence[str]) -> tuple[str, ...]:
    """Return the columns that only their place tells apart, the first of several included."""
    numbered = {key for key in layout if is_by_place(key)}
    return (*numbered, *{key.rpartition("#")[0] for key in numbered} - {""})


def _is_about(key: str, header: str) -> bool:
    subject = key.partition(":")[2]
    return subject == header or subject.startswith(f"{header}:")
