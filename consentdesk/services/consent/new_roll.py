"""A school without a roll: the sheet itself says who is there."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from consentdesk.domain.consent import Answer
from consentdesk.domain.people import PersonDetails
from consentdesk.services.consent.question_book import QuestionBook
from consentdesk.services.consent.replies import Reply
from consentdesk.services.consent.row_owners import RowOwners, find_owners, what_it_holds
from consentdesk.services.sheet_words.plain_words import plain
from consentdesk.services.sheet_words.pupil_matching import name_key, roll_from
from consentdesk.services.sheet_words.written_pupil import might_be_same


@dataclass(frozen=True, slots=True)
class NewRoll:
    """The people a sheet is about, and whose each row is."""

    people: tuple[PersonDetails, ...]
    owners: RowOwners


def roll_of(replies: Sequence[Reply], book: QuestionBook) -> NewRoll:
    """Make people of the rows.

    Rows without a number make a person for each name, class and day of birth as written. Where
    two of them may be one child, what one row restricts holds the other, too.
    """
    people = roll_from([(reply.pupil, reply.place) for reply in replies])
    keys = {person.key for person in people}
    named: dict[str, list[Reply]] = defaultdict(list)
    numbered: list[Reply] = []
    for reply in replies:
        key = name_key(reply.pupil)
        if key in keys:
            named[key].append(reply)
        else:
            numbered.append(reply)
    owners = find_owners(numbered, people, (), book)
    for key, same in named.items():
        owners.of.setdefault(key, []).extend(same)
    for key, answers in _held_by_likeness(named):
        owners.hold(key, answers)
    return NewRoll(people, owners)


def _held_by_likeness(
    named: dict[str, list[Reply]],
) -> Iterable[tuple[str, list[Answer]]]:
    """Yield what rows about people who may be one and the same hold of each other."""
    for group in _sharing_a_name(named):
        for key in group:
            for other in group:
                if other != key and might_be_same(named[key][0].pupil, named[other][0].pupil):
                    yield key, [a for reply in named[other] for a in what_it_holds(reply)]


def _sharing_a_name(named: dict[str, list[Reply]]) -> Iterable[list[str]]:
    """Group people by each word of their names, so that not everybody is compared with all."""
    groups: dict[str, list[str]] = defaultdict(list)
    for key, replies in named.items():
        for word in set(plain(replies[0].pupil.shown).replace(",", " ").split()):
            groups[word].append(key)
    return (group for group in groups.values() if len(group) > 1)
