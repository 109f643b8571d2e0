"""What in a sheet says that a row is about an adult of the school."""

import re

from consentdesk.domain.consent import Status
from consentdesk.services.consent.answer_words import read_answer
from consentdesk.services.sheet_words.plain_words import plain

_STAFF = (
    r"(?:staff(?: members?)?|adults?|teachers?|teaching assistants?|tas?|hltas?|governors?"
    r"|volunteers?|(?:teaching|support|office|non[- ]teaching) staff)"
)
_CELL = re.compile(_STAFF)
_TAB = re.compile(rf"(?:(?:all|our|the|school) )*{_STAFF}(?: (?:list|roll|names|members|\d.*))*")
_KIND_HEADER = re.compile(
    r"(?:person |record )?(?:type|kind|role|category)|post|position|job(?: title)?"
    r"|pupils? ?(?:/|or) ?(?:adults?|staff)|(?:staff|adults?) ?(?:/|or) ?pupils?"
)
_TICKED_HEADER = re.compile(r"(?:is )?(?:staff|adult|teacher) ?\??")


def means_staff(text: str) -> bool:
    """Whether the whole text, such as a class or a kind of person, stands for adults."""
    return bool(_CELL.fullmatch(plain(text)))


def tab_of_staff(name: str) -> bool:
    """Whether a tab is named after the staff; ``Mrs Lund's class`` is not."""
    return bool(_TAB.fullmatch(plain(name)))


def tells_kind(header: str) -> bool:
    """Whether a column says what kind of person each row is about."""
    return bool(_KIND_HEADER.fullmatch(plain(header)))


def ticks_staff(header: str, text: str) -> bool:
    """Whether the column asks for staff and a clear yes stands in it."""
    asks = bool(_TICKED_HEADER.fullmatch(plain(header)))
    return asks and read_answer(text).status is Status.GRANTED
