"""Shapes S7 and S8: lists that a school office keeps itself."""

from datetime import date

from tests.consent_sheets import question_keys as ask
from tests.consent_sheets.book import Book, CellSpec, Tab
from tests.consent_sheets.expected import (
    GRANTED,
    NOT_ALLOWED,
    PROTECTED,
    REFUSED,
    WITHDRAWN,
    limited,
)
from tests.consent_sheets.school import (
    PUBLISHING,
    SOCIAL,
    by_hand,
    everywhere,
    pupil,
    spots,
)
from tests.consent_sheets.shape import Shape, Stage, book_of

# S7 the office's list of exceptions, against a register on which everybody had agreed.

JOHN = pupil(117, "John", "Whitlock", "5R", year_group="Year 5")
JANE = pupil(118, "Jane", "Whitlock", "5R", year_group="Year 5")
SOFIA = pupil(119, "Sofia", "Lindqvist", "5R", year_group="Year 5")
AHMED_R = pupil(120, "Ahmed", "Rahman", "4K", year_group="Year 4", date_of_birth=date(2017, 10, 1))
AHMED_S = pupil(121, "Ahmed", "Siddiqui", "4L", year_group="Year 4", date_of_birth=date(2018, 6, 1))
BILAL = pupil(122, "Bilal", "Ahmed", "4K", year_group="Year 4", date_of_birth=date(2018, 2, 1))
RUBY_LEFT = pupil(123, "Ruby", "Turner", "6P", year_group="Year 6", left_on=date(2026, 7, 22))
RUBY = pupil(124, "Ruby", "Thorne", "6P", year_group="Year 6")
NOAH = pupil(125, "Noah", "Adeyemi", "5R", year_group="Year 5")
_AHMEDS = (AHMED_R, AHMED_S, BILAL)
_S7_ROLL = (JOHN, JANE, SOFIA, *_AHMEDS, RUBY_LEFT, RUBY, NOAH)
_NAMED = ("web", *SOCIAL)
_AGREED = ("web", "newsletter", *SOCIAL)

S7 = Shape(
    "S7 no photos list",
    book_of(
        "List",
        ("NO PHOTOS LIST - CONFIDENTIAL",),
        ("Name", "Class", "Website", "Social", "Comments"),
        ("J. Whitlock", "5R", "NO", "NO", "absolutely nothing - see DSL"),
        ("Sofia Lindqvist", "5R", "Yes no names", "NO", "group shots only"),
        ("Ahmed (Year 4, the younger one)", "", "NO", "", ""),
        ("Ruby T - left July", "6P", "NO", "NO", ""),
    ),
    _S7_ROLL,
    (
        Stage(
            "nothing settled",
            {
                **everywhere((JOHN, JANE, RUBY, RUBY_LEFT, SOFIA), NOT_ALLOWED, _NAMED),
                **everywhere(_AHMEDS, NOT_ALLOWED, ("web",)),
                **everywhere(NOAH, NOT_ALLOWED, ("display", "press")),
                (NOAH.key, "web"): GRANTED,
            },
            asks=tuple(ask.who("List", row) for row in (3, 5, 6)),
            tells=(("List", "3"), ("List", "5"), ("List", "6"), ("List", "E3"), ("List", "E4")),
        ),
        Stage(
            "all settled",
            {
                **everywhere(JOHN, PROTECTED),
                **everywhere(JANE, GRANTED, _AGREED),
                **everywhere(SOFIA, REFUSED, SOCIAL),
                (SOFIA.key, "web"): limited("no_name", "group_only"),
                **everywhere((AHMED_R, BILAL), GRANTED, _AGREED),
                (AHMED_S.key, "web"): REFUSED,
                **everywhere(RUBY, GRANTED, _AGREED),
                **everywhere(RUBY_LEFT, NOT_ALLOWED),
                **everywhere(NOAH, GRANTED, _AGREED),
                **everywhere(NOAH, NOT_ALLOWED, ("display", "press")),
            },
            {
                ask.who("List", 3): JOHN.key,
                ask.who("List", 4): SOFIA.key,
                ask.who("List", 5): AHMED_S.key,
                ask.who("List", 6): RUBY_LEFT.key,
                ask.note("List", "E3"): "protect",
                ask.note("List", "E4"): "limits:group_only",
            },
        ),
    ),
    spots(JOHN, *_NAMED) | spots(SOFIA, *SOCIAL) | spots(AHMED_S, "web") | spots(RUBY_LEFT),
    tuple(by_hand(p, purpose) for p in _S7_ROLL for purpose in _AGREED),
)

