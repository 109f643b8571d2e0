"""What the words in an answer cell mean: an exact vocabulary, never the nearest match."""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from consentdesk.domain.consent import PICTURE_LIMITS, Limit, Status
from consentdesk.services.consent.limit_words import read_limits
from consentdesk.services.sheet_words.day_words import DayOrder, leading_day
from consentdesk.services.sheet_words.plain_words import plain

_I_GRANT = frozenset(
    {
        *("i agree", "i consent", "i do consent", "i give consent", "i give my consent"),
        *("i give permission", "i give my permission"),
    }
)
_GRANTED = _I_GRANT | {
    *("yes", "y"),
    *("true", "yes please", "y please", "granted", "given", "consent given", "consent granted"),
    *("permission given", "permission granted", "consented", "consents", "confirmed", "approved"),
    *("allow", "allowed", "permitted", "accept", "accepted", "opted in", "opted-in", "opt in"),
    *("agree", "agreed", "agrees"),
    *("✓", "✔", "☑", "✅", "🗸", "🗹", "√"),
}
_PLAIN_NO = frozenset({"no", "n", "false", "0"})
_REFUSED = _PLAIN_NO | {
    *("not granted", "not given", "not allowed", "not permitted", "not consented", "not agreed"),
    *("declined", "declines", "decline", "refused", "refuses", "refuse", "deny", "denied"),
    *("reject", "rejected", "disagree", "i disagree", "object", "objects", "i object"),
    *("do not consent", "i do not consent", "does not consent", "did not consent"),
    *("don't consent", "i don't consent", "doesn't consent", "dont consent", "i dont consent"),
    *("do not agree", "i do not agree", "do not allow", "don't allow", "i do not allow"),
    *("do not give consent", "i do not give consent", "i do not give my consent"),
    *("i do not give permission", "i do not give my permission", "do not give permission"),
    *("no consent", "no consent given", "consent not given", "consent refused", "consent declined"),
    *("no permission", "permission not given", "permission refused", "permission denied"),
    *("opted out", "opted-out", "opt out", "opt-out", "no thank you", "no, thank you"),
    *("no thanks", "no, thanks", "no photos", "no photo", "no photographs", "no pictures"),
    *("no images", "no pics", "no publication", "no publicity", "never", "nothing", "none"),
    *("nothing at all", "absolutely nothing", "absolutely not", "definitely not", "not at all"),
    *("none of the above", "none of these", "none of them", "no to all", "do not publish"),
    *("do not use", "do not share", "do not post", "do not photograph", "please do not use"),
    *("don't publish", "don't use", "don't share", "dont publish", "dont use"),
    *("not to be published", "not to be used", "not to be photographed", "not to be shared"),
    *("please do not publish", "☒", "✗"),
}
_NOT_IN_WRITING = frozenset(
    {"verbal", "verbally", "by phone", "phone", "over the phone", "by telephone", "telephone"}
)
_PENDING = _NOT_IN_WRITING | {
    *("requested", "pending", "sent", "awaiting", "awaited", "waiting", "chased", "chasing"),
    *("awaiting reply", "awaiting response", "awaiting form", "awaiting consent", "tbc", "tba"),
    *("to be confirmed", "?", "??", "???", "see note", "see notes", "see comment", "see comments"),
    *("ask", "ask mum", "ask dad", "ask parent", "ask parents", "ask office", "ask first"),
    *("verbal yes", "verbal consent", "phoned yes", "unsure", "not sure", "maybe", "undecided"),
    *("no reply", "no response", "no answer", "no form", "not returned", "not yet returned"),
    *("form not returned", "form not back", "not back", "not answered", "unknown", "not known"),
}
_NOT_ASKED = frozenset(
    {
        *("", "not asked", "not requested", "n/a", "na", "not applicable", "-", "--", "---"),
        *("#n/a", "null", "(blank)", "blank", "☐", "□"),
    }
)
_STATUS_OF = {
    **dict.fromkeys(_GRANTED, Status.GRANTED),
    **dict.fromkeys(_REFUSED, Status.REFUSED),
    **dict.fromkeys(_PENDING, Status.PENDING),
    **dict.fromkeys(_NOT_ASKED, Status.NOT_ASKED),
}
_AMBIGUOUS = frozenset(
    {
        *("ok", "okay", "o.k", "done", "on file", "form on file", "form returned", "form back"),
        *("form received", "form in", "returned", "received", "slip returned", "signed"),
        *("form signed", "tick", "ticked", "checked", "cross", "crossed", "as last year"),
        *("same as last year", "as before", "as above", "same", "ditto", "pto", "p.t.o"),
        *("see form", "see over", "see overleaf", "nil"),
    }
)
"""Beside these, every lone letter, number or symbol outside the vocabulary."""

