"""Names of people at the desk as they type them: who is a second person, and who is the first."""

from itertools import permutations

from consentdesk.services.names.letters_as_seen import form_as_seen

_TITLES = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr"})
_FEWEST_LETTERS, _MOST_WORDS = 2, 5


def tidy_name(name: str) -> str:
    """Return a person's name with its spaces in order."""
    return " ".join(name.split())


def is_second_person(second: str, by: str) -> bool:
    """Whether a name is somebody's, and not another way of writing who is at the desk.

    "A. Preparer", "Preparer, Ann", "AP" and "AnnP" are Ann Preparer; so is whoever gives half of
    that name, or writes it in letters of another alphabet that look the same.
    """
    mine, theirs = _words(by), _words(second)
    letters = sum(map(str.isalpha, second))
    return letters >= _FEWEST_LETTERS and not (mine and _may_be_one(mine, theirs))


def _words(name: str) -> list[str]:
    words = form_as_seen(name.partition("@")[0]).split()
    return [word for word in words if word not in _TITLES] or words


def _may_be_one(one: list[str], other: list[str]) -> bool:
    """Whether each word of the shorter name is one of the longer, in any order; initials count."""
    if _runs_together("".join(one), other) or _runs_together("".join(other), one):
        return True
    short, long = sorted((one, other), key=len)
    short, long = short[:_MOST_WORDS], long[:_MOST_WORDS]
    return any(
        all(_may_be_same_word(a, b) for a, b in zip(short, order, strict=True))
        for order in permutations(long, len(short))
    )


def _may_be_same_word(one: str, other: str) -> bool:
    return one == other or (1 in {len(one), len(other)} and one[0] == other[0])


def _runs_together(letters: str, words: list[str]) -> bool:
    """Whether the letters are words and initials of a name without spaces, in any order."""
    if not letters:
        return True
    return any(
        letters.startswith(part)
        and _runs_together(letters[len(part) :], words[:place] + words[place + 1 :])
        for place, word in enumerate(words)
        for part in (word, word[0])
    )
