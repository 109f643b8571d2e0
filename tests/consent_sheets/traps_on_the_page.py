"""Traps 1 to 7: where things stand in the file, and what they look like."""

from tests.consent_sheets import question_keys as ask
from tests.consent_sheets.book import CSV, ODS, XLSX, Book, CellSpec, Form, Tab
from tests.consent_sheets.expected import (
    GRANTED,
    NOT_ALLOWED,
    REFUSED,
)
from tests.consent_sheets.plain_sheets import (
    ADA,
    BEN,
    CAL,
    DOT,
    HEAD,
    PERSON,
    ROLL,
    TAB,
    ZED,
    plain,
    row,
    stands,
    table,
)
from tests.consent_sheets.school import by_hand, pupil, spots
from tests.consent_sheets.steps import Look, Trap

ZOE = pupil(205, "Zoë", "García", "3 Oak", admission_number="001305")

_ENCODED = plain((ZOE.key, "Zoë", "García", "3 Oak", "Yes", "No"))
_ENCODED_ROLL = (ZOE, ZED)
_READ_ZOE = {**stands(ZOE, GRANTED, "web"), **stands(ZOE, REFUSED, "newsletter")}


TRAPS = (
    Trap(
        1,
        "title, blank row, header again on the second page, totals",
        ROLL,
        (
            Look(
                table(
                    ("Photo consents",),
                    ("Printed 14/09/2026",),
                    (),
                    HEAD,
                    row(ADA, "Yes", "No"),
                    HEAD,
                    row(BEN, "No", "Yes"),
                    ("Total pupils: 2", "", "", "", "1", "1"),
                    merges=("A1:F1",),
                ),
                {
                    **stands(ADA, GRANTED, "web"),
                    **stands(ADA, REFUSED, "newsletter"),
                    **stands(BEN, REFUSED, "web"),
                    **stands(BEN, GRANTED, "newsletter"),
                },
                tells=((TAB, "8"),),
            ),
        ),
    ),
    Trap(
        1,
        "header in two rows, the upper one merged",
        ROLL,
        (
            Look(
                table(
                    ("", "", "", "", "Website", "", "Press", ""),
                    (*PERSON, "State", "Date", "State", "Date"),
                    row(ADA, "Granted", "14/09/2026", "Refused", "14/09/2026"),
                    row(BEN, "Refused", "14/09/2026", "Granted", "14/09/2026"),
                    merges=("E1:F1", "G1:H1"),
                ),
                {**stands(ADA, NOT_ALLOWED, "press"), **stands(BEN, NOT_ALLOWED, "web")},
            ),
        ),
        refuses=spots(ADA, "press", "newsletter") | spots(BEN, "web", "newsletter"),
    ),
    Trap(
        2,
        "one question asked in two columns",
        ROLL,
        (
            Look(
                plain(
                    row(ADA, "Yes", "No"),
                    row(BEN, "No", "Yes"),
                    head=(*PERSON, "School website", "School website"),
                ),
                stands((ADA, BEN), NOT_ALLOWED),
            ),
        ),
        refuses=spots(ADA) | spots(BEN),
    ),
    Trap(
        2,
        "two columns called Date",
        ROLL,
        (
            Look(
                table(
                    (*PERSON, "School website", "Date", "Newsletter", "Date"),
                    row(ADA, "Yes", "14/09/2026", "No", "15/09/2026"),
                    row(BEN, "No", "14/09/2026", "Yes", "gone"),
                ),
                {**stands(ADA, REFUSED, "newsletter"), **stands(BEN, REFUSED, "web")},
            ),
        ),
    ),
    Trap(
        3,
        "a no in a hidden row",
        ROLL,
        (
            Look(
                plain(row(ADA, "Yes", "Yes"), row(ADA, "No", ""), hidden_rows=frozenset({3})),
                stands(ADA, NOT_ALLOWED, "web"),
                tells=((TAB, "3"),),
            ),
            Look(
                plain(row(ADA, "Yes", "Yes"), row(ADA, "No", ""), hidden_rows=frozenset({3})),
                stands(ADA, NOT_ALLOWED, "web"),
                form=ODS,
                tells=((TAB, "3"),),
            ),
        ),
        refuses=spots(ADA, "web"),
    ),
    Trap(
        3,
        "a no in a hidden column",
        ROLL,
        tuple(
            Look(
                plain(row(ADA, "Yes", "No"), hidden_columns=frozenset({"F"})),
                stands(ADA, NOT_ALLOWED, "newsletter"),
                form=form,
                tells=((TAB, "F"),),
            )
            for form in (XLSX, ODS)
        ),
        refuses=spots(ADA, "newsletter"),
    ),
    Trap(
        3,
        "a hidden tab that forbids",
        ROLL,
        tuple(
            Look(
                Book(
                    (
                        plain(row(ADA, "Yes", "Yes")).first,
                        Tab("LAC", (("Ada Okorowa", "do not publish - placement"),), hidden=True),
                    )
                ),
                stands(ADA, NOT_ALLOWED, "web", "newsletter", "display"),
                form=form,
                asks=(ask.sheet("LAC"),),
                tells=(("LAC", ""),),
            )
            for form in (XLSX, ODS)
        ),
        before=(by_hand(ADA, "display"),),
        refuses=spots(ADA),
    ),
    Trap(
        4,
        "a yes struck through",
        ROLL,
        tuple(
            Look(
                plain(row(ADA, CellSpec("Yes", struck=True), "No")),
                stands(ADA, NOT_ALLOWED),
                form=form,
                tells=((TAB, "E2"),),
            )
            for form in (XLSX, ODS)
        ),
        refuses=spots(ADA),
    ),
    Trap(
        4,
        "a yes in a colour",
        ROLL,
        (
            *(
                Look(
                    plain(row(ADA, CellSpec("Yes", fill="990000"), "No")),
                    stands(ADA, NOT_ALLOWED),
                    form=form,
                    asks=("colour:990000",),
                    tells=((TAB, "E2"),),
                )
                for form in (XLSX, ODS)
            ),
            Look(
                plain(row(ADA, CellSpec("Yes", fill="990000"), "No")),
                stands(ADA, GRANTED, "web"),
                {"colour:990000": "nothing"},
            ),
            Look(
                plain(row(ADA, CellSpec("Yes", fill="990000"), "No")),
                stands(ADA, NOT_ALLOWED),
                {"colour:990000": "no"},
            ),
        ),
    ),
    Trap(
        4,
        "a comment on a yes",
        ROLL,
        tuple(
            Look(
                plain(row(ADA, CellSpec("Yes", comment="mum says no"), "No")),
                stands(ADA, NOT_ALLOWED),
                form=form,
                asks=(ask.note(TAB, "E2"),),
                tells=((TAB, "E2"),),
            )
            for form in (XLSX, ODS)
        ),
        refuses=spots(ADA),
    ),
    Trap(
        5,
        "formulas, errors and a formula nobody calculated",
        ROLL,
        tuple(
            Look(
                plain(
                    row(ADA, CellSpec("Yes", formula='IF(1=1,"Yes","No")'), "No"),
                    row(BEN, CellSpec("#REF!", formula="X1", error=True), "No"),
                    row(CAL, CellSpec(formula='"Y"&"es"'), "No"),
                    row(DOT, CellSpec("", formula='""'), "No"),
                ),
                {**stands(ADA, GRANTED, "web"), **stands((BEN, CAL, DOT), NOT_ALLOWED)},
                form=form,
                tells=((TAB, "E3"), (TAB, "E4")),
            )
            for form in (XLSX, ODS)
        ),
        refuses=spots(BEN) | spots(CAL) | spots(DOT),
    ),
    *(
        Trap(6, f"text in {form.encoding} split by {form.delimiter!r}", _ENCODED_ROLL, (look,))
        for form in (
            CSV,
            Form("csv", "utf-8-sig"),
            Form("csv", "cp1252", ";"),
            Form("csv", "utf-16", "\t"),
            Form("csv", "cp1252", "\t"),
        )
        for look in (Look(_ENCODED, _READ_ZOE, form=form),)
    ),
    Trap(
        6,
        "a line break inside quotes",
        ROLL,
        (
            Look(
                plain(
                    row(ADA, "No", "Yes", "first line\nNo, said dad"),
                    row(BEN, "No", "No"),
                    head=(*PERSON, "School\nwebsite", "Newsletter", "Notes"),
                ),
                {**stands(ADA, NOT_ALLOWED), **stands(BEN, REFUSED)},
                form=CSV,
                tells=((TAB, "G2"),),
            ),
        ),
        refuses=spots(ADA) | spots(BEN),
    ),
    Trap(
        6,
        "letters broken by a wrong encoding",
        _ENCODED_ROLL,
        (
            Look(
                table(
                    ("Admission number", "First name", "Last name", "Class", "School website"),
                    ("001305", "ZoÃ«", "GarcÃ\xada", "3 Oak", "Yes"),
                    ("001399", "Zed", "Yarrowdale", "3 Oak", "No"),
                ),
                stands(ZOE, NOT_ALLOWED),
                form=CSV,
                tells=((TAB, "2"),),
            ),
        ),
    ),
    Trap(
        6,
        "a no under a broken name",
        _ENCODED_ROLL,
        (
            Look(
                table(
                    ("Admission number", "First name", "Last name", "Class", "School website"),
                    ("001305", "ZoÃ«", "GarcÃ\xada", "3 Oak", "No"),
                    ("001399", "Zed", "Yarrowdale", "3 Oak", "No"),
                ),
                stands(ZOE, NOT_ALLOWED, "web"),
                form=CSV,
            ),
        ),
        before=(by_hand(ZOE, "web"),),
        refuses=spots(ZOE, "web"),
    ),
    Trap(
        7,
        "numbers that Excel shortened, beside other pupils' names",
        ROLL,
        (
            Look(
                table(
                    ("Admission number", "UPN", "First name", "Last name", "School website"),
                    (1301, "", "Ben", "Lindqvister", "Yes"),
                    ("", "9.99E+11", "Ada", "Okorowa", "Yes"),
                    ("", ADA.key[1:], "Cal", "Marshfieldy", "Yes"),
                    ("001304", "", "Dot", "Quillfeather", "Yes"),
                    ("001399", "", "Zed", "Yarrowdale", "No"),
                ),
                {**stands((ADA, BEN, CAL), NOT_ALLOWED), **stands(DOT, GRANTED, "web")},
                tells=((TAB, "2"), (TAB, "3"), (TAB, "4")),
            ),
        ),
        refuses=spots(ADA) | spots(BEN) | spots(CAL),
    ),
    Trap(
        7,
        "a shortened number that two pupils could have had",
        (
            ADA,
            pupil(206, "Ada", "Okorowa", "5 Yew", admission_number="01301"),
            ZED,
        ),
        (
            Look(
                table(
                    ("Admission number", "First name", "Last name", "School website"),
                    (1301, "Ada", "Okorowa", "Yes"),
                    ("001399", "Zed", "Yarrowdale", "No"),
                ),
                stands((ADA, pupil(206, "Ada", "Okorowa", "5 Yew")), NOT_ALLOWED),
            ),
        ),
        refuses=spots(ADA) | spots(pupil(206, "Ada", "Okorowa", "5 Yew")),
    ),
    Trap(
        7,
        "a no beside a number that Excel ate",
        ROLL,
        (
            Look(
                table(
                    ("Admission number", "UPN", "First name", "Last name", "School website"),
                    (1301, "", "Ada", "Okorowa", "No"),
                    ("", "9.99E+11", "Ben", "Lindqvister", "No"),
                ),
                stands((ADA, BEN), NOT_ALLOWED, "web"),
            ),
        ),
        before=(by_hand(ADA, "web"), by_hand(BEN, "web")),
        refuses=spots(ADA, "web") | spots(BEN, "web"),
    ),
)
