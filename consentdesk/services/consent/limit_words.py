"""Conditions on a yes in the words that offices and parents use for them."""

import re

from consentdesk.domain.consent import Limit
from consentdesk.services.sheet_words.plain_words import plain

_PICTURES = r"(?:photo(?:graph)?s?|pictures?|images?|pics?|shots?)"
_OF_THEM = r"(?:(?:a|the|any|their|child's|children's|pupil's|pupils'|child|pupil) )*"
_DO_NOT = r"(?:(?:please )?(?:do not|don't|dont|never)|not to)"
_USE = r"(?:use|print|publish|show|include|give|put|add|post|mention)"
_FIRST_NAME = r"(?:(?:first|christian|given)[ -]?names?|forenames?)"
_LAST_NAME = r"(?:surnames?|(?:last|family|second|full) names?)"
_SIZE = r"(?:(?:a|the|large|larger|big|small) )*"
_IN_GROUP = rf"(?:(?:only )?(?:in|as|as part of) )?{_SIZE}"

_WORDS_FOR = {
    Limit.NO_NAME: (
        rf"(?:no|not|without|minus|omit) (?:(?:use|using) )?{_OF_THEM}(?:first )?names?",
        r"(?:no|without) naming",
        r"(?:not|never) (?:(?:to )?be )?named",
        r"un-?named|nameless|anonymous(?:ly)?",
        rf"{_DO_NOT} {_USE} {_OF_THEM}names?",
        rf"{_DO_NOT} name(?: {_OF_THEM}(?:them|child|pupil))?",
        rf"names? (?:(?:is|are) )?not (?:to be )?{_USE}e?d",
        r"names? withheld",
        r"initials? only|only initials?",
    ),
    Limit.FIRST_NAME_ONLY: (
        rf"(?:(?:just|only|use|by|their) )*{_FIRST_NAME}(?: only)?"
        rf"(?:,? (?:(?:but|and) )?(?:no|not|without) {_OF_THEM}{_LAST_NAME})?",
        rf"(?:no|not|without|minus|omit) (?:(?:use|using) )?{_OF_THEM}{_LAST_NAME}",
        rf"{_DO_NOT} {_USE} {_OF_THEM}{_LAST_NAME}",
    ),
    Limit.GROUP_ONLY: (
        rf"{_IN_GROUP}groups?(?:[ -]{_PICTURES})? only",
        rf"{_IN_GROUP}(?:whole[ -])?(?:class|team)[ -]{_PICTURES} only",
        rf"only (?:(?:in|as|as part of) )?{_SIZE}groups?(?:[ -]{_PICTURES})?",
        r"not (?:to be )?(?:on their own|alone|by themselves|individually|individual|singly|solo)",
        rf"(?:no|not|without) (?:individual|solo|single|lone) {_PICTURES}",
        r"no individuals|no portraits?",
    ),
    Limit.NOT_CLOSE_UP: (
        rf"(?:no|not|without|avoid|{_DO_NOT} {_USE}) (?:(?:a|any|in|for) )*"
        rf"(?:close[ -]?ups?|head[ -]?shots?)(?: {_PICTURES})?",
        rf"(?:distance|distant|wide|long|far) {_PICTURES} only",
        r"(?:only )?from (?:a distance|afar)(?: only)?",
    ),
}
_PATTERN_OF = {limit: re.compile("|".join(words)) for limit, words in _WORDS_FOR.items()}
_WITHIN = {
    limit: re.compile(rf"(?<![\w'])(?:{pattern.pattern})(?![\w'])")
    for limit, pattern in _PATTERN_OF.items()
}

_SAME_WORDS = (
    (re.compile(r"\((s|'s)\)"), r"\1"),
    (re.compile(r"\bh(?:is|er)(?:/h(?:is|er))?\b(?:/their\b)?"), "their"),
    (re.compile(r"\b(?:him|her|them)(?:self|selves)(?:/(?:him|her)self)?\b"), "themselves"),
    (re.compile(r"\bhim(?:/them)?\b"), "them"),
)
"""What is said of a boy, a girl or several is the same."""

_BETWEEN = re.compile(r"\s*(?:[,;()\[\]&+/]|(?:^|\s)-+(?:\s|$)|\b(?:and|but|with)\b)\s*")
_FILLERS = re.compile(r"^(?:please|pls) | (?:please|pls|thanks|thank you)$|[.!]+$")

_WHOLE_NAME = re.compile(rf"{_FIRST_NAME} ?(?:and|or|&|\+|/) ?{_OF_THEM}{_LAST_NAME}")
_SINGLE = re.compile(r"\b(?:individual|individually|solo|single|portraits?)\b")
_GROUP_PICTURE = re.compile(
    rf"(?<!and )(?<!or )(?<!& )(?<!/ )(?<!/)\bgroup[ -]{_PICTURES}\b|\b(?:in|part of) a group\b"
)


def read_limits(text: str) -> frozenset[Limit] | None:
    """Return the limits that the whole text lists, or None when any part of it is unknown."""
    return _limits_of(_same_words(plain(text)))


def limits_in(text: str) -> frozenset[Limit]:
    """Return the limits that a longer sentence mentions: "photo on website without name".

    It finds rather too much than too little: a question about "group photos" covers no other
    picture, and one about a "first name" no surname, without either saying "only".
    """
    words = _WHOLE_NAME.sub("whole name", _same_words(plain(text)))
    found = {limit for limit, pattern in _WITHIN.items() if pattern.search(words)}
    if _GROUP_PICTURE.search(words) and not _SINGLE.search(words):
        found.add(Limit.GROUP_ONLY)
    return frozenset(found)


def without_limits(text: str) -> str:
    """Return the plain text without the phrases that are limits; what else does it say?"""
    words = _same_words(plain(text))
    for pattern in _WITHIN.values():
        words = pattern.sub(" ", words)
    return plain(words)


def _same_words(words: str) -> str:
    for pattern, same in _SAME_WORDS:
        words = pattern.sub(same, words)
    return words


def _limits_of(words: str) -> frozenset[Limit] | None:
    words = _FILLERS.sub("", words)
    whole = {limit for limit, pattern in _PATTERN_OF.items() if pattern.fullmatch(words)}
    if whole or not words:
        return frozenset(whole)
    parts = [part for part in _BETWEEN.split(words) if part]
    if parts == [words]:
        return None
    each = [_limits_of(part) for part in parts]
    if any(limits is None for limits in each):
        return None
    return frozenset[Limit]().union(*(limits for limits in each if limits is not None))
