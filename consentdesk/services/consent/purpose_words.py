"""What a question, a heading or an option asks permission for, read from its words.

Offices write "FB", "Q3 website" or a whole sentence. Each wording found here is told with how
sure it is; what is not sure is asked, and until then permits nothing. Evidence for the
wordings: headings that schools and their programs use.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from consentdesk.domain.channel import FURTHER_PURPOSES, PURPOSE_WORDS
from consentdesk.domain.consent import ACCOUNT, SOCIAL
from consentdesk.services.consent.template import purpose_of
from consentdesk.services.sheet_words.plain_words import plain

_PLATFORMS = (
    ("facebook", r"\b(?:facebook|fb)\b"),
    ("instagram", r"\b(?:instagram|insta|ig)\b"),
    ("x", r"\b(?:x|formerly|was)?[ /(]*twitter\b\)?|\btweet\w*|^x$|(?<=[,;(/] )x\b(?=\)|,|;|$)"),
    ("tiktok", r"\btik ?tok\b"),
    ("youtube", r"\byou ?tube\b"),
    ("threads", r"\bthreads\b"),
    ("bluesky", r"\bblue ?sky\b"),
    ("mastodon", r"\bmastodon\b"),
    ("linkedin", r"\blinked ?in\b"),
    ("whatsapp", r"\bwhats ?app\b"),
)
_SAME_PLATFORM = {"twitter": "x"}

_WORDINGS = (
    ("work_name", r"\bwork\b(?=.*\bnames?\b)|\bnames?\b(?=.*\bwork\b)"),
    ("group_photo", r"\b(?:class|group|team|whole[ -]school|year[ -]group) (?:photo|picture)\w*"),
    ("photographer", r"\b(?:school|professional|external|official|commercial) photographer\w*"),
    (SOCIAL, r"\bsocial[ -](?:media|network\w*)|\bsocials?\b"),
    ("newsletter", r"\bnews ?-?letters?\b|\bbulletins?\b"),
    ("web", r"\bweb ?-?(?:site|page)s?\b|\bschool site\b|\bweb\b"),
    (
        "prospectus",
        r"\bprospectus\w*|\bbrochures?\b|\bpromot\w+|\bpublicity\b|\bmarketing\b|\badvert\w*"
        r"|\bleaflets?\b|\bflyers?\b|\bprinted (?:publication|material)s?\b",
    ),
    (
        "evidence",
        r"\blearning journ\w+|\btapestry\b|\bevidence\b|\bassessments?\b|\bseesaw\b"
        r"|\brecords? of (?:progress|achievement)\b|\bexercise books?\b",
    ),
    (
        "press",
        r"\bpress\b|\bnews ?papers?\b|\b(?:local|news|national|external|print) media\b"
        r"|\btelevision\b|\bjournalists?\b|\blocal news\b",
    ),
    ("video", r"\bvideos?\b|\bfilm(?:s|ed|ing)?\b|\bweb ?cams?\b|\blive[ -]?stream\w*"),
    ("partner", r"\blocal authority\b|\bcouncil\b|\bexam boards?\b|\bother schools\b|\bpartner\w*"),
    ("archive", r"\barchiv\w+|\bafter (?:they |he |she )?(?:have |has )?(?:leav|left)\w*"),
    (
        "display",
        r"\bdisplay\w*|\bnotice ?-?boards?\b"
        r"|\b(?:in|inside|within|around|throughout) (?:the )?school\b"
        r"|\binternal\b|\bin ?-?school\b|\bcorridors?\b|\bclassroom walls?\b",
    ),
    (
        "take",
        r"\b(?:may|can|to) be (?:photographed|recorded)\b|\bphotographed at all\b"
        r"|\b(?:tak(?:e|ing)|have) (?:any )?(?:photo|picture|image)\w*"
        r"|\b(?:photo|picture|image)\w* (?:being |to be )?taken\b",
    ),
    (
        "name",
        r"\bnames? (?:with|beside|next to|and|published|printed|used)\b|^names?\?$"
        r"|\b(?:use|publish|print) (?:of )?(?:my |their |your )?(?:child'?s? )?"
        r"(?:first |full )?names?\b"
        r"|\bwith (?:full )?name\b",
    ),
)
_UNSURE = (("press", r"\bmedia\b|\btv\b|\bnews\b"), ("web", r"\binternet\b|\bonline\b"))
_PHOTOS = re.compile(r"\bphoto\w*|\bimages?\b|\bpictures?\b|\bmedia\b|\bfilming\b|\brecordings?\b")
_WORD = re.compile(r"[a-z]+")
_FILLERS = frozenset(
    {
        *("a", "about", "all", "am", "an", "and", "any", "are", "as", "at", "be", "been"),
        *("being", "by", "can", "could", "do", "etc", "eg", "for", "from", "had", "has"),
        *("have", "he", "her", "his", "i", "ie", "if", "in", "including", "is", "it", "like"),
        *("may", "me", "might", "my", "of", "ok", "okay", "on", "only", "onto", "or", "our"),
        *("over", "please", "q", "s", "select", "she", "should", "such", "t", "that", "the"),
        *("their", "them", "they", "this", "through", "tick", "to", "up", "upon", "us", "via"),
        *("was", "we", "were", "where", "which", "will", "with", "within", "would", "yes"),
        *("you", "your", "activities", "celebrate", "events", "child", "children", "daughter"),
        *("learner", "learners", "pupil", "pupils", "son", "student", "students", "class"),
        *("school", "schools", "external", "internal", "local", "official", "public"),
        *("account", "accounts", "channel", "channels", "feed", "feeds", "group", "media"),
        *("page", "pages", "platform", "platforms", "post", "posts", "site", "stories"),
        *("story", "electronic", "emailed", "formerly", "monthly", "online", "paper", "print"),
        *("printed", "termly", "weekly", "state", "status", "agree", "agreed", "agreement"),
        *("allow", "allowed", "appear", "appearing", "approve", "consent", "consents"),
        *("feature", "featured", "give", "given", "giving", "grant", "granted", "happy"),
        *("image", "images", "include", "included", "permission", "permissions", "permit"),
        *("permitted", "photo", "photograph", "photographed", "photographs", "photos"),
        *("picture", "pictures", "place", "placed", "publication", "publications", "publish"),
        *("published", "publishing", "put", "share", "shared", "sharing", "show", "shown"),
        *("take", "taken", "taking", "upload", "uploaded", "use", "used", "using", "close"),
        *(
            "first",
            "full",
            "name",
            "names",
        ),
    }
)
"""Words beside a place that leave it a question about photos there; any other may turn it."""

_OF_ANOTHER_TIME = re.compile(
    r"\bold\b|\bprevious\b|\blast year\b|\barchived?\b|(?<![/-])\b(?:19|20)\d\d\b(?! ?[/-] ?\d)"
)
"""A year of its own; a school year such as 2024-25 is understood elsewhere."""

_QUESTION_NUMBER = re.compile(r"^q(?:uestion)?\.? ?\d+[a-z]?[.:)]? ?|^\d+[.)] ")
_WITHOUT_NAME = re.compile(r"\b(?:without|no|not) (?:their |my |any )?(?:full )?names?\b")
_NEGATIVE = re.compile(
    r"\b(?:do|does|would|should|must|may|can|will) ?n[o']t\b"
    r"|\b(?:cannot|can't|don't|won't|mustn't)\b"
    r"|\bnot (?:want|allow|be|to|use|happy|agree|permit|consent|publish|on)\w*\b|\bobject\w*"
    r"|\bopt(?:ing|ed)?[ -]?out\b|\bwithdr[ae]w\w*|\brevok\w*|\bremov\w*|\bcancel\w*|\bstop\w*"
    r"|\bunwanted\b|\bbann?(?:ed)?\b|\b(?:keep|stay|taken?)\b.*\b(?:off|out|down)\b|\bnon-\w+"
    r"|[:/ -]no$|^without\b|\bmust not\b|\bcannot\b"
    r"|\bwithh(?:o|e)ld\w*|\brefus\w*|\bdeclin\w*|\bexclu\w+|\bexcept\b|\bnever\b|\bprohibit\w*"
    r"|^no(?:t|ne)? (?!names?\b)\w|\bno (?:photo|picture|image|consent|permission)\w*"
    r"|\b(?:disagree|unhappy|restrict\w*)\b"
)
_LEGEND = re.compile(
    r"\b(?:tick|cross|mark|key|legend|yes|y|x)\w*\b.*(?:=|\bmeans?\b|\bshows?\b)|\bexception"
)
"""A text that explains the marks below it; only a person can say how."""

_BETWEEN = re.compile(r"\s*(?:[,;&+]|\band\b|\bor\b)\s*")


@dataclass(frozen=True, slots=True)
class Asks:
    """What some words ask permission for.

    Attributes:
        purposes: as the register spells them; several are one bundled answer.
        sure: whether the wording can mean nothing else.
        photos: whether it is about pictures of a child at all, whatever the purpose.
        negative: whether it asks what is *not* wanted.
    """

    purposes: tuple[str, ...] = ()
    sure: bool = False
    photos: bool = False
    negative: bool = False


def asks_for(text: str, known: Sequence[str] = ()) -> Asks:
    """Return what the words ask for; `known` are the purposes in use, spelt as the school does.

    Social media as a whole stands for every account in `known`; a platform for each of its
    accounts.
    """
    return _asks_for(text, tuple(known))


@lru_cache(maxsize=4096)
def _asks_for(text: str, known: tuple[str, ...]) -> Asks:
    exact = purpose_of(text)
    if exact is not None:
        return Asks(_accounts(exact, known), sure=True, photos=True)
    words = _QUESTION_NUMBER.sub("", plain(text))
    negative = bool(_NEGATIVE.search(words))
    found, rest = _found(words)
    photos = bool(found) or bool(_PHOTOS.search(words))
    if found:
        # "Receives newsletter" and "website consent outstanding" name a place and ask nothing.
        sure = not set(_WORD.findall(rest)) - _FILLERS and not _OF_ANOTHER_TIME.search(words)
        return Asks(_spelt(found, known), sure, photos, negative)
    unsure = [p for p, wording in _UNSURE if re.search(wording, rest)]
    return Asks(tuple(unsure), False, photos, negative)


def turns_marks(title: str) -> bool:
    """Whether a text above a table may say that its marks mean no: "Tick = parents refuse"."""
    words = plain(title)
    return bool(_NEGATIVE.search(words) or _LEGEND.search(words))


def all_named(text: str, known: Sequence[str]) -> tuple[str, ...] | None:
    """Return every purpose that a list such as "press and website" names, nothing for no text.

    None when any part of it is not understood.
    """
    named: list[str] = []
    for part in filter(None, _BETWEEN.split(plain(text))):
        asks = asks_for(part, known)
        if not (asks.sure and asks.purposes):
            return None
        named.extend(asks.purposes)
    return tuple(dict.fromkeys(named))


def is_purpose(word: str) -> bool:
    """Whether the word is a purpose that the program knows, or an account."""
    return word in PURPOSE_WORDS or word in FURTHER_PURPOSES or word.startswith(ACCOUNT)


def _found(words: str) -> tuple[list[str], str]:
    """Return the purposes found, in the order in which they are tried, and the words left over."""
    rest = _WITHOUT_NAME.sub(" ", words)
    found = []
    for platform, wording in _PLATFORMS:
        if re.search(wording, rest):
            found.append(ACCOUNT + platform)
            rest = re.sub(wording, " ", rest)
    for purpose, wording in _WORDINGS:
        if re.search(wording, rest):
            found.append(purpose)
            rest = re.sub(wording, " ", rest)
    if "work_name" in found and "name" in found:
        found.remove("name")
    return found, rest


def _spelt(found: Sequence[str], known: Sequence[str]) -> tuple[str, ...]:
    # Platforms named beside "social media" are its examples; they alone were asked for.
    narrowed = [p for p in found if p != SOCIAL or not any(q.startswith(ACCOUNT) for q in found)]
    spelt = [account for purpose in narrowed for account in _accounts(purpose, known)]
    return tuple(dict.fromkeys(spelt))


def _accounts(purpose: str, known: Sequence[str]) -> tuple[str, ...]:
    if purpose == SOCIAL:
        return tuple(p for p in known if p.startswith(ACCOUNT)) or (SOCIAL,)
    if not purpose.startswith(ACCOUNT):
        return (purpose,)
    wanted = _platform(purpose)
    exact = tuple(p for p in known if plain(p) == plain(purpose))
    same = exact or tuple(p for p in known if p.startswith(ACCOUNT) and _platform(p) == wanted)
    return same or (purpose,)


def _platform(purpose: str) -> str:
    """Return the platform of an account: ``social.twitter @oak`` is one on X."""
    first = plain(purpose.removeprefix(ACCOUNT)).split(" ")[0]
    return _SAME_PLATFORM.get(first, first)
