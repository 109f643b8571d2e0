"""Traps 28 to 31 and 36: who answered, when, and what else they wrote."""

from tests.consent_sheets import question_keys as ask
from tests.consent_sheets.book import ODS, XLSX
from tests.consent_sheets.expected import (
    EXPIRED,
    GRANTED,
    NOT_ALLOWED,
    PROTECTED,
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
    SIGNED,
    TAB,
    WITH_NOTES,
    ZED,
    plain,
    row,
    stands,
    table,
)
from tests.consent_sheets.school import everywhere, spots
from tests.consent_sheets.steps import Bring, Look, Now, Trap
from tests.consent_sheets.traps_whose_row import MAX, MIA

_TYPES = ("Student", "UPN", "Consent", "Status", "Responded By", "Date")


def _signed(by: str) -> Trap:
    return Trap(
        28,
        f"answered by: {by}",
        ROLL,
        (
            Look(
                plain(
                    row(ADA, by, "14/09/2026", "Yes", "Yes"),
                    row(BEN, by, "14/09/2026", "No", ""),
                    head=SIGNED,
                ),
                {**stands(ADA, NOT_ALLOWED), **stands(BEN, REFUSED, "web")},
                asks=(ask.signer(TAB, "E2"),),
                tells=((TAB, "E2"),),
            ),
            Look(
                plain(row(ADA, by, "14/09/2026", "Yes", "Yes"), head=SIGNED),
                stands(ADA, GRANTED),
                {ask.signer(TAB, "E2"): "may"},
            ),
            Look(
                plain(row(ADA, by, "14/09/2026", "Yes", "Yes"), head=SIGNED),
                stands(ADA, NOT_ALLOWED),
                {ask.signer(TAB, "E2"): "hold"},
            ),
        ),
        refuses=spots(BEN),
    )


TRAPS = (
    *(_signed(by) for by in ("Foster carer", "Social worker", "Ms Orme (social worker)", "Nan")),
    Trap(
        29,
        "typed by the office after a call",
        ROLL,
        (
            Look(
                plain(
                    row(ADA, "Office (phone)", "14/09/2026", "verbal yes", "Yes by phone"),
                    row(BEN, "Office (phone)", "14/09/2026", "No", "No"),
                    head=SIGNED,
                ),
                {**stands(ADA, NOT_ALLOWED), **stands(BEN, REFUSED)},
                tells=((TAB, "E2"),),
            ),
        ),
        refuses=spots(ADA) | spots(BEN),
    ),
    Trap(
        30,
        "a consent that ran out",
        ROLL,
        (
            Look(
                table(
                    (*PERSON, "Valid until", "School website"),
                    row(ADA, "31/08/2026", "Yes"),
                    row(BEN, "2025/26", "Yes"),
                    row(CAL, "31/08/2027", "Yes"),
                    row(DOT, "end of year", "Yes"),
                    row(ZED, "", "No"),
                ),
                {
                    **stands(ADA, EXPIRED, "web"),
                    **stands((BEN, DOT), NOT_ALLOWED, "web"),
                    **stands(CAL, GRANTED, "web"),
                },
                tells=((TAB, "E5"),),
            ),
        ),
        refuses=spots(ADA) | spots(BEN) | spots(DOT),
    ),
    *(
        Trap(
            30,
            f"a column of another year: {header}",
            ROLL,
            (
                Look(
                    table(
                        (*PERSON, header, "Newsletter"),
                        row(ADA, "Yes", "No"),
                        row(BEN, "No", "Yes"),
                    ),
                    stands((ADA, BEN), NOT_ALLOWED, "web"),
                ),
            ),
            refuses=spots(ADA) | spots(BEN, "web"),
        )
        for header in (
            "Website (2024-25)",
            "Website 24/25",
            "School website 2019",
            "Website (old)",
            "Last year's website consent",
            "Website expired",
        )
    ),
    Trap(
        31,
        "the question was reworded after people answered",
        (MAX, MIA),
        (
            Bring(
                table(
                    _TYPES,
                    ("Haddon, Max", MAX.key, "Photos - Website", "Consented", "Ms K", "14/09/2026"),
                    ("Haddon, Mia", MIA.key, "Photos - Website", "Declined", "Ms K", "14/09/2026"),
                ),
                {**stands(MAX, GRANTED, "web"), **stands(MIA, REFUSED, "web")},
                {ask.consent_type("Photos - Website"): "web"},
            ),
            Now({}, wordings={(MAX.key, "web"): "Photos - Website"}),
            Look(
                table(
                    _TYPES,
                    *(
                        (name, key, "Photos - Website and app", status, "Ms K", "15/10/2026")
                        for name, key, status in (
                            ("Haddon, Max", MAX.key, "Consented"),
                            ("Haddon, Mia", MIA.key, "Consented"),
                        )
                    ),
                ),
                stands(MIA, NOT_ALLOWED),
                asks=(ask.consent_type("Photos - Website and app"),),
            ),
        ),
    ),
    Trap(
        36,
        "a note about a court order",
        ROLL,
        (
            *(
                Look(
                    plain(
                        row(ADA, "Yes", "Yes", "court order, see DSL"),
                        row(BEN, "No", "Yes", ""),
                        head=WITH_NOTES,
                    ),
                    stands(ADA, NOT_ALLOWED),
                    form=form,
                    asks=(ask.note(TAB, "G2"),),
                    tells=((TAB, "G2"),),
                    never_said=("court",),
                )
                for form in (XLSX, ODS)
            ),
            Bring(
                plain(
                    row(ADA, "Yes", "Yes", "court order, see DSL"),
                    row(BEN, "No", "Yes", ""),
                    head=WITH_NOTES,
                ),
                {**everywhere(ADA, PROTECTED), **stands(BEN, GRANTED, "newsletter")},
                {ask.note(TAB, "G2"): "protect"},
            ),
            Now(everywhere(ADA, PROTECTED), not_kept=("court order",)),
            Bring(
                plain(row(ADA, "Yes", "Yes"), row(BEN, "No", "Yes"), head=HEAD),
                everywhere(ADA, PROTECTED),
            ),
        ),
        refuses=spots(ADA),
    ),
)
