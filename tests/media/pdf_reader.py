"""A small reader of the PDFs that the program writes, to see them as another program does."""

import re


class PdfReader:
    """Follows the lists of places from the last to the first, as every reader has to."""

    def __init__(self, pdf: bytes) -> None:
        self._pdf = pdf
        self._places: dict[int, int] = {}
        at = int(pdf[pdf.rindex(b"startxref") :].split()[1])
        self.trailer = pdf[pdf.index(b"trailer", at) :]
        while at:
            at = self._read_places(at)

    def pages(self) -> list[bytes]:
        """Return the pages in their order, each as it is written."""
        catalog = self.named(int(_one(rb"/Root (\d+) 0 R", self.trailer)))
        return self._below(int(_one(rb"/Pages (\d+) 0 R", catalog)), 0)

    def drawn(self, page: bytes) -> bytes:
        """Return what is drawn on a page."""
        content = self.named(int(_one(rb"/Contents (\d+) 0 R", page)))
        return content[content.index(b"stream\n") :]

    def named(self, number: int) -> bytes:
        """Return an object without its number, up to its end."""
        at = self._places[number]
        begin = b"%d 0 obj\n" % number
        assert self._pdf[at:].startswith(begin)
        return self._pdf[at + len(begin) : self._pdf.index(b"endobj", at)]

    def _below(self, number: int, above: int) -> list[bytes]:
        node = self.named(number)
        if above:
            assert int(_one(rb"/Parent (\d+) 0 R", node)) == above
        if b"/Kids" not in node:
            return [node]
        kids = re.findall(rb"(\d+) 0 R", _one(rb"(?s)/Kids \[(.*?)\]", node))
        found = [page for kid in kids for page in self._below(int(kid), number)]
        assert int(_one(rb"/Count (\d+)", node)) == len(found)
        return found

    def _read_places(self, at: int) -> int:
        end = self._pdf.index(b"trailer", at)
        lines = self._pdf[at:end].splitlines()
        assert lines.pop(0) == b"xref"
        while lines:
            first, count = map(int, lines.pop(0).split())
            for number in range(first, first + count):
                place, _, kind = lines.pop(0).split()
                if kind == b"n":
                    self._places.setdefault(number, int(place))
        trailer = self._pdf[end : self._pdf.index(b"%%EOF", end)]
        before = re.search(rb"/Prev (\d+)", trailer)
        return int(before[1]) if before else 0


def _one(pattern: bytes, text: bytes) -> bytes:
    found = re.search(pattern, text)
    assert found is not None
    return found[1]
