"""Answers to "tick all that apply": one cell lists the options that were ticked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from consentdesk.domain.consent import TAKE, Status
from consentdesk.services.consent.answer_words import ReadAnswer, read_answer
from consentdesk.services.consent.asked import Asked, AskedReader
from consentdesk.services.consent.option_words import is_all, is_none, split_options
from consentdesk.services.consent.purpose_words import asks_for
from consentdesk.services.consent.question_book import QuestionBook
from consentdesk.services.consent.questions import Example, QuestionKind
from consentdesk.services.consent.tables import Column
from consentdesk.services.sheet_words.plain_words import plain

_NOT_PUBLISHING = frozenset({TAKE, "name", "work_name"})


@dataclass(frozen=True, slots=True)
class Ticked:
    """What one cell says about one option; `problem` names a contradiction."""

    asked: Asked
    read: ReadAnswer


class TickAllColumn:
    """A column of a form in which several options could be ticked.

    The options are those that anybody ticked: nobody's tick is nobody's yes, so an option
    that never appears stays unasked. An option that others ticked and this family did not
    is a no. In a question for what is *not* wanted only a tick says anything.
    """

    def __init__(
        self,
        column: Column,
        cells: Sequence[Example],
        asked: AskedReader,
        book: QuestionBook,
        known: Sequence[str],
    ) -> None:
        self._book = book
        self._not_understood: set[str] = set()
        self._column = column
        self._known = tuple(known)
        self._rows = split_options(
            [cell.text for cell in cells], is_option=lambda part: asks_for(part, known).sure
        )
        self._negative = column.guess.negative
        self._options: dict[str, Asked] = {}
        for cell, options in zip(cells, self._rows, strict=True):
            for option in options:
                self._learn(option, replace(cell, text=option), asked)

    def read(self, index: int, returned: bool) -> Iterator[Ticked]:
        """Yield what the cell of the table's row `index` says about each option.

        `returned` tells that the form certainly came back, so that an empty cell is a no.
        """
        options = self._rows[index]
        ticked = {plain(option) for option in options}
        none, everything = any(map(is_none, options)), any(map(is_all, options))
        if self._negative:
            yield from self._negatives(ticked, none, everything)
        elif none and len(ticked) > 1:
            problem = "“None” stands beside other options."
            yield from self._all(ReadAnswer(Status.UNREADABLE, problem=problem))
        elif none:
            yield from self._all(ReadAnswer(Status.REFUSED))
            yield Ticked(self._everywhere(), ReadAnswer(Status.REFUSED))
        elif everything:
            yield from self._all(ReadAnswer(Status.GRANTED))
        elif not options:
            yield from self._all(ReadAnswer(Status.REFUSED if returned else Status.NOT_ASKED))
        else:
            yield from self._ticks(ticked)

    def _learn(self, option: str, cell: Example, asked: AskedReader) -> None:
        words = read_answer(option)
        if is_none(option) or is_all(option) or not (words.problem or words.ambiguous):
            return
        key = plain(option)
        subject = f"{self._column.key}:{key}"
        # What is not wanted but not understood may be anything.
        unknown = (TAKE,) if self._negative else ()
        one = asked.words(QuestionKind.OPTION, subject, option, cell, unknown)
        if self._negative:
            forbids = asked.polarity(self._column.key, self._column.header, cell)
            one = replace(one, forbids=forbids)
        self._options[key] = one
        if not (one.restricts or self._book.corrected(f"option:{subject}")):
            self._not_understood.add(key)

    def _ticks(self, ticked: set[str]) -> Iterator[Ticked]:
        chosen = {p for key in ticked & self._options.keys() for p in self._options[key].restricts}
        # What a parent wrote beside the ticks may be a condition on all of them.
        status = Status.PENDING if ticked & self._not_understood else Status.GRANTED
        for key, option in self._options.items():
            if key in ticked:
                yield Ticked(option, ReadAnswer(status))
            else:
                # Two options may name one place; a tick at either is no refusal of it.
                left = tuple(p for p in option.restricts if p not in chosen)
                yield Ticked(replace(option, restricts=left), ReadAnswer(Status.REFUSED))
        for word in ticked - self._options.keys():
            yield from self._all(read_answer(word))

    def _negatives(self, ticked: set[str], none: bool, everything: bool) -> Iterator[Ticked]:
        if none and not everything and len(ticked) == 1:
            return
        for key, option in self._options.items():
            if everything or key in ticked:
                yield Ticked(option, ReadAnswer(Status.GRANTED))

    def _all(self, read: ReadAnswer) -> Iterator[Ticked]:
        for option in self._options.values():
            yield Ticked(option, read)

    def _everywhere(self) -> Asked:
        """Return the question after every place: "none of the above" leaves out no channel."""
        places = tuple(p for p in self._known if p not in _NOT_PUBLISHING)
        return Asked(self._column.key, self._column.header, places, ())
