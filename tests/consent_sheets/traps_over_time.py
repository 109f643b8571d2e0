"""Traps 17 to 23 and 37 to 40: replies, sheets and imports one after another."""

import io
import zipfile
from dataclasses import replace

from consentdesk.domain.consent import Status
from tests.consent_sheets.expected import (
    CHILD_OBJECTS,
    GRANTED,
    NOT_ALLOWED,
    REFUSED,
    WITHDRAWN,
    Table,
)
from tests.consent_sheets.plain_sheets import (
    ADA,
    BEN,
    CAL,
    DOT,
    HEAD,
    PERSON,
    ROLL,
    SIGNED,
    TWELVE,
    ZED,
    plain,
    row,
    stands,
    table,
)
from tests.consent_sheets.school import by_hand, spots
from tests.consent_sheets.steps import Bring, Look, NoSheet, Now, Trap, Undo
from tests.small_workspace import APPROVER, PREPARER

_EARLIER, _LATER = "13/09/2025", "14/09/2026"


def _web(*answers: str, head: tuple[str, ...] = HEAD):  # type: ignore[no-untyped-def]
    """Return a sheet with these answers of Ada, Ben and the others about the website."""
    return plain(*(row(p, said, "No") for p, said in zip(ROLL, answers, strict=False)), head=head)


def _as_of(day: str) -> dict[str, str]:
    return {"as_of": day}


_BY_HAND = {
    **stands(ADA, REFUSED, "web"),
    **stands(BEN, CHILD_OBJECTS),
    **stands(CAL, GRANTED, "web"),
}

_REPLIES = (
    Trap(
        17,
        "the same parent twice",
        ROLL,
        (
            Look(
                plain(
                    row(ADA, "Mum", _EARLIER, "No", ""),
                    row(ADA, "Mum", _LATER, "Yes", ""),
                    row(BEN, "Mum", _LATER, "Yes", ""),
                    row(BEN, "Mum", "", "No", ""),
                    row(CAL, "Mum", _LATER, "No", ""),
                    row(CAL, "Mum", _EARLIER, "Yes", ""),
                    row(DOT, "", "", "Yes", ""),
                    row(DOT, "", "", "No", ""),
                    head=SIGNED,
                ),
                {**stands(ADA, GRANTED, "web"), **stands((BEN, CAL, DOT), REFUSED, "web")},
            ),
        ),
        refuses=spots(BEN, "web") | spots(CAL, "web") | spots(DOT, "web"),
    ),
    Trap(
        18,
        "two parents disagree; a parent yes and the child no",
        ROLL,
        (
            Look(
                plain(
                    row(ADA, "Mrs J Okorowa", _LATER, "Yes", "", ""),
                    row(ADA, "Mr L Okorowa", _EARLIER, "No", "", ""),
                    row(BEN, "Mrs Lindqvister", _LATER, "Yes", "Yes", "Yes"),
                    head=(*SIGNED, "Child objects"),
                ),
                {**stands(ADA, REFUSED, "web"), **stands(BEN, CHILD_OBJECTS)},
                never_said=("Mr L Okorowa", "Mrs J Okorowa"),
            ),
        ),
        refuses=spots(ADA) | spots(BEN),
    ),
    Trap(
        19,
        "what the office entered outlives every sheet",
        (ADA, replace(BEN, child_objects=True), CAL, ZED),
        (
            Bring(_web("Yes", "Yes", "Yes"), _BY_HAND),
            Bring(_web("Yes", "Yes", "Yes"), _BY_HAND),
        ),
        before=(by_hand(ADA, "web", Status.REFUSED, "Dad"),),
        refuses=spots(ADA, "web") | spots(BEN),
    ),
)

