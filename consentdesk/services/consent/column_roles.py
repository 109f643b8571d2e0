"""What a column of a sheet is for, guessed from its header and what stands below it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from consentdesk.services.consent.option_words import looks_like_tick_all
from consentdesk.services.consent.purpose_words import asks_for
from consentdesk.services.sheet_words.plain_words import plain
from consentdesk.services.sheet_words.upn import as_upn, is_upn


class Role(StrEnum):
    """What a column can be for."""

    UPN = "upn"
    ADMISSION_NUMBER = "admission_number"
    NAME = "name"
    FIRST_NAME = "first_name"
    LAST_NAME = "last_name"
    LEGAL_FIRST_NAME = "legal_first_name"
    LEGAL_LAST_NAME = "legal_last_name"
    CLASS = "class"
    YEAR_GROUP = "year_group"
    DATE_OF_BIRTH = "date_of_birth"
    ASKS = "asks"
    TICK_ALL = "tick_all"
    CONSENT_TYPE = "consent_type"
    STATUS = "status"
    ANSWERED_BY = "answered_by"
    ANSWERED_ON = "answered_on"
    VALID_UNTIL = "valid_until"
    WITHDRAWN_ON = "withdrawn_on"
    NOTE = "note"
    PROTECTED = "protected"
    CHILD_OBJECTS = "child_objects"
    SCHOOL = "school"
    LEFT_ON = "left_on"
    SCHOOL_YEAR = "school_year"
    CAUTION = "caution"
    IGNORE = "ignore"
    UNKNOWN = "unknown"


IDENTITY = frozenset(
    {
        *(Role.UPN, Role.ADMISSION_NUMBER, Role.NAME, Role.FIRST_NAME, Role.LAST_NAME),
        *(Role.LEGAL_FIRST_NAME, Role.LEGAL_LAST_NAME),
    }
)
"""Columns that say who a row is about."""


class Confidence(StrEnum):
    """How sure a guess is; what is unsure is asked."""

    SURE = "sure"
    LIKELY = "likely"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Guess:
    """What a column seems to be for, and why.

    Attributes:
        purposes: what it asks about, for `Role.ASKS` and `Role.TICK_ALL`.
        negative: a yes in it may mean no.
        reason: a sentence for the person who checks the guess.
    """

    role: Role
    reason: str
    confidence: Confidence = Confidence.SURE
    purposes: tuple[str, ...] = ()
    negative: bool = False


_CHILD = r"(?:(?:your |the )?(?:child|pupil|student|learner)(?:'?s)? )?"
_HEADERS: tuple[tuple[Role, str], ...] = (
    (Role.UPN, r"\bupns?\b|\bunique pupil (?:number|no|id)\b"),
    (
        Role.ADMISSION_NUMBER,
        r"\badm(?:ission)?s?\.? ?(?:no|num|number|#)\b|\badno\b|\b(?:pupil|student|mis|person) ?"
        r"(?:id|no|number|ref)\b",
    ),
    (Role.DATE_OF_BIRTH, r"\bd\.?o\.?b\b|\bdate of birth\b|\bbirth ?(?:date|day)\b|^born\b"),
    (Role.LEGAL_LAST_NAME, r"\blegal (?:sur|last|family) ?name\b"),
    (Role.LEGAL_FIRST_NAME, r"\blegal (?:fore|first|given) ?names?\b"),
    (
        Role.ANSWERED_BY,
        r"\b(?:answered|responded|informed|signed|completed|given|returned|consented|replied) by\b"
        r"|\b(?:parent|carer|guardian|respondent|contact|mother|father)\b.*\bnames?\b"
        r"|\bname of (?:the )?(?:parent|carer|guardian|person)|^your (?:full )?name\b"
        r"|\brelation(?:ship)?\b|^(?:parent|carer|guardian|respondent|signature|signed)\b"
        r"|^parent ?/ ?(?:carer|guardian)\b|\bparental responsibility\b",
    ),
    (Role.LAST_NAME, rf"^{_CHILD}(?:preferred |known[ -]as )?(?:last|sur|family) ?name\b"),
    (
        Role.FIRST_NAME,
        rf"^{_CHILD}(?:preferred |chosen |known[ -]as )?(?:first|fore|given|christian) ?names?\b"
        r"|^(?:preferred|known[ -]as|chosen) names?\b",
    ),
    (
        Role.NAME,
        rf"^{_CHILD}(?:full )?names?$|^(?:child|pupil|student|learner)(?:'?s)?$"
        r"|\bnames? of (?:the |your )?(?:child|pupil|student)\b"
        r"|^(?:child|pupil|student)'?s? full name"
        r"|^(?:name|surname), ?(?:first|fore)name",
    ),
    (Role.YEAR_GROUP, r"^(?:nc |national curriculum )?(?:year|yr)(?: group)?$|^key stage$"),
    (
        Role.CLASS,
        rf"^{_CHILD}class(?:es| name)?$|^reg(?:istration)?(?: ?(?:group|form|class))?$"
        rf"|^{_CHILD}(?:form|tutor|teaching)(?: group)?$|^{_CHILD}class\b(?!.*photo)"
        r"|^year ?/ ?class$",
    ),
    (Role.WITHDRAWN_ON, r"\bwithdr[ae]w\w*|\brevoked?\b|\bconsent removed\b"),
    (Role.VALID_UNTIL, r"\bvalid (?:until|to|till)\b|\bexpir\w+|\bend date\b|\brenewal\b|^until$"),
    (Role.LEFT_ON, r"\bleft on\b|\bleaving date\b|\bdate (?:of )?(?:leaving|left)\b|^left$"),
    (
        Role.ANSWERED_ON,
        r"^date$|^time ?stamp$|\bcompletion time\b|^start date$"
        r"|\b(?:answered|signed|responded|returned|received|completed|recorded|updated|modified)"
        r" (?:on|date|at)\b|\blast (?:updated|modified|changed)\b"
        r"|\bdate (?:of )?(?:consent|response|reply|signed|answer\w*|received|return\w*"
        r"|completed|signature|recorded|given|form)\b|\b(?:consent|response|reply) date\b",
    ),
    (
        Role.IGNORE,
        r"^id$|^start time$|\be-?mail\b|\bphone\b|\bmobile\b|^gender$|^sex$|\bethnic\w*"
        r"|\blanguage\b|\breligion\b|\baddress\b|\bpost ?code\b|^house$|\bmiddle name|^title$"
        r"|^no\.?$|^#$|^row$|^points$|^quiz\b|\bfsm\b|\bpupil premium\b|\bsen\b|\bdiet\w*"
        r"|\ballerg\w+|^age$|^status of pupil$|\btutor$|\bteacher\b|^form ?(?:no|id)$"
        r"|\bmedical\b|\bdoctor\b|\bemergency\b|\btelephone\b",
    ),
    (Role.SCHOOL, r"^(?:school|academy|site|establishment)(?: name)?$|^name of school$"),
    (Role.PROTECTED, r"^protected\??(?: ?\(y ?/ ?n\))?$"),
    (Role.SCHOOL_YEAR, r"^(?:academic|school) year$|^year of (?:consent|form)$"),
    (
        Role.CAUTION,
        r"\bp?lac\b|\bcla\b|\blooked[ -]after\b|\bin care\b|\bfoster\w*|\badopt\w*|\bsgo\b"
        r"|\bguardianship\b|\bprotect\w*|\bcp plan\b|\bdv\b|\bdomestic\b|\bpolice\b|\bat risk\b"
        r"|\bvulnerable\b|\bcourt\b|\border\b|\bsafeguard\w*|\brefuge\w*|\bdsl\b"
        r"|^(?:level|rag|code|colour|color|category|grade|tier|band|flag|alert|warning|key)s?$",
    ),
    (
        Role.CHILD_OBJECTS,
        r"^child objects$|^(?:child|pupil)(?:'?s)? (?:own )?(?:no|objects|objection)$",
    ),
    (
        Role.NOTE,
        r"\b(?:notes?|comments?|remarks?|conditions?|restrictions?|exceptions?|details|reasons?"
        r"|other|info\w*|extra|special)\b|\banything\b|\bfurther\b|\bspecify\b|\bobjection\w*",
    ),
)
_PATTERNS = tuple((role, re.compile(wording)) for role, wording in _HEADERS)
_BIOMETRIC = re.compile(
    r"\bbiometric\w*|\bfinger ?-?print\w*|\bcashless\b|\bface (?:recog|match)\w*|\bfacial\b"
)
_CONSENT_TYPE = re.compile(
    r"^(?:parental )?consents?(?: ?(?:type|name|description|category|item|for))?$|^type of consent$"
    r"|^(?:permission|category|question|purpose)(?: ?(?:type|name|description))?$"
)
_STATUS = re.compile(
    r"^(?:consent |permission )?(?:status|response|answer|decision|state|reply|result|value"
    r"|choice)$|^(?:granted|given|consent(?:ed)?|permission)\?$|^yes ?/ ?no$|^response value$"
)
_ID_PHOTO = re.compile(
    r"^(?:photograph|photo)(?:s|graphs)? (?:student|pupil|child)s?$|\bid photo\w*"
)


def is_biometric(header: str) -> bool:
    """Whether a header is about biometrics, which no photo sheet may bring in."""
    return bool(_BIOMETRIC.search(plain(header)))


def guess_role(header: str, cells: Sequence[str], known: Sequence[str] = ()) -> Guess:
    """Guess what a column is for from its header and the texts below it.

    `known` are the purposes in use. A column that nothing is known about is `Role.UNKNOWN`.
    """
    words = plain(header)
    if is_biometric(header):
        return Guess(
            Role.IGNORE, "It looks like biometric consent, which no photo sheet brings in."
        )
    if not words:
        return _without_header(cells)
    asks = asks_for(header, known)
    if looks_like_tick_all(header, cells):
        return Guess(Role.TICK_ALL, "Each cell lists what was ticked.", negative=asks.negative)
    if asks.sure and asks.purposes and not _is_free_question(words):
        reason = "The header names it."
        return Guess(Role.ASKS, reason, Confidence.SURE, asks.purposes, asks.negative)
    for role, pattern in _PATTERNS:
        if pattern.search(words) and not (asks.photos and role is Role.ANSWERED_BY):
            return Guess(role, f"The header says “{header.strip()}”.")
    if _CONSENT_TYPE.search(words):
        return Guess(Role.CONSENT_TYPE, "Each row names what was asked.", Confidence.LIKELY)
    if _STATUS.search(words):
        return Guess(Role.STATUS, "Each row holds one answer.", Confidence.LIKELY)
    if _lists_options(cells, known):
        return Guess(Role.TICK_ALL, "Each cell lists what was ticked.", negative=asks.negative)
    return _about_photos(words, asks.purposes, asks.photos, asks.negative)


def _about_photos(words: str, purposes: tuple[str, ...], photos: bool, negative: bool) -> Guess:
    if purposes:
        reason = "The header may mean this; another meaning is possible."
        return Guess(Role.ASKS, reason, Confidence.UNSURE, purposes, negative)
    if _ID_PHOTO.search(words):
        reason = "It may only say that the school may hold a photo of the child."
        return Guess(Role.ASKS, reason, Confidence.UNSURE, (), negative)
    if negative and not purposes:
        reason = "It seems to list who said no."
        return Guess(Role.ASKS, reason, Confidence.UNSURE, (), negative)
    if photos:
        reason = "It is about photos, but not about where they may appear."
        return Guess(Role.ASKS, reason, Confidence.UNSURE, (), negative)
    return Guess(Role.UNKNOWN, "Nothing is known about this header.", Confidence.UNSURE)


def _without_header(cells: Sequence[str]) -> Guess:
    if any(is_upn(as_upn(text)) for text in cells):
        return Guess(Role.UPN, "The numbers below are UPNs.", Confidence.LIKELY)
    return Guess(Role.NOTE, "It has no header; what stands there may matter.", Confidence.UNSURE)


def _is_free_question(words: str) -> bool:
    """Whether the header only invites remarks, such as "anything about photos on the website"."""
    return bool(re.search(r"\banything\b|\bcomments?\b|\bnotes?\b", words))


def _lists_options(cells: Sequence[str], known: Sequence[str]) -> bool:
    """Whether at least half of what stands there names places a photo may go to."""
    distinct = {plain(text) for text in cells} - {""}
    named = [text for text in distinct if asks_for(text, known).sure]
    return bool(named) and 2 * len(named) >= len(distinct)


_PART = re.compile(
    r"(?P<head>.+?)\s*(?:[:/|–—-]|\n|\s)\s*(?P<tail>state|status|response|answer|reply|decision|consent"
    r"|permission|date|on|when|date given|informed by|answered by|given by|signed by|by|who|expires"
    r"|expiry|valid until|until|notes?|comments?|withdrawn)",
    re.IGNORECASE,
)
_PART_ROLES = {
    **dict.fromkeys(("date", "on", "when", "date given"), Role.ANSWERED_ON),
    **dict.fromkeys(
        ("informed by", "answered by", "given by", "signed by", "by", "who"), Role.ANSWERED_BY
    ),
    **dict.fromkeys(("expires", "expiry", "valid until", "until"), Role.VALID_UNTIL),
    **dict.fromkeys(("note", "notes", "comment", "comments"), Role.NOTE),
    "withdrawn": Role.WITHDRAWN_ON,
}


def part_of(header: str, known: Sequence[str] = ()) -> tuple[str, Role] | None:
    """Split ``Website: Date`` into what it belongs to and what it holds; None for others.

    The part with the answer itself, such as ``Website: State``, is `Role.ASKS`.
    """
    found = _PART.fullmatch(header.strip())
    if found is None or not asks_for(found["head"], known).purposes:
        return None
    return found["head"].strip(" :-–—/"), _PART_ROLES.get(plain(found["tail"]), Role.ASKS)
