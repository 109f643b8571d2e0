"""Shapes S4 to S6: answers to forms, on screen and on paper."""

from datetime import date

from tests.consent_sheets import question_keys as ask
from tests.consent_sheets.expected import (
    GRANTED,
    NOT_ALLOWED,
    REFUSED,
)
from tests.consent_sheets.school import (
    PUBLISHING,
    SOCIAL,
    everywhere,
    pupil,
    spots,
)
from tests.consent_sheets.shape import Shape, Stage, book_of

# S4 Microsoft Forms: three rows for one child, and a note.

OLIVER = pupil(106, "Oliver", "Fenn", "2 Ash", year_group="Year 2")
OLIVE = pupil(107, "Olive", "Fenn", "2 Ash", year_group="Year 2")
FENTON = pupil(108, "Oliver", "Fenton", "2 Ash", year_group="Year 2")
_S4_ROLL = (OLIVER, OLIVE, FENTON)
_MAY = "I am happy for photos of my child to be used on (tick all that apply)"
_S4_OPTIONS = {
    ask.option(_MAY, "Website"): "web",
    ask.option(_MAY, "Newsletter"): "newsletter",
    ask.option(_MAY, "X (Twitter)"): "social.x",
    ask.option(_MAY, "None of the above"): "none_of_them",
}
_S4_WHO = {ask.who("Form1", row): OLIVER.key for row in (2, 3, 4)}
_S4_ASKED = {(OLIVER.key, p): REFUSED for p in ("web", "newsletter", "social.x")}

S4 = Shape(
    "S4 Microsoft form",
    book_of(
        "Form1",
        (
            *("ID", "Start time", "Completion time", "Email", "Name", "Child's full name"),
            *("Child's class", _MAY, "Anything we should know?"),
        ),
        (
            *("41", "9/5/26 18:02:11", "9/5/26 18:03:40", "anonymous", "", "Oliver Fenn"),
            *("Year 2", "Website;Newsletter;X (Twitter);", ""),
        ),
        (
            *("58", "9/7/26 07:55:02", "9/7/26 07:56:10", "anonymous", "", "oliver fenn"),
            *("2 Ash", "None of the above;", "Separated - please do not use photos. Dad"),
        ),
        (
            *("63", "9/9/26 20:10:45", "9/9/26 20:11:30", "anonymous", "", "Ollie Fenn"),
            *("2A", "Website;", ""),
        ),
    ),
    _S4_ROLL,
    (
        Stage(
            "nothing settled",
            everywhere(_S4_ROLL, NOT_ALLOWED),
            asks=(ask.who("Form1", 4), ask.dates("Completion time")),
            tells=(("Form1", "I3"), ("Form1", "4")),
        ),
        Stage(
            "names that fit are accepted",
            everywhere(_S4_ROLL, NOT_ALLOWED),
            {**_S4_OPTIONS, "who:exact": "accept"},
            asks=(ask.who("Form1", 4),),
        ),
        Stage(
            "all rows are his, the note is open",
            {**everywhere(_S4_ROLL, NOT_ALLOWED), **_S4_ASKED},
            {**_S4_OPTIONS, **_S4_WHO},
        ),
        Stage(
            "all settled",
            {**everywhere(_S4_ROLL, NOT_ALLOWED), **_S4_ASKED},
            {**_S4_OPTIONS, **_S4_WHO, ask.note("Form1", "I3"): "no"},
        ),
        Stage(
            "all settled, the note thought harmless",
            {**everywhere(_S4_ROLL, NOT_ALLOWED), **_S4_ASKED},
            {
                **_S4_OPTIONS,
                **_S4_WHO,
                ask.note("Form1", "I3"): "no_effect",
                ask.dates("Completion time"): "month_first",
            },
        ),
    ),
    frozenset(spot for p in _S4_ROLL for spot in spots(p)),
)

# S5 Google Forms: commas inside options, and a question turned round.

KWAME = pupil(109, "Kwame", "Amoah", "1 Fir", date_of_birth=date(2020, 7, 3))
KWABENA = pupil(110, "Kwabena", "Amoah", "4 Willow", date_of_birth=date(2017, 3, 7))
POPPY = pupil(111, "Poppy", "Reid", "1 Fir", date_of_birth=date(2020, 3, 7))
_WHERE = "Where may we use your child's image?"
_NOT_THERE = "Tick any platform you do NOT want us to use"
_S5_REFUSED = {
    **everywhere(KWABENA, NOT_ALLOWED),
    **everywhere(KWAME, NOT_ALLOWED, ("press", *SOCIAL)),
    **everywhere(POPPY, NOT_ALLOWED, ("newsletter", "display", "press")),
    **everywhere(POPPY, NOT_ALLOWED, ("social.facebook", "social.instagram")),
}

