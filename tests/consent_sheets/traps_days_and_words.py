"""Traps 8 to 13: days, words, blanks and notes."""

from datetime import date

from tests.consent_sheets import question_keys as ask
from tests.consent_sheets.book import Book, CellSpec
from tests.consent_sheets.expected import (
    EXPIRED,
    GRANTED,
    NOT_ALLOWED,
    REFUSED,
    limited,
)
from tests.consent_sheets.plain_sheets import (
    ADA,
    BEN,
    CAL,
    DOT,
    PERSON,
    ROLL,
    TAB,
    WITH_NOTES,
    ZED,
    plain,
    row,
    stands,
    table,
)
from tests.consent_sheets.school import SOCIAL, spots
from tests.consent_sheets.steps import Look, Trap

_DATED = (*PERSON, "Answered on", "Valid until", "School website")


def _dated(*rows: tuple[object, ...]) -> Book:
    return table(_DATED, *rows, row(ZED, "", "", "No"))  # type: ignore[arg-type]


_DAYS = (
    Trap(
        8,
        "a day that can be read two ways does not hold a yes",
        ROLL,
        (
            Look(
                _dated(row(ADA, "04/05/2026", "", "Yes"), row(BEN, "4/5/26", "", "Yes")),
                stands((ADA, BEN), GRANTED, "web"),
            ),
        ),
    ),
    Trap(
        8,
        "such a day makes no reply newer",
        ROLL,
        tuple(
            Look(
                table(
                    (*PERSON, "Signed by", "Date", "School website"),
                    row(ADA, "Mum", "03/08/2026", "No"),
                    row(ADA, "Mum", "04/06/2026", "Yes"),
                    row(ZED, "Mum", "04/06/2026", "No"),
                ),
                stands(ADA, expected, "web"),
                {} if order is None else {ask.dates("Date"): order},
            )
            for order, expected in (
                (None, NOT_ALLOWED),
                ("day_first", REFUSED),
                ("month_first", GRANTED),
            )
        ),
    ),
    Trap(
        8,
        "a workbook that counts days from 1904",
        ROLL,
        (
            Look(
                Book(
                    _dated(
                        row(ADA, date(2026, 9, 14), date(2027, 1, 31), "Yes"),
                        row(BEN, date(2026, 9, 14), date(2026, 10, 31), "Yes"),
                    ).tabs,
                    from_1904=True,
                ),
                {**stands(ADA, GRANTED, "web"), **stands(BEN, NOT_ALLOWED, "web")},
            ),
        ),
        refuses=spots(BEN, "web"),
    ),
    Trap(
        8,
        "a day that has not come",
        ROLL,
        (
            Look(
                _dated(
                    row(ADA, "14/12/2026", "", "Yes"),
                    row(BEN, date(2027, 1, 5), "", "Yes"),
                    row(CAL, "31/02/2026", "", "Yes"),
                ),
                stands((ADA, BEN, CAL), NOT_ALLOWED, "web"),
                tells=((TAB, "E2"), (TAB, "E3"), (TAB, "E4")),
            ),
        ),
    ),
    Trap(
        8,
        "days in the ways offices write them",
        ROLL,
        (
            Look(
                _dated(
                    row(ADA, "12th March 2026", "31-Aug-27", "Yes"),
                    row(BEN, "2026-09-14T08:41:00Z", "31.8.26", "Yes"),
                ),
                {**stands(ADA, GRANTED, "web"), **stands(BEN, EXPIRED, "web")},
            ),
        ),
        refuses=spots(BEN, "web"),
    ),
)

