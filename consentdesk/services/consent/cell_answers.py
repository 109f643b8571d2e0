"""From one answer cell to answers: what its words say about what was asked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from consentdesk.domain.consent import TAKE, Answer, Limit, Status
from consentdesk.services.consent.answer_words import ReadAnswer, is_plain_no
from consentdesk.services.consent.asked import Asked
from consentdesk.services.consent.purpose_words import all_named
from consentdesk.services.consent.question_book import Matter, QuestionBook, choices
from consentdesk.services.consent.questions import Example, QuestionKind
from consentdesk.services.sheet_words.plain_words import plain

YES = frozenset({Status.GRANTED, Status.LIMITED})
_NO = frozenset({Status.REFUSED, Status.WITHDRAWN})
_MEANINGS = {
    "yes": Status.GRANTED,
    "no": Status.REFUSED,
    "pending": Status.PENDING,
    "blank": Status.NOT_ASKED,
}
_WITH_NAME = frozenset({"name", "work_name"})
_WRITTEN_NO = frozenset({"no", "n"})


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside an answer in its row and bears on it.

    Attributes:
        instead_of_yes: what a yes becomes while something in the row is unsettled, unreadable
            or against it; None when nothing is.
        limits: conditions that a settled note adds.
        expires_on: last valid day that the row states.
    """

    given_by: str = ""
    given_on: date | None = None
    expires_on: date | None = None
    instead_of_yes: Status | None = None
    limits: frozenset[Limit] = frozenset()


class CellAnswers:
    """Turns read cells into answers, asking what an unclear word means."""

    def __init__(self, book: QuestionBook, known: Sequence[str], today: date) -> None:
        self._book = book
        self._known = tuple(known)
        self._today = today

    def answers(
        self, asked: Asked, read: ReadAnswer, beside: Beside, example: Example
    ) -> Iterator[Answer]:
        """Yield one answer for each purpose that the cell says something about."""
        read = self._with_meaning(asked, read, example)
        status = _turned(read.status, asked.forbids, example.text)
        base = Answer(
            purpose="",
            status=status,
            given_by=beside.given_by,
            given_on=beside.given_on,
            wording=asked.wording,
            source=example.place,
        )
        if status in YES:
            yield from self._yes(asked, read, beside, base)
        elif status is Status.WITHDRAWN:
            # The row's day is that of the first reply, which the withdrawal came after.
            day = read.day if read.day is not None and read.day <= self._today else None
            for purpose in asked.restricts:
                yield replace(base, purpose=purpose, given_on=day)
        else:
            for purpose in asked.restricts:
                yield replace(base, purpose=purpose)

    def _yes(
        self, asked: Asked, read: ReadAnswer, beside: Beside, base: Answer
    ) -> Iterator[Answer]:
        if asked.is_stale(self._today):
            return
        for purpose, status in self._reach(asked, read):
            if status in YES and beside.instead_of_yes is not None:
                status = beside.instead_of_yes
            yes = status in YES
            limits = read.limits | asked.limits | beside.limits if yes else frozenset()
            yield replace(
                base,
                purpose=purpose,
                status=Status.LIMITED if limits else status,
                limits=limits,
                expires_on=_earlier(beside.expires_on, asked.until) if yes else None,
            )

    def _reach(self, asked: Asked, read: ReadAnswer) -> Iterator[tuple[str, Status]]:
        """Yield how far a yes reaches: "website only" is a no to everything else."""
        only, excepts = (all_named(text, self._known) for text in (read.only, read.excepts))
        if only is None or excepts is None:
            yield from ((purpose, Status.UNREADABLE) for purpose in asked.restricts)
            return
        refused = set(excepts)
        # "Website: yes" under Website is no limit; "website only" under a wider question is.
        if only and not set(asked.restricts) <= set(only):
            refused |= {*self._known, *asked.restricts} - {*only, TAKE, *_WITH_NAME}
        yield from ((purpose, Status.REFUSED) for purpose in sorted(refused))
        for purpose in asked.restricts:
            if purpose not in refused:
                covered = purpose in asked.permits
                yield purpose, Status.GRANTED if covered else Status.PENDING

    def _with_meaning(self, asked: Asked, read: ReadAnswer, example: Example) -> ReadAnswer:
        """Give an ambiguous word the meaning a person settled; unsettled it stays unreadable."""
        if not read.ambiguous:
            return read
        word = read.ambiguous
        value = self._book.ask(_meaning_matter(word), example)
        if value == "differs":
            value = self._book.ask(_meaning_matter(word, asked.key), example)
        return read if value is None else replace(read, status=_MEANINGS[value])


def _turned(status: Status, forbids: bool | None, words: str) -> Status:
    """Turn an answer round where a yes forbids; while nobody has said, no yes comes of it.

    Only a plain no is turned: "do not publish" says what it says under any question. A box that
    is not ticked is no answer: nobody wrote that it may be.
    """
    if forbids is False:
        return status
    if status in YES:
        return Status.REFUSED
    if status is Status.REFUSED and is_plain_no(words):
        if not forbids:
            return Status.UNREADABLE
        return Status.GRANTED if plain(words).rstrip(" .!,;:") in _WRITTEN_NO else Status.NOT_ASKED
    return status


def _earlier(one: date | None, other: date | None) -> date | None:
    days = [day for day in (one, other) if day is not None]
    return min(days) if days else None


def _meaning_matter(word: str, header: str = "") -> Matter:
    where = f" in the column “{header}”" if header else ""
    differs = () if header else (("differs", "It differs from column to column"),)
    return Matter(
        f"meaning:{header}:{word}" if header else f"meaning:{word}",
        QuestionKind.MEANING,
        f"What does “{word}” mean{where}?",
        choices(
            ("yes", "Yes: it is a tick"),
            ("no", "No: it is a cross"),
            ("pending", "The answer is still awaited"),
            ("blank", "Nothing, as if empty"),
            *differs,
        ),
    )
