"""Keys of questions as ``docs/consent-sheets.md`` lists them, in one place."""

from consentdesk.services.sheet_words.plain_words import plain


def column(header: str) -> str:
    return f"column:{plain(header)}"


def polarity(header: str) -> str:
    return f"polarity:{plain(header)}"


def bundle(header: str) -> str:
    return f"bundle:{plain(header)}"


def meaning(word: str, header: str = "") -> str:
    return f"meaning:{plain(header)}:{plain(word)}" if header else f"meaning:{plain(word)}"


def option(header: str, text: str) -> str:
    return f"option:{plain(header)}:{plain(text)}"


def consent_type(text: str) -> str:
    return f"type:{plain(text)}"


def dates(header: str) -> str:
    return f"dates:{plain(header)}"


def school(header: str) -> str:
    return f"school:{plain(header)}"


def sheet(tab: str) -> str:
    return f"sheet:{plain(tab)}"


def who(tab: str, row: int) -> str:
    return f"who:{plain(tab)}!{row}"


def note(tab: str, cell: str) -> str:
    return f"note:{plain(tab)}!{cell}"


def signer(tab: str, cell: str) -> str:
    return f"signer:{plain(tab)}!{cell}"