_SHEETS = (
    Trap(
        20,
        "withdrawn after publication",
        (ADA, BEN, ZED),
        (
            Bring(_web("Yes", "Yes"), stands((ADA, BEN), GRANTED, "web"), _as_of("2026-09-14")),
            Bring(
                _web("Withdrawn 14/10/2026", "Yes"),
                {**stands(ADA, WITHDRAWN, "web"), **stands(BEN, GRANTED, "web")},
                _as_of("2026-10-15"),
                confirm_loosening=False,
                second_person="",
                many_confirmed=False,
            ),
            Bring(
                _web("Withdrawn 14/10/2026", "Yes"),
                stands(ADA, WITHDRAWN, "web"),
                _as_of("2026-10-16"),
            ),
        ),
    ),
    Trap(
        21,
        "an older export after a newer one",
        (ADA, BEN, ZED),
        (
            Bring(_web("No", "Yes"), stands(ADA, REFUSED, "web"), _as_of("2026-10-15")),
            Look(_web("Yes", "Yes"), stands(ADA, NOT_ALLOWED, "web"), _as_of("2026-09-14")),
            Bring(_web("Yes", "Yes"), stands(ADA, NOT_ALLOWED, "web"), _as_of("2026-09-14")),
            Bring(_web("Yes", "Yes"), stands(ADA, GRANTED, "web"), _as_of("2026-11-20")),
        ),
    ),
    Trap(
        22,
        "one pupil missing",
        (ADA, BEN, ZED),
        (
            Bring(_web("No", "Yes"), stands(ADA, REFUSED, "web"), _as_of("2026-09-14")),
            Bring(
                plain(row(BEN, "Yes", "No")),
                {**stands(ADA, REFUSED, "web"), **stands(BEN, GRANTED, "web")},
                _as_of("2026-10-15"),
            ),
        ),
        refuses=spots(ADA),
    ),
)


def _year(*answers: str):  # type: ignore[no-untyped-def]
    """Return a sheet in which the twelve answer about the website, as far as answers go."""
    return table(
        (*PERSON, "School website"),
        *(row(p, said) for p, said in zip(TWELVE, answers, strict=False)),
    )


def _says(*answers: str) -> Table:
    expected = {"Yes": GRANTED, "No": REFUSED}
    return {(p.key, "web"): expected[said] for p, said in zip(TWELVE, answers, strict=False)}


_MIXED = ("No", *["Yes"] * 10, "No")
_FEW = ("No", "Yes")
_ALL_YES = ("Yes",) * 12
_MOSTLY_NO = (*["No"] * 10, "Yes", "No")

_MANY = (
    Trap(
        22,
        "most of them missing",
        TWELVE,
        (
            Bring(_year(*_MIXED), _says(*_MIXED), _as_of("2026-09-14")),
            Look(_year(*_FEW), _says("No"), _as_of("2026-10-15"), asks=("vanished",)),
            Bring(_year(*_FEW), _says(*_MIXED), _as_of("2026-10-15"), refused=True),
            Bring(_year(*_FEW), _says(*_MIXED), {**_as_of("2026-10-15"), "vanished": "as_meant"}),
        ),
    ),
    Trap(
        23,
        "an export of one class",
        (*TWELVE, ADA, BEN, ZED),
        (
            Bring(
                table(
                    (*PERSON, "School website"),
                    *(row(p, said) for p, said in zip(TWELVE, _MIXED, strict=True)),
                    *(row(p, said) for p, said in ((ADA, "Yes"), (BEN, "Yes"), (ZED, "No"))),
                ),
                {**_says(*_MIXED), **stands((ADA, BEN), GRANTED, "web")},
                _as_of("2026-09-14"),
            ),
            Bring(
                table((*PERSON, "School website"), row(ADA, "No"), row(BEN, "Yes"), row(ZED, "No")),
                {
                    **_says(*_MIXED),
                    **stands(ADA, REFUSED, "web"),
                    **stands(BEN, GRANTED, "web"),
                },
                {**_as_of("2026-10-15"), "vanished": "as_meant"},
            ),
        ),
    ),
    Trap(
        38,
        "the sheet is saved over while the proposal is open",
        ROLL,
        (
            Bring(
                _web("No", "Yes"),
                stands((ADA, BEN), NOT_ALLOWED),
                changed_to=_web("Yes", "Yes"),
                refused=True,
            ),
        ),
    ),
    Trap(
        39,
        "everything is suddenly a yes",
        TWELVE,
        (
            Bring(_year(*_MIXED), _says(*_MIXED), _as_of("2026-09-14")),
            Look(_year(*_ALL_YES), _says(), _as_of("2026-10-15"), asks=("all_yes",)),
            Look(
                _year(*_ALL_YES),
                {(p.key, "web"): NOT_ALLOWED for p in (TWELVE[0], TWELVE[-1])},
                _as_of("2026-10-15"),
            ),
            Bring(
                _year(*_ALL_YES),
                _says(*_ALL_YES),
                {**_as_of("2026-10-15"), "all_yes": "as_meant"},
            ),
        ),
    ),
    Trap(
        39,
        "many become looser at once",
        TWELVE,
        (
            Bring(_year(*_MOSTLY_NO), _says(*_MOSTLY_NO), _as_of("2026-09-14")),
            *(
                Bring(
                    _year(*_MIXED),
                    _says(*_MOSTLY_NO),
                    _as_of("2026-10-15"),
                    confirm_loosening=confirmed,
                    second_person=second,
                    many_confirmed=many,
                    refused=True,
                )
                for confirmed, second, many in (
                    (False, "", False),
                    (True, "", True),
                    (True, PREPARER, True),
                    (True, "Hal Head", False),
                )
            ),
            Bring(_year(*_MIXED), _says(*_MIXED), _as_of("2026-10-15")),
        ),
    ),
    Trap(
        40,
        "undoing what loosened",
        (ADA, BEN, ZED),
        (
            Bring(_web("No", "Yes"), stands(ADA, REFUSED, "web"), _as_of("2026-09-14")),
            Bring(_web("Yes", "Yes"), stands(ADA, GRANTED, "web"), _as_of("2026-10-15")),
            Undo(1, {**stands(ADA, REFUSED, "web"), **stands(BEN, GRANTED, "web")}),
            Now({**stands(ADA, REFUSED, "web"), **stands(BEN, GRANTED, "web")}),
        ),
    ),
    Trap(
        40,
        "undoing what tightened needs a second person",
        (ADA, BEN, ZED),
        (
            Bring(_web("Yes", "Yes"), stands(ADA, GRANTED, "web"), _as_of("2026-09-14")),
            Bring(_web("No", "Yes"), stands(ADA, REFUSED, "web"), _as_of("2026-10-15")),
            Undo(1, stands(ADA, REFUSED, "web"), second_person="", refused=True),
            Undo(1, stands(ADA, REFUSED, "web"), second_person=APPROVER, refused=True),
            Undo(1, stands((ADA, BEN), GRANTED, "web")),
        ),
    ),
    Trap(
        40,
        "undoing the first import",
        (ADA, BEN, ZED),
        (
            Bring(_web("Yes", "No"), stands(ADA, GRANTED, "web"), _as_of("2026-09-14")),
            Undo(0, stands((ADA, BEN), NOT_ALLOWED)),
        ),
    ),
)


