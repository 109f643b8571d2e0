"""Whose each row is: found by number, settled by a person, or held against all it may be."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from consentdesk.domain.consent import TAKE, Answer, Status
from consentdesk.domain.consent_source import Alias
from consentdesk.domain.ids import PersonId
from consentdesk.domain.people import PersonDetails
from consentdesk.services.consent.question_book import Matter, QuestionBook, choices
from consentdesk.services.consent.questions import Choice, Example, QuestionKind
from consentdesk.services.consent.replies import Reply
from consentdesk.services.sheet_words.class_names import same_class
from consentdesk.services.sheet_words.plain_words import plain
from consentdesk.services.sheet_words.pupil_matching import Found, PupilIndex, Undecided

NOBODY = "nobody"
_WORD = 3
"""Signs from which a shared word of two names means something."""


@dataclass(slots=True)
class RowOwners:
    """Every row's owner.

    Attributes:
        of: replies by key of their person.
        remarks: codes of what is worth telling about a matched row.
        held: what undecided rows that restrict hold, by key of each person they may be about:
            once for each purpose, however many rows say so.
        unmatched: rows that are nobody's so far, with why.
        adrift: unmatched rows that say no and may be about anybody at all.
        nobodys: rows that a person settled to be nobody's.
        approved: ways of writing names that a person has just approved, by key.
    """

    of: dict[str, list[Reply]] = field(default_factory=dict)
    remarks: list[tuple[Reply, str]] = field(default_factory=list)
    held: dict[str, dict[str, Answer]] = field(default_factory=dict)
    unmatched: list[tuple[Reply, Undecided]] = field(default_factory=list)
    adrift: list[Reply] = field(default_factory=list)
    nobodys: list[Reply] = field(default_factory=list)
    approved: list[tuple[str, Reply]] = field(default_factory=list)

    def hold(self, key: str, answers: Iterable[Answer]) -> None:
        """Hold a person back for what a row says that may be about them."""
        held = self.held.setdefault(key, {})
        for answer in answers:
            held.setdefault(answer.purpose, answer)


def find_owners(
    replies: Iterable[Reply],
    roll: Sequence[PersonDetails],
    aliases: Iterable[tuple[str, Alias]],
    book: QuestionBook,
    distrusted: frozenset[str] = frozenset(),
) -> RowOwners:
    """Give each reply to the person it is about.

    `distrusted` are sheets whose names cannot be trusted, such as garbled ones: there, nothing
    but a number finds anybody, and no name counts as exact.
    """
    return _OwnerFinder(roll, aliases, book, distrusted).find(replies)


class _OwnerFinder:
    def __init__(
        self,
        roll: Sequence[PersonDetails],
        aliases: Iterable[tuple[str, Alias]],
        book: QuestionBook,
        distrusted: frozenset[str],
    ) -> None:
        self._people = {person.key: person for person in roll}
        self._index = PupilIndex(roll, aliases)
        self._words = {person.key: _long_words(person.full_name) for person in roll}
        self._book = book
        self._distrusted = distrusted
        self._owners = RowOwners()

    def find(self, replies: Iterable[Reply]) -> RowOwners:
        exact: list[tuple[Reply, Undecided]] = []
        for reply in replies:
            found = self._index.find(reply.pupil)
            if isinstance(found, Found):
                self._give(reply, found.person.key)
                self._owners.remarks.extend((reply, remark) for remark in found.remarks)
            elif found.exact and reply.sheet not in self._distrusted:
                exact.append((reply, found))
            else:
                self._decide(reply, found)
        self._decide_exact(exact)
        return self._owners

    def _decide_exact(self, rows: Sequence[tuple[Reply, Undecided]]) -> None:
        """Let one answer settle all rows whose name and class fit exactly one pupil."""
        if not rows:
            return
        examples = [Example(r.place, r.pupil.shown, _described(u)) for r, u in rows]
        value = self._book.ask(_EXACT, *examples)
        for reply, undecided in rows:
            settled = self._book.corrected(reply.question_key)
            if settled is not None or value == "one_by_one":
                self._decide(reply, undecided)
            elif value == "accept":
                self._approve(reply, undecided.candidates[0].person.key)
            else:
                self._hold(reply, undecided)

    def _decide(self, reply: Reply, undecided: Undecided) -> None:
        value = self._book.ask(
            self._matter(reply, undecided), Example(reply.place, reply.pupil.shown)
        )
        if value == NOBODY:
            self._owners.nobodys.append(reply)
        elif value is not None:
            self._approve(reply, value)
        else:
            self._hold(reply, undecided)

    def _hold(self, reply: Reply, undecided: Undecided) -> None:
        """Count a row that says no against everybody it may be about, until somebody says whose."""
        self._owners.unmatched.append((reply, undecided))
        holds = list(what_it_holds(reply))
        if holds:
            keys = [c.person.key for c in undecided.candidates] or self._in_reach(reply)
            if not keys:
                self._owners.adrift.append(reply)
            for key in keys:
                self._owners.hold(key, holds)

    def _in_reach(self, reply: Reply) -> list[str]:
        """Return whom a no may be about when no name fits: who shares a word, else the class."""
        words = _long_words(reply.pupil.shown)
        sharing = [key for key, own in self._words.items() if words & own]
        if sharing:
            return sharing
        class_name = reply.pupil.class_name or reply.pupil.year_group
        return [
            k
            for k, p in self._people.items()
            if class_name and same_class(class_name, p.class_name) is not False
        ]

    def _approve(self, reply: Reply, key: str) -> None:
        self._give(reply, key)
        self._owners.approved.append((key, reply))

    def _give(self, reply: Reply, key: str) -> None:
        self._owners.of.setdefault(key, []).append(reply)

    def _matter(self, reply: Reply, undecided: Undecided) -> Matter:
        listed = [
            Choice(c.person.key, f"{described(c.person)} ({', '.join(c.reasons)})")
            for c in undecided.candidates
        ]
        others = set(self._people) - {choice.value for choice in listed}
        settled = self._book.corrected(reply.question_key)
        if settled in others:
            listed.append(Choice(settled, described(self._people[settled])))
        return Matter(
            reply.question_key,
            QuestionKind.WHO,
            "Whose row is this?",
            (*listed, Choice(NOBODY, "Nobody on the roll: leave it out")),
        )


def _long_words(name: str) -> set[str]:
    words = "".join(sign if sign.isalpha() else " " for sign in plain(name)).split()
    return {word for word in words if len(word) >= _WORD}


def what_it_holds(reply: Reply) -> Iterator[Answer]:
    """Yield what a row does to a pupil whom it may or may not be about: it only ever restricts."""
    for answer in reply.restricting:
        yield replace(
            answer, status=Status.UNREADABLE, limits=frozenset(), given_by="", given_on=None
        )
    if reply.protected or reply.child_objects:
        yield Answer(TAKE, Status.UNREADABLE, source=reply.place)


def described(person: PersonDetails) -> str:
    """Return what tells a person from a namesake: name, class, day of birth, number."""
    born = person.date_of_birth
    facts = (
        person.full_name,
        person.class_name,
        f"born {born:%d/%m/%Y}" if born else "",
        f"no. {person.admission_number}" if person.admission_number else "",
    )
    return ", ".join(fact for fact in facts if fact)


def by_key(people: Mapping[PersonId, str], aliases: Iterable[Alias]) -> list[tuple[str, Alias]]:
    """Return each alias with the key of its person."""
    return [(people[a.person_id], a) for a in aliases if a.person_id in people]


def _described(undecided: Undecided) -> str:
    return described(undecided.candidates[0].person)


_EXACT = Matter(
    "who:exact",
    QuestionKind.WHO,
    "These rows have a name and a class that fit exactly one pupil. Are they theirs?",
    choices(("accept", "Yes, all of them"), ("one_by_one", "Ask me for each row")),
)