_WITHDRAWN = re.compile(
    r"(?:(?:consent|permission) )?(?:withdrawn|withdrew|withdraw|revoked|removed)"
    r"(?!\w)(?: on| from| since)?[ :,(-]*(?P<rest>.*)"
)
_NOW_NO = re.compile(
    r"(?:(?:was|from|changed from) )?(?:y|yes),? (?:now|to|changed to) (?:n|no)(?!\w)"
    r"(?: on| from| since)?[ :,(-]*(?P<rest>.*)"
)
_NO_LONGER = re.compile(r"no longer(?: consents?| consenting| agrees?)?(?P<rest>)")
_TAKEN_BACK = (_WITHDRAWN, _NOW_NO, _NO_LONGER)

_WORDS_OF_YES = "|".join(re.escape(words) for words in sorted(_GRANTED, key=len, reverse=True))
_YES_FIRST = re.compile(
    rf"(?:(?P<named>[^:;,?]+?) ?: ?)?(?:{_WORDS_OF_YES})(?![\w*?!/])(?P<rest>.*)"
)
_ALL_FIRST = re.compile(r"(?:yes to all|yes to everything|all|everything)(?P<rest> .+)")
_JOINERS = re.compile(r"^(?:[ ,:;-]|\b(?:but|with)\b)+")
_NO_AT_ONCE = re.compile(r" not\b|[ ,:;-]+no\b")
"""As in "yes no x" or "yes - no x": which of the two counts? "But no x" would be clear."""
_BETWEEN = re.compile(r"\s*(?:[,;()\[\]]|\s-+\s|\bbut\b|\bwith\b)\s*")
_ONLY_LAST = re.compile(r"(?:for |on )?(?:the )?(?P<what>.+) only(?: please)?")
_ONLY_FIRST = re.compile(r"only (?:for |on )?(?:the )?(?P<what>.+)")
_EXCEPT = re.compile(
    r"(?:not|no|except|excepting|excluding|apart from|other than|without)"
    r"(?: on| for| to)?(?: the)? (?P<what>.+)"
)
_PLACES = re.compile(r"[a-z][a-z0-9 ,&+/'().-]*")
_DOUBTS = re.compile(
    r"\b(?:not?|non|none|nothing|never|nor|neither|don'?t|\w+n't|do|does|did|without|only|except"
    r"|excluding|refus\w+|declin\w+|withdr\w+|revok\w+|remov\w+|object\w*|y|yes|n|ok|okay|true"
    r"|until|till|unless|if|when|while|before|after|yet|once|again|ask\w*|check\w*|see|sure|maybe"
    r"|perhaps|pending|awaiting|was|were|now|previously|longer|temporar\w+|for now|thanks?|please"
    r"|names?|named|surnames?|close\w*|groups?|individual\w*|alone|own|solo|portraits?|faces?"
    r"|mum|dad|mother|father|parents?|carers?|consents?|permission|agree\w*|verbal\w*|phone"
    r"|signed|returned)\b"
)
_EVERYTHING = re.compile(
    r"(?:any |all |their |his |her )?(?:photo(?:graph)?s?|pictures?|images?|use)\b"
    r"(?! (?:on|in|for|to) )"
)
"""Said of no place: "yes but no photos" contradicts itself."""

_NOT_UNDERSTOOD = "This is no answer that can be understood; it clears nothing."
_MEANS_DIFFERENT_THINGS = "This means different things in different sheets; a person must say what."
_STRUCK = "The answer is struck through."
_DAY_UNREAD = "The day of the withdrawal cannot be read."

ANSWER_CHOICES = (
    *("Yes", "Yes - no names", "Yes - first name only", "Yes - group photos only"),
    *("Yes - not close-up", "No", "Withdrawn", "Pending", "Not asked"),
)
"""The words the template offers; each is in the vocabulary."""


@dataclass(frozen=True, slots=True)
class ReadAnswer:
    """What a cell says.

    A yes that names places holds for no others: whoever cannot tell what *all* of `only` and
    `excepts` mean must not take it for a yes.

    Attributes:
        limits: conditions on a yes; empty for every other status.
        only: plain text of the places named as the only ones: ``website`` of "website only".
        excepts: plain text of those left out: ``press and website`` of "yes except press and
            website".
        day: of a withdrawal, written in the cell itself, as in "Withdrawn 13/03/26".
        ambiguous: the plain word whose meaning only a person can tell; it is unreadable so far.
        problem: a sentence when the cell, or the day in it, could not be understood.
    """

    status: Status
    limits: frozenset[Limit] = frozenset()
    only: str = ""
    excepts: str = ""
    day: date | None = None
    ambiguous: str = ""
    problem: str = ""