_WORDS = (
    *(
        Trap(
            9,
            f"a lone {word!r}",
            ROLL,
            (
                Look(
                    plain(row(ADA, word, ""), row(BEN, word, "")),
                    stands((ADA, BEN), NOT_ALLOWED),
                    asks=(ask.meaning(str(word)),),
                ),
                Look(
                    plain(row(ADA, word, ""), row(BEN, word, "")),
                    stands((ADA, BEN), REFUSED, "web"),
                    {ask.meaning(str(word)): "no"},
                ),
                Look(
                    plain(row(ADA, word, ""), row(BEN, word, "")),
                    stands((ADA, BEN), GRANTED, "web"),
                    {ask.meaning(str(word)): "yes"},
                ),
            ),
        )
        for word in ("x", "X", "T", 1, "OK", "done", "on file", "form returned", "as last year")
    ),
    Trap(
        9,
        "an x that means something else in each column",
        ROLL,
        (
            Look(
                plain(row(ADA, "x", "x"), row(BEN, "Yes", "Yes")),
                stands(ADA, NOT_ALLOWED),
                {ask.meaning("x"): "differs"},
                asks=(ask.meaning("x", "School website"), ask.meaning("x", "Newsletter")),
            ),
            Look(
                plain(row(ADA, "x", "x"), row(BEN, "Yes", "Yes")),
                {**stands(ADA, GRANTED, "web"), **stands(ADA, REFUSED, "newsletter")},
                {
                    ask.meaning("x"): "differs",
                    ask.meaning("x", "School website"): "yes",
                    ask.meaning("x", "Newsletter"): "no",
                },
            ),
        ),
    ),
    Trap(
        9,
        "1 beside 0",
        ROLL,
        (
            Look(
                table((*PERSON, "School website"), row(ADA, 1), row(BEN, 0), row(CAL, 1)),
                {**stands((ADA, CAL), GRANTED, "web"), **stands(BEN, REFUSED, "web")},
            ),
        ),
    ),
    Trap(
        10,
        "blank in all its ways",
        ROLL,
        (
            Look(
                plain(
                    row(ADA, "", "\u00a0"),
                    row(BEN, "#N/A", "NULL"),
                    row(CAL, CellSpec("#N/A", error=True), "-"),
                    row(DOT, "\u200b", "n/a"),
                ),
                stands((ADA, BEN, CAL, DOT), NOT_ALLOWED),
            ),
        ),
        refuses=spots(ADA) | spots(BEN) | spots(CAL) | spots(DOT),
    ),
    Trap(
        11,
        "almost a known word",
        ROLL,
        (
            Look(
                plain(row(ADA, "Y*", "Yess"), row(BEN, "yes?", "ye s"), row(CAL, "Yes...", "Ja")),
                stands((ADA, BEN, CAL), NOT_ALLOWED),
                tells=tuple((TAB, cell) for cell in ("E2", "F2", "E3", "F3", "E4", "F4")),
            ),
        ),
        refuses=spots(ADA) | spots(BEN) | spots(CAL),
    ),
    Trap(
        12,
        "a limit in the cell",
        ROLL,
        (
            Look(
                plain(
                    row(ADA, "Yes - no names", "Yes first name only"),
                    row(BEN, "Yes, group photos only", "yes but not Facebook"),
                    row(CAL, "Website: Yes, no names", "Yes not close-up"),
                ),
                {
                    **stands(ADA, limited("no_name"), "web"),
                    **stands(ADA, limited("first_name_only"), "newsletter"),
                    **stands(BEN, limited("group_only"), "web"),
                    **stands(BEN, NOT_ALLOWED, *SOCIAL),
                    **stands(CAL, limited("not_close_up"), "newsletter"),
                },
            ),
        ),
    ),
    Trap(
        12,
        "a limit in a note",
        ROLL,
        tuple(
            Look(
                plain(row(ADA, "Yes", "No", "only in a group please"), head=WITH_NOTES),
                stands(ADA, expected, "web"),
                {} if settled is None else {ask.note(TAB, "G2"): settled},
                asks=(ask.note(TAB, "G2"),) if settled is None else (),
                tells=((TAB, "G2"),) if settled is None else (),
            )
            for settled, expected in (
                (None, NOT_ALLOWED),
                ("hold", NOT_ALLOWED),
                ("limits:group_only", limited("group_only")),
                ("no_effect", GRANTED),
            )
        ),
    ),
    Trap(
        13,
        "a note that contradicts the cell",
        ROLL,
        tuple(
            Look(
                plain(row(ADA, "Y", "Y", "dad says no"), head=WITH_NOTES),
                stands(ADA, expected),
                {} if settled is None else {ask.note(TAB, "G2"): settled},
            )
            for settled, expected in ((None, NOT_ALLOWED), ("no", NOT_ALLOWED))
        ),
        refuses=spots(ADA),
    ),
)

TRAPS = (*_DAYS, *_WORDS)