def _zip(*members: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, data in members:
            package.writestr(name, data)
    return out.getvalue()


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED_OFFICE = (_OLE + bytes(504) + "EncryptedPackage".encode("utf-16-le")).ljust(4096, b"\0")
_MIMETYPE = ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet")
_LOCKED_ODS = _zip(
    _MIMETYPE,
    (
        "META-INF/manifest.xml",
        b'<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        b'<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml" '
        b'manifest:size="2000"><manifest:encryption-data manifest:checksum="AAAA"/>'
        b"</manifest:file-entry></manifest:manifest>",
    ),
    ("content.xml", bytes(range(256)) * 8),
)
_HUGE = b"UPN,First name,Last name,Class,School website\r\n" + b"a,b,c,d,Yes\r\n" * 100_001

_FILES = (
    Trap(
        37,
        "files that hold no sheet that can be read",
        (ADA,),
        (
            NoSheet("locked.xlsx", _LOCKED_OFFICE),
            NoSheet("locked.xls", _LOCKED_OFFICE),
            NoSheet("locked.ods", _LOCKED_ODS),
            NoSheet("list.pdf", b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n"),
            NoSheet("list.numbers", _zip(("Index/Document.iwa", b"x"))),
            NoSheet("letter.docx", _zip(("word/document.xml", b"<w/>"))),
            NoSheet("damaged.xlsx", _zip(("xl/workbook.xml", b"<workbook"))),
            NoSheet("cut.xlsx", _zip(("xl/workbook.xml", b"<workbook/>"))[:40]),
            NoSheet("damaged.ods", _zip(_MIMETYPE, ("content.xml", b"<office:document"))),
            NoSheet("huge.csv", _HUGE),
            NoSheet("page.csv", b"<html><table><tr><td>UPN</td></tr></table></html>"),
            NoSheet("nothing.xlsx", b""),
        ),
    ),
)

TRAPS = (*_REPLIES, *_SHEETS, *_MANY, *_FILES)