@lru_cache(maxsize=1 << 12)
def read_answer(
    text: str,
    struck: bool = False,
    *,
    ones_and_zeros: bool = False,
    order: DayOrder | None = None,
    past_until: date | None = None,
) -> ReadAnswer:
    """Read one answer cell; whatever is not in the vocabulary is unreadable and clears nothing.

    Args:
        text: the words in the cell.
        struck: some of them are struck through.
        ones_and_zeros: the column holds both, so that a 1 is a yes.
        order: of day and month in a withdrawal's day; unproven, an ambiguous day is none.
        past_until: last day a withdrawal can be of.
    """
    words = _without_closing_signs(plain(text))
    if struck and words:
        return ReadAnswer(Status.UNREADABLE, problem=_STRUCK)
    if ones_and_zeros and words == "1":
        return ReadAnswer(Status.GRANTED)
    status = _STATUS_OF.get(words)
    if status is not None:
        return ReadAnswer(status)
    if words in _AMBIGUOUS or _is_lone_sign(words):
        return ReadAnswer(Status.UNREADABLE, ambiguous=words, problem=_MEANS_DIFFERENT_THINGS)
    for taken_back in _TAKEN_BACK:
        if found := taken_back.fullmatch(words):
            return _withdrawn(found["rest"], order, past_until)
    return _qualified_yes(words) or ReadAnswer(Status.UNREADABLE, problem=_NOT_UNDERSTOOD)


def read_withdrawn(
    text: str, *, order: DayOrder | None = None, past_until: date | None = None
) -> ReadAnswer:
    """Read a cell under a header such as "Withdrawn": all but a clear no is a withdrawal."""
    words = _without_closing_signs(plain(text))
    if is_plain_no(words) or words in _NOT_ASKED | {"none", "not withdrawn"}:
        return ReadAnswer(Status.NOT_ASKED)
    found = _WITHDRAWN.fullmatch(words)
    rest = found["rest"] if found else words
    only_a_mark = rest in _GRANTED or _is_lone_sign(rest)
    return _withdrawn("" if only_a_mark else rest, order, past_until)


def is_plain_no(text: str) -> bool:
    """Whether it is a bare no, which turns into a yes where the question asks what is unwanted.

    "Do not use" or "refused" never do: they restrict whatever the question was.
    """
    return _without_closing_signs(plain(text)) in _PLAIN_NO


def _without_closing_signs(words: str) -> str:
    """Drop closing signs; a question mark or dots say that somebody was not sure."""
    bare = words.rstrip(".!,;:").rstrip()
    sure = bare and not bare.endswith("?") and ".." not in words[len(bare) :]
    return bare if sure else words


def _is_lone_sign(words: str) -> bool:
    """Whether it is one letter, number or symbol, or one symbol several times."""
    return len(set(words)) == 1 and (len(words) == 1 or not words.isalnum())


def _withdrawn(rest: str, order: DayOrder | None, past_until: date | None) -> ReadAnswer:
    """Read the day after "withdrawn"; the withdrawal counts even when the day is unreadable."""
    day = leading_day(rest, order, past_until=past_until).day
    unread = bool(rest) and day is None
    return ReadAnswer(Status.WITHDRAWN, day=day, problem=_DAY_UNREAD if unread else "")


def _qualified_yes(words: str) -> ReadAnswer | None:
    """Read a yes with conditions, or None when any part of it is unknown."""
    found = _YES_FIRST.fullmatch(words)
    everything = None if found else _ALL_FIRST.fullmatch(words)
    said_yes = found or everything
    rest = said_yes["rest"] if said_yes else words
    more = _JOINERS.sub("", rest)
    named = (found["named"] or "") if found else ""
    if found and not named and rest.lstrip(" ,:-") in _I_GRANT:
        return ReadAnswer(Status.GRANTED)
    if found and more.strip("() ") in _NOT_IN_WRITING:
        return ReadAnswer(Status.PENDING)
    parts = [part for part in _BETWEEN.split(more.replace("(s)", "s")) if part]
    read = _conditions(parts, named) if parts or not rest else None
    if read is None or (everything and not read.excepts):
        return None
    if read.excepts and _NO_AT_ONCE.match(rest):
        return None
    # "No names" or "first name" without a yes before it may as well be a no or a heading.
    implied = bool(read.only) or (read.limits and read.limits <= PICTURE_LIMITS)
    return read if said_yes or (implied and not read.excepts) else None


def _conditions(parts: list[str], named: str) -> ReadAnswer | None:
    """Read what stands beside a yes: limits, and at most one phrase about places."""
    limits = frozenset[Limit]().union(*(read_limits(part) or () for part in parts))
    places = ", ".join(part for part in parts if not read_limits(part))
    only = _places(_ONLY_FIRST, places) or _places(_ONLY_LAST, places)
    excepts = "" if only else _places(_EXCEPT, places)
    if (places and not (only or excepts)) or (named and (only or not _is_place(named))):
        return None
    status = Status.LIMITED if limits else Status.GRANTED
    return ReadAnswer(status, limits, only=only or named, excepts=excepts)


def _places(phrase: re.Pattern[str], words: str) -> str:
    found = phrase.fullmatch(words)
    return found["what"] if found and _is_place(found["what"]) else ""


def _is_place(words: str) -> bool:
    """Whether nothing in it speaks against its being places where pictures appear."""
    return bool(
        _PLACES.fullmatch(words) and not _DOUBTS.search(words) and not _EVERYTHING.match(words)
    )
