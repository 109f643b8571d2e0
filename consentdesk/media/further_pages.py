"""Pages put behind those of a PDF whose bytes stay as they are.

A PDF may be gone on with behind its end (ISO 32000-1, 7.5.6): what is read first is the new list
of pages, and the old file is the beginning of the new one, byte for byte. So whoever kept the
fingerprint of the old pages still finds them.

Both files are this program's own: drawn by reportlab, not compressed, nothing appended yet.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

_REFERENCE = re.compile(rb"\b(\d+) 0 R\b")
_KIDS = re.compile(rb"/Kids \[(.*?)\]", re.DOTALL)
_COUNT = re.compile(rb"/Count (\d+)")
_STREAM = b"\nstream\n"
_ENTRY = 20
"""Bytes of one line in the list of places."""


@dataclass(frozen=True, slots=True)
class _OwnPdf:
    """A PDF taken apart.

    Attributes:
        objects: by number, each from its head to its end.
        catalog, info, pages: numbers of these.
        listed_at: where the list of places stands.
        identity: what stands in the trailer about it.
    """

    objects: Mapping[int, bytes]
    catalog: int
    info: int
    pages: int
    listed_at: int
    identity: bytes


def with_further_pages(first: bytes, further: bytes) -> bytes:
    """Return the first file with the pages of the other behind its own.

    Args:
        first: the result begins with it, unchanged.
        further: pages in the order in which they are to follow.
    """
    old, new = _taken_apart(first), _taken_apart(further)
    shift = max(old.objects)
    added = {
        number + shift: _moved(content, shift)
        for number, content in new.objects.items()
        if number not in (new.catalog, new.info)
    }
    node = new.pages + shift
    added[node] = added[node].replace(b"<<", b"<<\n/Parent %d 0 R" % old.pages, 1)
    added[old.pages] = _with_branch(old.objects[old.pages], new.objects[new.pages], node)
    return first + _appendix(old, added, len(first))


def _appendix(old: _OwnPdf, objects: Mapping[int, bytes], begin: int) -> bytes:
    written, places = b"", []
    for number in sorted(objects):
        places.append(b"%d 1\n%010d 00000 n \n" % (number, begin + len(written)))
        written += objects[number]
    listed_at = begin + len(written)
    size = max(objects) + 1
    trailer = b"<<\n/ID %s\n/Info %d 0 R\n/Prev %d\n/Root %d 0 R\n/Size %d\n>>" % (
        old.identity,
        old.info,
        old.listed_at,
        old.catalog,
        size,
    )
    listed = b"xref\n" + b"".join(places)
    return written + listed + b"trailer\n" + trailer + b"\nstartxref\n%d\n%%%%EOF\n" % listed_at


def _taken_apart(pdf: bytes) -> _OwnPdf:
    listed_at = int(pdf[pdf.rindex(b"startxref") :].split()[1])
    trailer = pdf[pdf.index(b"trailer", listed_at) :]
    begin = pdf.index(b"\n", listed_at + len(b"xref\n")) + 1
    count = int(pdf[listed_at:begin].split()[2])
    lines = (pdf[begin + n * _ENTRY : begin + (n + 1) * _ENTRY] for n in range(1, count))
    places = {number: int(line[:10]) for number, line in enumerate(lines, 1)}
    in_order = sorted(places, key=places.__getitem__)
    ends = [*(places[number] for number in in_order[1:]), listed_at]
    objects = {n: pdf[places[n] : end] for n, end in zip(in_order, ends, strict=True)}
    catalog, info = _named(trailer, b"Root"), _named(trailer, b"Info")
    identity = trailer[trailer.index(b"[") : trailer.index(b"]") + 1]
    pages = _named(objects[catalog], b"Pages")
    return _OwnPdf(objects, catalog, info, pages, listed_at, identity)


def _named(words: bytes, name: bytes) -> int:
    return int(words.split(b"/" + name + b" ", 1)[1].split()[0])


def _moved(content: bytes, shift: int) -> bytes:
    """Give an object and what it refers to other numbers; what is drawn is left alone."""
    words, stream, drawn = content.partition(_STREAM)
    number, rest = words.split(b" ", 1)
    rest = _REFERENCE.sub(lambda found: b"%d 0 R" % (int(found[1]) + shift), rest)
    return b"%d %s" % (int(number) + shift, rest) + stream + drawn


def _with_branch(pages: bytes, branch: bytes, node: int) -> bytes:
    """Return the list of pages with another one below it, as its last entry."""
    more = _counted(branch)
    longer = _KIDS.sub(lambda found: b"/Kids [%s %d 0 R ]" % (found[1].rstrip(), node), pages)
    return _COUNT.sub(b"/Count %d" % (_counted(pages) + more), longer)


def _counted(pages: bytes) -> int:
    found = _COUNT.search(pages)
    assert found is not None
    return int(found[1])
