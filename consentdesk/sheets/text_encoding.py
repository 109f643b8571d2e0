"""How the letters of a text file are written, by its bytes or as somebody says."""

import codecs
from dataclasses import dataclass

from consentdesk.domain.errors import SheetError

ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "cp1252", "cp1250", "mac-roman")
"""What may be chosen where the guess is wrong."""

_MARKS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
_SAMPLE = 4096
_CHUNK = 1024 * 1024
_MOSTLY, _HARDLY = 0.6, 0.1


@dataclass(frozen=True, slots=True)
class Encoding:
    """An encoding, and whether nothing in the file proves it."""

    name: str
    guessed: bool = False


def encoding_of(data: bytes, file: str, chosen: str = "") -> Encoding:
    """Return how the text is written; `chosen` corrects the guess.

    Raises:
        SheetError: not text in any encoding that offices use, or not in the chosen one.
    """
    if chosen:
        name = _known(chosen, file)
        if not _decodes(data, name):
            raise SheetError(
                f"{file} cannot be read as {name}.", "Choose another encoding for this file."
            )
        return Encoding(name)
    found = _by_marks(data)
    if found and _decodes(data, found):
        return Encoding(found)
    if not found and _decodes(data, "utf-8"):
        return Encoding("utf-8")
    if not found and _decodes(data, "cp1252"):
        return Encoding("cp1252", guessed=True)
    raise unreadable_text(file)


def unreadable_text(file: str) -> SheetError:
    """Say that it is no text."""
    return SheetError(
        f"{file} is not text that can be read.",
        "Choose how its letters are written (encoding), or save it as an Excel workbook (.xlsx).",
    )


def _known(chosen: str, file: str) -> str:
    try:
        name = codecs.lookup(chosen).name
    except LookupError:
        name = chosen
    name = {"utf-8-sig": "utf-8", "utf-16": "utf-16-le"}.get(name, name)
    if name not in ENCODINGS:
        raise SheetError(
            f"The encoding chosen for {file} is not known.",
            f"Choose one of {', '.join(ENCODINGS)}.",
        )
    return name


def _by_marks(data: bytes) -> str:
    """Return what a mark at the start says, or the zeros between letters of UTF-16."""
    for mark, name in _MARKS.items():
        if data.startswith(mark):
            return name
    sample = data[:_SAMPLE]
    even, odd = (_zeros(sample[start::2]) for start in (0, 1))
    if odd > _MOSTLY and even < _HARDLY:
        return "utf-16-le"
    if even > _MOSTLY and odd < _HARDLY:
        return "utf-16-be"
    return ""


def _zeros(sample: bytes) -> float:
    return sample.count(0) / max(1, len(sample))


def _decodes(data: bytes, name: str) -> bool:
    """Decode piece by piece, so that the whole text never stands in memory."""
    decoder = codecs.getincrementaldecoder(name)()
    try:
        for start in range(0, len(data), _CHUNK):
            decoder.decode(data[start : start + _CHUNK])
        decoder.decode(b"", final=True)
    except UnicodeError:
        return False
    return True
