"""What was asked: a column, a consent type or an option, with what a yes to it really covers."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from consentdesk.domain.channel import words_of
from consentdesk.domain.consent import TAKE, Limit
from consentdesk.services.consent.column_roles import Confidence, Guess, Role
from consentdesk.services.consent.given_values import (
    FREE_COLUMN,
    FREE_PURPOSES,
    names_column,
    names_purposes,
    purposes_named,
)
from consentdesk.services.consent.limit_words import limits_in
from consentdesk.services.consent.purpose_words import asks_for
from consentdesk.services.consent.question_book import Matter, QuestionBook, choices, join_words
from consentdesk.services.consent.questions import Example, QuestionKind
from consentdesk.services.consent.tables import Column
from consentdesk.services.consent.template import purpose_of
from consentdesk.services.sheet_words.day_words import academic_year_in
from consentdesk.services.sheet_words.plain_words import plain

_NEITHER = "nothing"


@dataclass(frozen=True, slots=True)
class Asked:
    """One question that families answered.

    Attributes:
        key: plain text that questions about it are named by.
        wording: as it was put; kept with each answer.
        restricts: purposes that a no restricts.
        permits: purposes that a yes covers; fewer while something about it is unsettled.
        forbids: a yes forbids and a no allows; None while nobody has said.
        limits: conditions the question itself states.
        until: last day of the school year it names; None for most.
    """

    key: str
    wording: str
    restricts: tuple[str, ...]
    permits: tuple[str, ...]
    forbids: bool | None = False
    limits: frozenset[Limit] = frozenset()
    until: date | None = None

    def is_stale(self, today: date) -> bool:
        """Whether it was asked for a school year that is over."""
        return self.until is not None and self.until < today


class AskedReader:
    """Works out what columns, types and options ask for, raising questions where unclear."""

    def __init__(
        self, book: QuestionBook, known: Sequence[str], changed: Collection[str] = ()
    ) -> None:
        """`changed` are headers and types that a known source did not have before."""
        self._book = book
        self._known = tuple(known)
        self._changed = frozenset(changed)
        self._clear: dict[str, Asked] = {}

    def column(self, column: Column, example: Example) -> Asked:
        """Return what a column asks for."""
        if column.key in self._clear:
            return self._clear[column.key]
        guess = column.guess
        # The school's own workbook gains a column with each new channel; its words are exact.
        new = column.key in self._changed and purpose_of(column.header) is None
        clear = guess.confidence is Confidence.SURE and bool(guess.purposes) and not new
        if not clear:
            guess = self._ask_column(column, example)
        named = self._book.corrected(f"column:{column.key}") is not None
        asked = self._asked(column.key, column.header, guess, example, named=named)
        if clear and not guess.negative and (named or len(guess.purposes) == 1):
            # Nothing is asked about it, so nothing needs counting at the next cell.
            self._clear[column.key] = asked
        return asked

    def words(
        self,
        kind: QuestionKind,
        subject: str,
        text: str,
        example: Example,
        unknown: tuple[str, ...] = (),
    ) -> Asked:
        """Return what a consent type or an option asks for; `subject` names it in the key.

        `unknown` is what it restricts while nobody has said what it means.
        """
        asked = self._words(kind, subject, text, example, unknown)
        if kind is not QuestionKind.OPTION:
            return asked
        # What stands in a cell may be a parent's own words, which are kept nowhere.
        heading = subject.removesuffix(f":{plain(text)}")
        return replace(asked, wording=heading[:1].upper() + heading[1:])

    def _words(
        self,
        kind: QuestionKind,
        subject: str,
        text: str,
        example: Example,
        unknown: tuple[str, ...],
    ) -> Asked:
        asks = asks_for(text, self._known)
        guess = Guess(Role.ASKS, "", Confidence.SURE, asks.purposes, asks.negative)
        sure = asks.sure and bool(asks.purposes) and plain(text) not in self._changed
        if not sure and kind is QuestionKind.TYPE and asks.photos:
            unknown = unknown or (TAKE,)
        holds = bool(asks.purposes or unknown)
        matter = replace(
            _words_matter(kind, subject, text, holds), accepts=names_purposes(self._known)
        )
        if sure and self._book.corrected(matter.key) is None:
            return self._asked(plain(text), text, guess, example)
        value = self._book.ask(matter, example)
        if value is None:
            guess = replace(guess, purposes=asks.purposes or unknown)
            return replace(self._asked(plain(text), text, guess, example), permits=())
        named = purposes_named(value, self._known)
        return self._asked(plain(text), text, replace(guess, purposes=named), example, named=True)

    def polarity(self, key: str, wording: str, example: Example) -> bool | None:
        """Return whether a yes forbids, asking because the words are negative."""
        value = self._book.ask(_polarity_matter(key, wording), example)
        return None if value is None else value == "forbids"

    def _ask_column(self, column: Column, example: Example) -> Guess:
        value = self._book.ask(_column_matter(column, self._known), example)
        guess = column.guess
        if value is None:
            # Until somebody says what it asks, a no counts for what it may mean at the least.
            return Guess(Role.ASKS, "", Confidence.UNSURE, guess.purposes, guess.negative)
        return guess

    def _asked(
        self, key: str, wording: str, guess: Guess, example: Example, *, named: bool = False
    ) -> Asked:
        """Put it together; `named` tells that a person named each of the purposes."""
        sure = guess.confidence is Confidence.SURE
        restricts = guess.purposes or (() if sure else (TAKE,))
        covered = guess.purposes if named else self._covered(key, wording, guess.purposes, example)
        permits = covered if sure else ()
        forbids = self.polarity(key, wording, example) if guess.negative else False
        until = academic_year_in(wording)
        return Asked(key, wording.strip(), restricts, permits, forbids, limits_in(wording), until)

    def _covered(
        self, key: str, wording: str, purposes: tuple[str, ...], example: Example
    ) -> tuple[str, ...]:
        if len(purposes) < 2:
            return purposes
        matter = replace(
            _bundle_matter(key, wording, purposes), accepts=names_purposes(self._known)
        )
        value = self._book.ask(matter, example)
        if value == "each":
            return purposes
        return tuple(p for p in purposes_named(value or "", self._known) if p in purposes)


def _column_matter(column: Column, known: Sequence[str]) -> Matter:
    guesses = [(f"asks:{p}", words_of(p)) for p in column.guess.purposes]
    return Matter(
        f"column:{column.key}",
        QuestionKind.COLUMN,
        f"What does the column “{column.header.strip() or column.letter}” ask for?"
        f" {column.guess.reason}",
        choices(*guesses, ("ignore", "Nothing that counts here")),
        free=FREE_COLUMN,
        accepts=names_column(known),
    )


def _words_matter(kind: QuestionKind, subject: str, text: str, holds: bool) -> Matter:
    return Matter(
        f"{kind.value}:{subject}",
        kind,
        f"What does “{text.strip()}” allow?",
        choices((_NEITHER, "Nothing that counts here")),
        holds=holds,
        free=FREE_PURPOSES,
    )


def _bundle_matter(key: str, wording: str, purposes: Sequence[str]) -> Matter:
    listed = join_words(words_of(p) for p in purposes)
    return Matter(
        f"bundle:{key}",
        QuestionKind.BUNDLE,
        f"“{wording.strip()}” is one answer for {listed}. Does a yes cover each of them?",
        choices(
            ("each", "Yes, each of them"),
            ("none", "No, ask families again"),
            *((p, f"Only {words_of(p)}") for p in purposes),
        ),
        assumed="none",
        free="the purposes it covers",
    )


def _polarity_matter(key: str, wording: str) -> Matter:
    return Matter(
        f"polarity:{key}",
        QuestionKind.POLARITY,
        f"“{wording.strip()}” seems to ask what is not wanted. What does a yes or a tick mean?",
        choices(
            ("forbids", "A yes means: do not publish"),
            ("allows", "A yes means: may be published"),
        ),
    )
