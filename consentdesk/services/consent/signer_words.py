"""Who gave an answer: a parent, somebody who needs authority to, nobody named, or the office."""

import re

from consentdesk.domain.consent import Status
from consentdesk.services.consent.answer_words import read_answer
from consentdesk.services.sheet_words.plain_words import plain

_TITLED_NAME = re.compile(r"\b(?:mr|mrs|ms|miss|mx|dr|rev|prof)\b\.? (?:[a-z]\.? )*[a-z'-]+")
_NOT_A_PARENT = re.compile(
    r"\bfoster[ -](?:carers?|mum|mummy|dad|mother|father|parents?|family|home|placement)\b"
    r"|^(?:foster|fc|sw|la|child|pupil|student|self|him|her|him/herself)$"
    r"|\b(?:social|key|support|case|care|family|residential)[ -]?workers?\b|\(sw\)"
    r"|(?<!parent/)(?<!parent or )(?<!parents/)(?<!parent / )\bcarers?\b"
    r"|\blocal authority\b|\bsocial (?:services|care)\b|\bcouncil\b|\b(?:children's|care) home\b"
    r"|\b(?:great[ -])?grand[ -]?(?:parents?|mother|father|ma|mum|mummy|dad|pa)\b|\bgrandad\b"
    r"|\b(?:nan|nana|nanna|nanny|nannie|gran|granny|grannie|gramps|grampy)\b"
    r"|\bstep[ -]?(?:parents?|mum|mummy|dad|daddy|mother|father)\b"
    r"|\b(?:partner|boyfriend|girlfriend)\b|\bchild ?minders?\b|\bau[ -]pair\b"
    r"|\b(?:sibling|brother|sister|aunt|aunty|auntie|uncle|cousin|niece|nephew)\b"
    r"|\b(?:neighbour|friend|teacher|teaching assistant|ta|tutor|lodger|solicitor)\b"
)
_OFFICE_ENTRY = re.compile(
    r"\b(?:office|admin|administrator|verbal(?:ly)?|(?:tele)?phone[ds]?|staff|reception(?:ist)?"
    r"|secretary|in person|(?:entered|typed|keyed|input|added|completed|filled in) by|on behalf)\b"
)
_OFFICE_WORDS = frozenset(
    {
        *("office", "admin", "administrator", "school", "verbal", "verbally", "consent", "entry"),
        *("phone", "telephone", "phoned", "telephoned", "call", "staff", "reception", "secretary"),
        *("receptionist", "in", "person", "entered", "typed", "by", "via", "over", "on", "the"),
    }
)
_NOBODY = frozenset(
    {
        *("anonymous", "anon", "unknown", "not known", "not given", "not stated", "none", "nobody"),
        *("no one", "illegible", "unsigned", "not signed", "signed", "parent", "parents"),
        *("parent/carer", "parent/guardian", "parent / carer", "parent / guardian"),
        *("parent or carer", "parent or guardian", "guest", "user", "name", "blank"),
    }
)


def needs_authority(given_by: str) -> bool:
    """Whether the answer is of somebody who may sign only with authority from elsewhere.

    Mum, dad, parents, guardians and plain names may; so may a Mrs Foster.
    """
    return bool(_NOT_A_PARENT.search(plain(_TITLED_NAME.sub(" ", plain(given_by)))))


def is_nobody(given_by: str) -> bool:
    """Whether it names no person, so that two answers are not known to be of the same one.

    "Parent" is nobody, too: the other parent may have written it the next time.
    """
    words = plain(given_by).strip(".!,;: ")
    if words in _NOBODY or (words and _OFFICE_WORDS.issuperset(re.findall(r"[^\W_]+", words))):
        return True
    read = read_answer(words)
    return read.status is not Status.UNREADABLE or bool(read.ambiguous)


def is_office_entry(text: str) -> bool:
    """Whether somebody at school seems to have written down what they were told."""
    return bool(_OFFICE_ENTRY.search(plain(text)))
