"""Any text in the letters that the standard fonts of a PDF have."""

import unicodedata

from consentdesk.media.paper_sheet import MIDDLE

_SPELT_OUT = str.maketrans("ŁłĐđĦħıŦŧ", "LlDdHhiTt")
"""Letters that do not come apart into a plain one and a mark."""


def printable(text: str) -> str:
    """Return a text in the letters of the page's fonts, marks left out where they have none."""
    return "".join(map(_letter, text.translate(_SPELT_OUT)))


def _letter(sign: str) -> str:
    for form in (sign, unicodedata.normalize("NFKD", sign)[:1]):
        if form and form.isprintable() and form.encode("cp1252", "ignore"):
            return form
    return MIDDLE if unicodedata.category(sign)[0] in "LN" else " "
