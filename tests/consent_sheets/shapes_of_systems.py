"""Shapes S1 to S3: lists that pupil information systems export."""

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

# S1 SIMS: one tick, which only says that the school may hold a photo.

TEMI = pupil(
    *(101, "Temi", "Bell", "3OAK"),
    admission_number="001204",
    legal_last_name="Okafor-Bell",
    year_group="3",
    date_of_birth=date(2019, 2, 14),
)
TOMI = pupil(
    *(102, "Tomi", "Okafor-Bell", "5ELM"),
    admission_number="001024",
    year_group="5",
    date_of_birth=date(2017, 2, 14),
)
NIAMH = pupil(
    *(103, "Niamh", "O'Rourke", "3OAK"),
    admission_number="001207",
    year_group="3",
    date_of_birth=date(2018, 11, 2),
)
ZUZIA = pupil(
    *(104, "Zuzia", "Swiatek", "3ELM"),
    admission_number="001211",
    legal_last_name="Świątek",
    year_group="3",
    date_of_birth=date(2018, 12, 30),
)
_S1_ROLL = (TEMI, TOMI, NIAMH, ZUZIA)
_TICK = "Photograph Student"

S1 = Shape(
    "S1 one tick",
    book_of(
        "Report",
        ("Parental Consent List",),
        ("Printed: 04/09/2026 08:41",),
        ("Adm No", "Legal Surname", "Preferred Surname", "Forename", "Reg", "Year", "DOB", _TICK),
        ("001204", "Okafor-Bell", "Bell", "Temi", "3OAK", "3", "14/02/2019", "T"),
        ("001207", "O’Rourke", "", "Niamh", "3OAK", "Year 3", "02/11/2018", ""),
        ("1211", "Świątek", "Swiatek", "Zuzia", "3ELM", "Y3", "2018-12-30", "T"),
        ("Total pupils: 3",),
    ),
    _S1_ROLL,
    (
        Stage(
            "nothing settled",
            everywhere(_S1_ROLL, NOT_ALLOWED, ("take", *PUBLISHING)),
            asks=(ask.column(_TICK),),
            tells=(("Report", "7"),),
        ),
        Stage(
            "the column says who may be photographed",
            everywhere(_S1_ROLL, NOT_ALLOWED, ("take", *PUBLISHING)),
            {ask.column(_TICK): "asks:take"},
            asks=(ask.meaning("t"),),
        ),
        Stage(
            "all settled",
            {
                **everywhere(_S1_ROLL, NOT_ALLOWED, ("take", *PUBLISHING)),
                (TEMI.key, "take"): GRANTED,
                (ZUZIA.key, "take"): GRANTED,
            },
            {
                ask.column(_TICK): "asks:take",
                ask.meaning("t"): "yes",
                ask.who("Report", 6): ZUZIA.key,
            },
        ),
    ),
    frozenset(spot for p in _S1_ROLL for spot in spots(p)),
)

# S2 Arbor: one row per pupil and consent.

MAX = pupil("M999999815001", "Max", "Haddon", "4 Willow", date_of_birth=date(2018, 5, 6))
MIA = pupil("B999999815002", "Mia", "Haddon", "4 Willow", date_of_birth=date(2018, 5, 6))
_NEW_WEB, _NEW_SOCIAL = "Photos - Website", "Photos - Social Media"
_OLD_WEB = "Photos – Website (2024-25)"
_S2_NO = {
    **everywhere(MIA, NOT_ALLOWED),
    **everywhere(MAX, NOT_ALLOWED, ("newsletter", "display", "press", *SOCIAL)),
}

S2 = Shape(
    "S2 long list",
    book_of(
        "Consents",
        ("Student", "UPN", "Registration Form", "Consent", "Status", "Responded By", "Date"),
        *(
            (name, upn, "4 Willow", consent, status, by, on)
            for name, upn, consent, status, by, on in (
                ("Haddon, Max", MAX.key, _NEW_WEB, "Consented", "Ms K Haddon", "12 Sep 2026"),
                ("Haddon, Max", MAX.key, _NEW_SOCIAL, "Declined", "Ms K Haddon", "12 Sep 2026"),
                ("Haddon, Mia", MIA.key, _NEW_WEB, "Pending", "", ""),
                ("Haddon, Max", MAX.key, _OLD_WEB, "Consented", "Mr J Haddon", "03 Sep 2024"),
            )
        ),
    ),
    (MAX, MIA),
    (
        Stage("nothing settled", _S2_NO),
        Stage(
            "all settled",
            {**_S2_NO, **everywhere(MAX, REFUSED, SOCIAL), (MAX.key, "web"): GRANTED},
            {
                ask.consent_type(_NEW_WEB): "web",
                ask.consent_type(_NEW_SOCIAL): "social",
                ask.consent_type(_OLD_WEB): "nothing",
            },
        ),
    ),
    spots(MIA) | spots(MAX, "newsletter", "display", "press", *SOCIAL),
)

# S3 Juniper: state, date and who, side by side.

AARAV = pupil("D999999816014", "Aarav", "Patel-Lund", "Beech")
ELSIE = pupil("N999999817023", "Elsie", "Marsh", "Beech")
AARON = pupil(105, "Aaron", "Patel", "Beech")
_S3 = {
    **everywhere((ELSIE, AARON), NOT_ALLOWED),
    **everywhere(AARAV, NOT_ALLOWED),
    (AARAV.key, "web"): GRANTED,
    (AARAV.key, "press"): REFUSED,
}

S3 = Shape(
    "S3 paired columns",
    book_of(
        "Sheet1",
        (
            *("UPN", "Forename", "Surname", "Class", "Website: State", "Website: Date"),
            *("Website: Informed By", "Press: State", "Press: Date"),
        ),
        (
            *(AARAV.key, "Aarav", "Patel-Lund", "Beech", "Granted", "01/09/2026", "Mrs R Lund"),
            *("Not Granted", "01/09/2026"),
        ),
        (ELSIE.key, "Elsie", "Marsh", "Beech", "Requested", "", "", "Not Requested", ""),
    ),
    (AARAV, ELSIE, AARON),
    (
        Stage("nothing settled", _S3),
        Stage(
            "all settled",
            _S3,
            {
                ask.column("Website: State"): "asks:web",
                ask.column("Press: State"): "asks:press",
                ask.dates("Website: Date"): "day_first",
                ask.dates("Press: Date"): "day_first",
            },
        ),
    ),
    spots(ELSIE) | spots(AARON) | (spots(AARAV) - spots(AARAV, "web")),
)
