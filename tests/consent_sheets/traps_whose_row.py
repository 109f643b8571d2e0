"""Traps 24 to 27 and 32: whose row it is."""

from dataclasses import replace
from datetime import date

from tests.consent_sheets import question_keys as ask
from tests.consent_sheets.expected import (
    GRANTED,
    NOT_ALLOWED,
    REFUSED,
    Expected,
)
from tests.consent_sheets.plain_sheets import (
    ADA,
    BEN,
    CAL,
    DOT,
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
from tests.consent_sheets.steps import Bring, Enrol, Look, Trap

MAX = pupil("M999999815001", "Max", "Haddon", "4 Willow", admission_number="001401")
MIA = pupil("B999999815002", "Mia", "Haddon", "4 Willow", admission_number="001402")
JOHN_3 = pupil(210, "John", "Smithson", "3 Oak", date_of_birth=date(2018, 9, 20))
JOHN_5 = pupil(211, "John", "Smithson", "5 Yew", date_of_birth=date(2016, 9, 20))
OLIVER = pupil(212, "Oliver", "Fenn", "2 Ash")
OLIVE = pupil(213, "Olive", "Fenn", "5 Yew")
TEMI = pupil(214, "Temi", "Bell", "3 Oak", admission_number="001204", legal_last_name="Okafor-Bell")
MOHAMMEDS = tuple(
    pupil(number, first, "Hussain", "1 Fir")
    for number, first in ((215, "Mohammed"), (216, "Mohammad"), (217, "Muhammad"))
)

_TWINS = (MAX, MIA, ZED)
_NAMED = ("Name", "Class", "School website")
_OURS, _THEIRS = "St Anne's Primary", "Hill Top Primary"
_SCHOOLS = (*PERSON, "School", "School website")
_LEFT: Expected = Expected("left")

TRAPS = (
    Trap(
        24,
        "a new class and a namesake in the old one",
        (replace(ADA, class_name="4 Elm"), pupil(218, "Ada", "Okorowa", "3 Oak"), BEN, ZED),
        (
            Look(
                plain(row(ADA, "Yes", "No"), row(BEN, "No", "Yes")),
                {
                    **stands(ADA, GRANTED, "web"),
                    **stands(ADA, REFUSED, "newsletter"),
                    **stands(pupil(218, "Ada", "Okorowa", "3 Oak"), NOT_ALLOWED),
                },
            ),
        ),
        refuses=spots(pupil(218, "Ada", "Okorowa", "3 Oak")),
    ),
    Trap(
        25,
        "a leaver in the sheet, a joiner not in it",
        (replace(ADA, left_on=date(2026, 7, 22)), BEN, ZED),
        (
            Enrol(DOT),
            Bring(
                plain(row(ADA, "Yes", "Yes"), row(BEN, "No", "Yes")),
                {
                    **stands(ADA, _LEFT),
                    **stands(BEN, GRANTED, "newsletter"),
                    **stands(DOT, NOT_ALLOWED),
                },
            ),
        ),
        refuses=spots(ADA) | spots(DOT),
    ),
    Trap(
        26,
        "twins with one initial: a yes is nobody's",
        _TWINS,
        (
            Look(
                table(_NAMED, ("M Haddon", "4 Willow", "Yes"), ("Zed Yarrowdale", "3 Oak", "No")),
                stands((MAX, MIA), NOT_ALLOWED),
                asks=(ask.who(TAB, 2),),
            ),
            Look(
                table(_NAMED, ("M Haddon", "4 Willow", "Yes"), ("Zed Yarrowdale", "3 Oak", "No")),
                stands((MAX, MIA), NOT_ALLOWED),
                {"who:exact": "accept"},
                asks=(ask.who(TAB, 2),),
            ),
            Look(
                table(_NAMED, ("M Haddon", "4 Willow", "Yes"), ("Zed Yarrowdale", "3 Oak", "No")),
                {**stands(MAX, NOT_ALLOWED), **stands(MIA, GRANTED, "web")},
                {ask.who(TAB, 2): MIA.key},
            ),
        ),
        refuses=spots(MAX),
    ),
    Trap(
        26,
        "twins with one initial: a no holds both until it is settled",
        _TWINS,
        (
            Look(
                table(_NAMED, ("M Haddon", "4 Willow", "No")),
                stands((MAX, MIA), NOT_ALLOWED, "web"),
                asks=(ask.who(TAB, 2),),
            ),
            Look(
                table(_NAMED, ("M Haddon", "4 Willow", "No")),
                {**stands(MAX, REFUSED, "web"), **stands(MIA, GRANTED, "web")},
                {ask.who(TAB, 2): MAX.key},
            ),
        ),
        before=(by_hand(MAX, "web"), by_hand(MIA, "web")),
        refuses=spots(MAX, "web"),
    ),
    Trap(
        26,
        "one twin's number beside the other's name",
        _TWINS,
        (
            Look(
                plain((MAX.key, "Mia", "Haddon", "4 Willow", "Yes", "Yes")),
                stands((MAX, MIA), NOT_ALLOWED),
                tells=((TAB, "2"),),
            ),
        ),
        refuses=spots(MAX) | spots(MIA),
    ),
    Trap(
        26,
        "a no under one twin's number and the other's name",
        _TWINS,
        (
            Look(
                plain((MAX.key, "Mia", "Haddon", "4 Willow", "No", "")),
                stands((MAX, MIA), NOT_ALLOWED, "web"),
                tells=((TAB, "2"),),
            ),
        ),
        before=(by_hand(MAX, "web"), by_hand(MIA, "web")),
        refuses=spots(MAX, "web") | spots(MIA, "web"),
    ),
    Trap(
        26,
        "the same name in two classes, no class written",
        (JOHN_3, JOHN_5, ZED),
        (
            Look(
                table(_NAMED, ("John Smithson", "", "No")),
                stands((JOHN_3, JOHN_5), NOT_ALLOWED, "web"),
                {"who:exact": "accept"},
                asks=(ask.who(TAB, 2),),
            ),
        ),
        before=(by_hand(JOHN_3, "web"), by_hand(JOHN_5, "web")),
        refuses=spots(JOHN_3, "web") | spots(JOHN_5, "web"),
    ),
    Trap(
        26,
        "three spellings of one first name",
        (*MOHAMMEDS, ZED),
        (
            Look(
                table(_NAMED, ("Mohamed Hussain", "1 Fir", "No")),
                stands(MOHAMMEDS, NOT_ALLOWED, "web"),
                {"who:exact": "accept"},
                asks=(ask.who(TAB, 2),),
            ),
        ),
        before=tuple(by_hand(p, "web") for p in MOHAMMEDS),
        refuses=frozenset((p.key, "web") for p in MOHAMMEDS),
    ),
    *(
        Trap(
            26,
            f"a no for {written}",
            (MAX, MIA, OLIVER, OLIVE, ZED),
            (
                Look(
                    table(_NAMED, (written, class_name, "No"), ("Zed Yarrowdale", "3 Oak", "Yes")),
                    stands(meant, NOT_ALLOWED, "web"),
                    asks=(ask.who(TAB, 2),),
                ),
            ),
            before=tuple(by_hand(p, "web") for p in (MAX, MIA, OLIVER, OLIVE)),
            refuses=frozenset((p.key, "web") for p in meant),
        )
        for written, class_name, meant in (
            ("Haddon twins", "4 Willow", (MAX, MIA)),
            ("Max & Mia Haddon", "4 Willow", (MAX, MIA)),
            ("Haddon x2", "", (MAX, MIA)),
            ("both Haddons", "4 Willow", (MAX, MIA)),
            ("O.F.", "2 Ash", (OLIVER,)),
            ("Fenn's boy", "2 Ash", (OLIVER,)),
            ("0liver Fenn", "2 Ash", (OLIVER,)),
        )
    ),
    Trap(
        26,
        "a yes with a limit in a row that is not settled yet",
        ROLL,
        (
            Look(
                table(
                    _NAMED,
                    ("Ada Okorowa", "3 Oak", "Yes"),
                    ("Ada Okorowa", "3 Oak", "Yes - no names"),
                    ("Zed Yarrowdale", "3 Oak", "No"),
                ),
                stands(ADA, NOT_ALLOWED, "web"),
                {ask.who(TAB, 2): ADA.key},
            ),
        ),
    ),
    Trap(
        27,
        "a legal name finds the pupil and is not shown",
        (TEMI, ZED),
        (
            Look(
                table(
                    ("Adm No", "Legal Surname", "Forename", "Reg", "School website"),
                    ("001204", "Okafor-Bell", "Temi", "3 Oak", "Yes"),
                    ("001399", "Yarrowdale", "Zed", "3 Oak", "No"),
                ),
                stands(TEMI, GRANTED, "web"),
                never_said=("Okafor",),
            ),
        ),
    ),
    Trap(
        27,
        "a nickname waits for a person, who is remembered",
        (OLIVER, OLIVE, ZED),
        (
            Look(
                table(_NAMED, ("Ollie Fenn", "2A", "Yes"), ("Zed Yarrowdale", "3 Oak", "No")),
                stands((OLIVER, OLIVE), NOT_ALLOWED),
                {"who:exact": "accept"},
                asks=(ask.who(TAB, 2),),
            ),
            Bring(
                table(_NAMED, ("Ollie Fenn", "2A", "Yes"), ("Zed Yarrowdale", "3 Oak", "No")),
                {**stands(OLIVER, GRANTED, "web"), **stands(OLIVE, NOT_ALLOWED)},
                {"who:exact": "accept", ask.who(TAB, 2): OLIVER.key},
            ),
            Look(
                table(_NAMED, ("Ollie Fenn", "2A", "No"), ("Zed Yarrowdale", "3 Oak", "No")),
                {**stands(OLIVER, REFUSED, "web"), **stands(OLIVE, NOT_ALLOWED)},
                {"who:exact": "accept"},
            ),
        ),
        refuses=spots(OLIVE),
    ),
    Trap(
        27,
        "surname first, and turned round",
        (MAX, MIA, ZED),
        (
            Look(
                table(
                    ("UPN", "Name", "School website"),
                    (MAX.key, "Haddon, Max", "Yes"),
                    (MIA.key, "Haddon Mia", "No"),
                ),
                {**stands(MAX, GRANTED, "web"), **stands(MIA, NOT_ALLOWED, "web")},
            ),
        ),
        refuses=spots(MIA),
    ),
    Trap(
        32,
        "two schools in one export",
        ROLL,
        (
            Look(
                table(
                    _SCHOOLS,
                    row(ADA, _OURS, "Yes"),
                    row(BEN, _THEIRS, "Yes"),
                    row(CAL, _OURS, "No"),
                ),
                stands((ADA, BEN, CAL), NOT_ALLOWED),
                asks=(ask.school("School"),),
            ),
            Look(
                table(
                    _SCHOOLS,
                    row(ADA, _OURS, "Yes"),
                    row(BEN, _THEIRS, "Yes"),
                    row(CAL, _OURS, "No"),
                ),
                {
                    **stands(ADA, GRANTED, "web"),
                    **stands(BEN, NOT_ALLOWED),
                    **stands(CAL, REFUSED, "web"),
                },
                {ask.school("School"): _OURS},
                tells=((TAB, "3"),),
            ),
        ),
        refuses=spots(BEN) | spots(CAL),
    ),
)