S5 = Shape(
    "S5 Google form",
    book_of(
        "Form responses 1",
        ("Timestamp", "Parent name", "Pupil name", "Date of birth", _WHERE, _NOT_THERE),
        (
            *("2026-09-04 19:22:05", "G. Amoah", "Kwame Amoah", "03/07/2020"),
            *("School website, Newsletter (paper, emailed), Displays in school", "Facebook"),
        ),
        (
            *("2026-09-04 21:40:51", "S. Reid", "Poppy Reid", "7/3/20"),
            "School website, Social media (Facebook, Instagram, X)",
            "Facebook, Instagram",
        ),
    ),
    (KWAME, KWABENA, POPPY),
    (
        Stage(
            "nothing settled",
            {**_S5_REFUSED, **everywhere((KWAME, POPPY), NOT_ALLOWED, SOCIAL)},
            asks=(ask.polarity(_NOT_THERE),),
        ),
        Stage(
            "all settled",
            {
                **_S5_REFUSED,
                **dict.fromkeys(
                    [(KWAME.key, p) for p in ("web", "newsletter", "display")], GRANTED
                ),
                (KWAME.key, "social.facebook"): REFUSED,
                (POPPY.key, "web"): GRANTED,
                (POPPY.key, "social.facebook"): REFUSED,
                (POPPY.key, "social.instagram"): REFUSED,
                (POPPY.key, "social.x"): GRANTED,
            },
            {
                ask.option(_WHERE, "School website"): "web",
                ask.option(_WHERE, "Newsletter (paper, emailed)"): "newsletter",
                ask.option(_WHERE, "Displays in school"): "display",
                ask.option(_WHERE, "Social media (Facebook, Instagram, X)"): ",".join(SOCIAL),
                ask.polarity(_NOT_THERE): "forbids",
                ask.option(_NOT_THERE, "Facebook"): "social.facebook",
                ask.option(_NOT_THERE, "Instagram"): "social.instagram",
                ask.who("Form responses 1", 2): KWAME.key,
                ask.who("Form responses 1", 3): POPPY.key,
            },
        ),
    ),
    spots(KWABENA)
    | spots(KWAME, "press", *SOCIAL)
    | spots(POPPY, "newsletter", "display", "press", "social.facebook", "social.instagram"),
)

# S6 a paper form typed up by the office.

CALLUM = pupil(112, "Callum", "Brooke", "R", year_group="R")
CALLUM_BROOKES = pupil(113, "Callum", "Brookes", "Y1", year_group="Year 1")
INES = pupil(114, "Inês", "Duarte", "N2", year_group="N2")
ZARA = pupil(115, "Zara", "Khan", "R", year_group="R")
OTHER_ZARA = pupil(116, "Zara", "Khan", "3 Oak", year_group="Year 3")
_S6_ROLL = (CALLUM, CALLUM_BROOKES, INES, ZARA, OTHER_ZARA)
_Q2 = "Q2 prospectus/display"
_S6_NO = {
    **everywhere((CALLUM_BROOKES, ZARA, OTHER_ZARA), NOT_ALLOWED),
    **everywhere((CALLUM, INES), NOT_ALLOWED, ("newsletter", *SOCIAL)),
    **everywhere(CALLUM, NOT_ALLOWED, ("web", "press")),
    **everywhere(INES, NOT_ALLOWED, ("web", "video")),
}
_S6_SETTLED = {
    ask.column("Q1 in school"): "asks:evidence",
    ask.column(_Q2): "asks:prospectus,display",
    ask.column("Q3 website"): "asks:web",
    ask.column("Q4 video"): "asks:video",
    ask.column("Q5 media"): "asks:press",
    ask.bundle(_Q2): "each",
    ask.meaning("x"): "no",
    ask.dates("Date"): "day_first",
    ask.who("Typed up", 2): CALLUM.key,
    ask.who("Typed up", 3): CALLUM.key,
    ask.who("Typed up", 4): INES.key,
    ask.who("Typed up", 5): ZARA.key,
    ask.note("Typed up", "K3"): "no_effect",
    ask.note("Typed up", "K5"): "no_effect",
}
_S6_CALLUM = {(CALLUM.key, "web"): REFUSED, (CALLUM.key, "press"): REFUSED}
_S6_INES = {(INES.key, "web"): REFUSED, (INES.key, "video"): REFUSED}

S6 = Shape(
    "S6 paper form typed up",
    book_of(
        "Typed up",
        (
            *("Surname", "First name", "Class", "Q1 in school", _Q2, "Q3 website", "Q4 video"),
            *("Q5 media", "Signed by", "Date", "Notes"),
        ),
        ("Brooke", "Callum", "R", "Y", "Y", "N", "Y", "N", "Mum", "8.9.26", ""),
        ("Brooke", "Callum", "Y1", "Y", "Y", "Y", "Y", "Y", "", "9/25", "last yrs form"),
        (
            *("Duarte", "Inês", "N2", "✓", "✓", "x", "x", "✓", "Foster carer", "10/09/26"),
            "check with SW before any use!!",
        ),
        ("Khan", "Zara", "R", "", "", "", "", "", "", "", "form not back - chased x2"),
    ),
    _S6_ROLL,
    (
        Stage(
            "nothing settled",
            everywhere(_S6_ROLL, NOT_ALLOWED, ("take", "video", *PUBLISHING)),
            asks=(
                ask.meaning("x"),
                ask.note("Typed up", "K4"),
                ask.signer("Typed up", "I4"),
            ),
            tells=(("Typed up", "K4"), ("Typed up", "I4")),
        ),
        Stage(
            "the carer and the social worker are still to be asked",
            {**_S6_NO, **_S6_CALLUM, **_S6_INES, **everywhere(INES, NOT_ALLOWED)} | _S6_INES,
            _S6_SETTLED,
            asks=(ask.note("Typed up", "K4"), ask.signer("Typed up", "I4")),
        ),
        Stage(
            "all settled",
            {
                **_S6_NO,
                **_S6_CALLUM,
                **_S6_INES,
                (INES.key, "display"): GRANTED,
                (INES.key, "press"): GRANTED,
            },
            {
                **_S6_SETTLED,
                ask.note("Typed up", "K4"): "no_effect",
                ask.signer("Typed up", "I4"): "may",
            },
        ),
    ),
    frozenset(spot for p in (CALLUM_BROOKES, ZARA, OTHER_ZARA) for spot in spots(p))
    | spots(CALLUM, "web", "press", "newsletter", *SOCIAL)
    | spots(INES, "web", "video", "newsletter", *SOCIAL),
)
