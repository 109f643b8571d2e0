"""Notes and comments in prose: what they certainly say, and whether a person must read them.

Nothing here understands a note. It finds the few that say nothing, those that plainly say no,
words that suggest a protected child, and limits; a note with none of these is still a note.
"""

import re
from dataclasses import dataclass

from consentdesk.domain.consent import Limit
from consentdesk.services.consent.limit_words import limits_in, without_limits
from consentdesk.services.sheet_words.plain_words import plain

_SAYS_NOTHING = frozenset(
    {"", "-", "--", "---", ".", "n/a", "na", "not applicable", "#n/a", "null"}
)
_NOTHING_TO_ADD = frozenset(
    {
        *("none", "nothing", "nil", "no comment", "no comments", "no note", "no notes"),
        *("nothing to add", "nothing to note", "nothing else", "none known", "all fine", "fine"),
        *("all good", "all ok", "no concerns", "no issues", "no further comments"),
    }
)
_NO_TO_A_QUESTION = frozenset({"no", "nope", "no thanks", "no thank you", "not really"})

_ASKS_FOR_MORE = re.compile(
    r"\b(?:anything|something)\b(?!.*\b(?:we|you) (?:can|may) (?:use|publish|share))"
    r"|\bany (?:(?:other|further|additional|extra|special) )?(?:comments?|notes?|information|info"
    r"|details|concerns?|issues?|reasons?|restrictions?|requests?|questions?|remarks?)\b"
    r"|\b(?:other|further|additional|extra) (?:comments?|notes?|information|info|details)\b"
)
_FOR_NOTES = re.compile(r"\b(?:notes?|comments?|remarks?|info|information|details|other)\b")
_ABOUT_USE = re.compile(
    r"\b(?:photo\w*|picture\w*|images?|video\w*|film\w*|publi\w+|use[ds]?|consent\w*|permission\w*"
    r"|agree\w*|allow\w*|share[ds]?)\b"
)

_NOT = r"(?<!not )(?<!never )(?<!no )(?<!n't )(?<!nobody )"
_DO_NOT = r"(?:do not|don't|dont|must not|mustn't|may not|should not|shouldn't|cannot|can't|never)"
_SAYS_NO = re.compile(
    rf"\b{_DO_NOT}\b(?! (?:mind|know|have|need|forget|understand|worry|hesitate|think|believe"
    r"|remember|see|object|withdraw|refuse|been|be afraid))"
    r"|\b(?:say|says|said|saying) (?:no\b|not to\b)|\bno to\b|\bis a no\b"
    r"|\bno (?:more )?(?:photo\w*|pictures?|images?|pics?|film\w*|video\w*|media|social media|press"
    r"|publicity|publication|publishing|website|facebook|instagram|internet|permission)\b"
    r"|\bno consent\b(?! (?:form|slip|yet|letter))|\bnot (?:to be|consent\w*|allowed|permitted)\b"
    rf"|{_NOT}\b(?:refus(?:e|es|ed|ing|al)|withdr[ae]w\w*|revok\w+|declin(?:es?|ed|ing))\b"
    rf"|{_NOT}\b(?:object|objects|objected|objecting)\b|\bopt(?:ed|ing|s)?[ -]out\b"
    r"|\babsolutely (?:nothing|not|no)\b|\bnothing (?:at all|whatsoever)\b"
    r"|\bno longer (?:consents?|agrees?|happy|wants?|wish(?:es)?)\b"
    rf"|\bnot happy\b|{_NOT}\b(?:against|unhappy)\b|\bnot want\b|n't want\b"
    r"|\b(?:take|took|taken) (?:it|them|these|photos?) down\b|\bstop (?:using|taking|publishing)\b"
    rf"|{_NOT}\b(?:forbid\w*|forbade|prohibit\w*|banned)\b"
)

_PROTECTION = re.compile(
    r"\bcourts?\b|(?<!in )\borders?\b|\blooked[ -]after\b|\b(?:lac|cla|cic|cyp|cin)\b|\bin care\b"
    r"|\bcare (?:leaver|home|plan)|\bplacements?\b|\bfoster\w*|\badopt\w*"
    r"|\bsocial (?:work|serv|care)"
    r"|\bsw\b|\bd?dsl\b|\bsafe ?guard|\bchild protection\b|\bcp (?:plan|register)|\bchild in need\b"
    r"|\bpolice\b|\brefuge\b|\bdv\b|\bdomestic\b|\babus|\bviolen|\bmarac\b|\bstalk|\binjunction"
    r"|\bno contact\b|\bnon[ -]molestation\b|\bspecial guardian|\bsgo\b|\bkinship\b|\bestranged\b"
    r"|\bprotected\b|\bat risk\b|\bwitness|\bwhereabouts\b|\bconfidential|\bsensitive\b|\bfled\b"
    r"|\bmust not be (?:found|located|traced)\b"
)

_RESTRICTING = re.compile(
    r"\b(?:no|not|nor|none|nothing|never|nobody|without|only|except\w*|excluding|unless|until|but)\b"
    r"|n't\b|\b(?:dont|wont|cant)\b|^n$|\brefus|\bwithdr|\brevok|\bobject|\bdeclin|\bdeny|\bdenied"
    r"|\bopt(?:ed)?[ -]?out|\bstop\b|\bremov|\brestrict|\blimit|\bforbid|\bprohibit|\bbann|\bavoid"
    r"|\bask\b|\bcheck\b|\bcareful|\bcaution|\bbeware|\bbefore any\b|\bhold\b|\bblur|\bcrop|\bhide"
    r"|\bprivate\b|\bsecret\b|\bfalse\b|\bsee note|[☒✗✘✖❌✕×🚫⛔]"
)


@dataclass(frozen=True, slots=True)
class ReadNote:
    """What was found in a note.

    Attributes:
        nothing: it certainly says nothing; only then may it be passed over.
        says_no: it plainly refuses; other refusals may hide in words that nobody foresaw.
        suggests_protection: it speaks of courts, care or danger.
        limits: conditions it mentions.
    """

    nothing: bool = False
    says_no: bool = False
    suggests_protection: bool = False
    limits: frozenset[Limit] = frozenset()


_LONGEST = 2_000
"""Signs of a remark that are weighed; a longer one is for human eyes only."""


def read_note(text: str, header: str = "") -> ReadNote:
    """Read a note; `header` tells what was asked, and is empty for a comment on a cell."""
    if len(text) > _LONGEST:
        return ReadNote()
    words = plain(text)
    if _is_filler(words.rstrip(".!, "), plain(header)):
        return ReadNote(nothing=True)
    # "Do not use her name" is a limit and no refusal.
    return ReadNote(
        says_no=bool(_SAYS_NO.search(without_limits(words))),
        suggests_protection=bool(_PROTECTION.search(words)),
        limits=limits_in(words),
    )


def worries(text: str) -> bool:
    """Whether any word in it restricts or may; for columns that nobody understood."""
    if len(text) > _LONGEST:
        return True
    words = plain(text)
    return bool(_RESTRICTING.search(words) or _PROTECTION.search(words) or limits_in(words))


def _is_filler(words: str, header: str) -> bool:
    """Tell whether nothing is said, given the header.

    On a cell, or under a question about pictures, "none" may mean that none may be used.
    """
    if words in _SAYS_NOTHING:
        return True
    if _ASKS_FOR_MORE.search(header):
        return words in _NOTHING_TO_ADD | _NO_TO_A_QUESTION
    is_for_notes = _FOR_NOTES.search(header) and not _ABOUT_USE.search(header)
    return bool(is_for_notes) and words in _NOTHING_TO_ADD
