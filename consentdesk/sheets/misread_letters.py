"""Find letters that were spoiled on the way, such as the Polish s turned into two signs.

Names with them match nobody, or somebody else, so no row may be matched by them.
"""

import re
from collections.abc import Iterable, Iterator

from openpyxl.utils import get_column_letter

from consentdesk.sheets.reading_remarks import letters_misread
from consentdesk.sheets.row_cells import address, stored_texts
from consentdesk.sheets.workbook import Remark, Sheet

_SECOND = re.escape(bytes(range(0x80, 0xC0)).decode("cp1252", "ignore")) + "\x80-\x9f"
"""What the later bytes of a UTF-8 letter look like, read as Windows-1252 or as Latin-1."""
_MISREAD = re.compile(
    "|".join(
        (
            f"[ÃÂÄÅ][{_SECOND}]",  # most of Europe
            "È[™›˜š\x98-\x9b]",  # Romanian
            f"(?:[ÐÑØÙ][{_SECOND}]){{2}}",  # Cyrillic, Arabic, Urdu
            "á[º»]|à[¤¦¨ª¬®°²´]",  # Vietnamese, Bengali, Punjabi, Tamil
            "â[€\x80]|ï»¿",  # curly quotes and dashes, the mark at the start of a file
            "\ufffd",
        )
    )
)


def misread_letters(sheets: Iterable[Sheet]) -> Iterator[Remark]:
    """Yield one remark a column with such letters, at its first cell."""
    for sheet in sheets:
        first: dict[int, str] = {}
        counts: dict[int, int] = {}
        for row in sheet.rows:
            for column, text in stored_texts(row):
                if not text.isascii() and _MISREAD.search(text):
                    first.setdefault(column, address(row.number, column))
                    counts[column] = counts.get(column, 0) + 1
        for column, cell in sorted(first.items()):
            letter = get_column_letter(column + 1)
            yield letters_misread(sheet.name, cell, letter, counts[column])