# S8 one tab per class, an old one and a hidden one.

GRACE = pupil(126, "Grace", "Oyelaran", "Maple 3")
THEO = pupil(127, "Theo", "Banks", "Maple 3")
THEA = pupil(128, "Thea", "Banks", "Maple 3")
_S8_ASKED = ("web", "press", "name", "social.facebook", "social.instagram")
_S8_NO = {
    **everywhere((THEO, THEA), NOT_ALLOWED, ("name", *PUBLISHING)),
    **everywhere(GRACE, NOT_ALLOWED, ("newsletter", "display", "name")),
    **everywhere(GRACE, NOT_ALLOWED, ("social.instagram", "social.x")),
}
_S8_GRACE = {
    (GRACE.key, "web"): GRANTED,
    (GRACE.key, "social.facebook"): GRANTED,
    (GRACE.key, "social.instagram"): REFUSED,
    (GRACE.key, "press"): limited("first_name_only"),
    (GRACE.key, "name"): REFUSED,
}
_S8_SETTLED = {
    ask.column("Web"): "asks:web",
    ask.column("FB"): "asks:social.facebook",
    ask.column("Insta"): "asks:social.instagram",
    ask.column("Name?"): "asks:name",
    "who:exact": "accept",
    ask.who("Maple 3", 2): GRACE.key,
    ask.who("Maple 3", 3): THEO.key,
    ask.who("LAC", 1): THEO.key,
}

S8 = Shape(
    "S8 tab for each class",
    Book(
        (
            Tab(
                "Maple 3",
                (
                    ("Child", "Web", "FB", "Insta", "Press", "Name?", "Withdrawn"),
                    ("Grace Oyelaran", "Y", "Y", "N", "Y (first name)", "N", ""),
                    (
                        CellSpec("Theo Banks", fill="FFC7CE", comment="mum emailed"),
                        *("Y", "Y", "Y", "Y", "Y", "14/10/26 - mum emailed"),
                    ),
                ),
            ),
            Tab("Maple 3 OLD", (("Theo Banks", "Y", "Y", "Y", "Y", "Y", ""),)),
            Tab("LAC", (("Theo Banks", "do not publish - placement"),), hidden=True),
        )
    ),
    (GRACE, THEO, THEA),
    (
        Stage(
            "nothing settled",
            {**_S8_NO, **everywhere(GRACE, NOT_ALLOWED)},
            asks=(ask.sheet("Maple 3 OLD"), ask.sheet("LAC")),
            tells=(("LAC", ""), ("Maple 3 OLD", ""), ("Maple 3", "G3")),
        ),
        Stage("all settled but the other tabs", {**_S8_NO, **_S8_GRACE}, _S8_SETTLED),
        Stage(
            "both other tabs left out",
            {**_S8_NO, **_S8_GRACE, **everywhere(THEO, WITHDRAWN, _S8_ASKED)},
            {
                **_S8_SETTLED,
                ask.sheet("LAC"): "leave_out",
                ask.sheet("Maple 3 OLD"): "leave_out",
            },
        ),
        Stage(
            "all settled",
            {**_S8_NO, **_S8_GRACE},
            {**_S8_SETTLED, ask.sheet("LAC"): "read", ask.sheet("Maple 3 OLD"): "only_no"},
        ),
    ),
    spots(THEO)
    | spots(THEA)
    | spots(GRACE, "newsletter", "display", "name", "social.instagram", "social.x"),
)
