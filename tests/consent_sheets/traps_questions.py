"""Traps 14 to 16 and 33 to 35: what a column asks."""

from tests.consent_sheets import question_keys as ask
from tests.consent_sheets.book import CSV, ODS, XLSX
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
    WITH_NOTES,
    ZED,
    plain,
    row,
    stands,
    table,
)
from tests.consent_sheets.school import PUBLISHING, SOCIAL, everywhere, spots
from tests.consent_sheets.steps import Bring, Look, Now, OpenChannel, Trap

_BUNDLED = "Website, social media and press"
_TWISTED = "Tick if you do NOT want photos on the website"
_WHERE = "Where may we use photos? (tick all that apply)"
_OPTIONS = {
    ask.option(_WHERE, "Website"): "web",
    ask.option(_WHERE, "Newsletter"): "newsletter",
    ask.option(_WHERE, "None of the above"): "none_of_them",
    ask.option(_WHERE, "Yes to all"): "all_of_them",
}

TRAPS = (
    Trap(
        14,
        "one answer for three purposes",
        ROLL,
        (
            Look(
                table((*PERSON, _BUNDLED), row(ADA, "Yes"), row(BEN, "No")),
                {
                    **stands(ADA, NOT_ALLOWED, "web", "press", *SOCIAL),
                    **stands(BEN, REFUSED, "web", "press", *SOCIAL),
                },
                asks=(ask.bundle(_BUNDLED),),
            ),
            Bring(
                table((*PERSON, _BUNDLED), row(ADA, "Yes"), row(BEN, "No")),
                {
                    **stands(ADA, GRANTED, "web", "press", *SOCIAL),
                    **stands(BEN, REFUSED, "web", "press", *SOCIAL),
                },
                {ask.bundle(_BUNDLED): "each"},
            ),
            OpenChannel("TikTok", "social.tiktok"),
            Now(stands((ADA, BEN), NOT_ALLOWED, "social.tiktok")),
        ),
        refuses=spots(BEN),
    ),
    *(
        Trap(
            15,
            f"a question turned round: {header}",
            ROLL,
            (
                Look(
                    table((*PERSON, header), row(ADA, "Yes"), row(BEN, ""), row(CAL, "No")),
                    stands((ADA, BEN, CAL), NOT_ALLOWED, "web"),
                    asks=(ask.polarity(header),),
                ),
                Look(
                    table((*PERSON, header), row(ADA, "Yes"), row(BEN, ""), row(CAL, "No")),
                    {**stands(ADA, REFUSED, "web"), **stands(BEN, NOT_ALLOWED, "web")},
                    {ask.column(header): "asks:web", ask.polarity(header): "forbids"},
                ),
            ),
            refuses=spots(ADA, "web") | spots(BEN, "web"),
        )
        for header in (
            _TWISTED,
            "Opt out of website photos",
            "I object to my child on the school website",
            "Withhold consent: website",
        )
    ),
    *(
        Trap(
            15,
            f"a header that may say the opposite: {header}",
            ROLL,
            (
                Look(
                    table((*PERSON, header), row(ADA, "Yes"), row(BEN, "No"), row(CAL, "✓")),
                    stands((ADA, BEN, CAL), NOT_ALLOWED, "web", "social.facebook"),
                ),
            ),
            refuses=frozenset(
                (p.key, purpose) for p in (ADA, CAL) for purpose in ("web", "social.facebook")
            ),
        )
        for header in (
            "Not on website",
            "Remove from website",
            "Keep off website",
            "Hide on website",
            "Blocked on website",
            "Withdraw website",
            "Website (leave blank if OK)",
            "Facebook ban",
            "Can't go on Facebook",
        )
    ),
    Trap(
        16,
        "several ticks in one cell",
        ROLL,
        (
            Look(
                table(
                    (*PERSON, _WHERE),
                    row(ADA, "None of the above;Website;"),
                    row(BEN, "Website;Newsletter;"),
                    row(DOT, "Yes to all;"),
                    row(ZED, "None of the above;"),
                ),
                {
                    **stands((ADA, ZED), NOT_ALLOWED),
                    **stands((BEN, DOT), GRANTED),
                    **stands((BEN, DOT), NOT_ALLOWED, "display", *SOCIAL),
                },
                _OPTIONS,
                tells=((TAB, "E2"),),
            ),
            Look(
                table((*PERSON, _WHERE), row(ADA, "Website;"), row(BEN, "Website;Newsletter;")),
                {
                    **stands(ADA, GRANTED, "web"),
                    **stands(ADA, NOT_ALLOWED, "newsletter", "display"),
                },
                _OPTIONS,
            ),
        ),
        refuses=spots(ZED) | spots(ADA, "newsletter"),
    ),
    Trap(
        16,
        "two options joined by hand",
        ROLL,
        (
            Look(
                table(
                    (*PERSON, _WHERE),
                    row(BEN, "Website;Newsletter;"),
                    row(CAL, "Website / Newsletter"),
                    row(ZED, "None of the above;"),
                ),
                {**stands(CAL, NOT_ALLOWED), **stands(BEN, GRANTED)},
                _OPTIONS,
                tells=((TAB, "E3"),),
            ),
        ),
        refuses=spots(ZED),
    ),
    *(
        Trap(
            33,
            f"a column that may mean the photo on file: {header}",
            ROLL,
            (
                Look(
                    table((*PERSON, header), row(ADA, "Yes"), row(BEN, "No")),
                    everywhere((ADA, BEN), NOT_ALLOWED),
                    asks=(ask.column(header),),
                ),
            ),
            refuses=spots(ADA) | spots(BEN),
        )
        for header in ("Photo consent", "Photograph Student", "Photo")
    ),
    *(
        Trap(
            33,
            f"a column about something else: {header}",
            ROLL,
            (
                Look(
                    table((*PERSON, header, "Press"), row(ADA, "Yes", "No"), row(BEN, "No", "Yes")),
                    everywhere(ADA, NOT_ALLOWED, ("take", "video", *PUBLISHING)),
                ),
            ),
            refuses=spots(ADA),
        )
        for header in (
            "Internet access",
            "Allow web access",
            "Web filtering agreement",
            "Website login issued",
            "Receives newsletter",
            "Newsletter by email",
            "Video games club",
            "Facebook group for parents",
            "Instagram handle",
        )
    ),
    Trap(
        33,
        "a consent type about something else",
        ROLL,
        (
            Look(
                table(
                    ("UPN", "Student", "Consent", "Status"),
                    *(
                        (ADA.key, "Okorowa, Ada", words, "Consented")
                        for words in ("Internet Use", "Website Login", "Newsletter by email")
                    ),
                    (BEN.key, "Lindqvister, Ben", "Photos - Website", "Declined"),
                ),
                everywhere((ADA, BEN), NOT_ALLOWED, ("take", "video", *PUBLISHING)),
            ),
        ),
        refuses=spots(ADA) | spots(BEN),
    ),
    *(
        Trap(
            34,
            f"a column that looks biometric: {header}",
            ROLL,
            tuple(
                Look(
                    plain(row(ADA, "No", "No", "Yes"), head=(*HEAD, header)),
                    everywhere(ADA, NOT_ALLOWED, ("take", "video", *PUBLISHING)),
                    answers,
                    tells=((TAB, "G1"),),
                )
                for answers in ({}, {ask.column(header): "asks:display"})
            ),
            refuses=spots(ADA),
        )
        for header in ("Biometric consent", "Cashless catering (fingerprint)", "Facial recognition")
    ),
    Trap(
        35,
        "text that a spreadsheet would run",
        ROLL,
        tuple(
            Look(
                plain(
                    row(ADA, "Yes", "Yes", '=HYPERLINK("http://example.invalid","x")'),
                    row(BEN, "No", "No", "@SUM(1)"),
                    (CAL.key, "Cal", "Marshfieldy", "=1+1", "No", "No", "+1"),
                    (DOT.key, "=1+1", "Quillfeather", "3 Oak", "Yes", "Yes", "-1"),
                    head=WITH_NOTES,
                ),
                {**stands((ADA, DOT), NOT_ALLOWED), **stands((BEN, CAL), REFUSED)},
                form=form,
                tells=((TAB, "G2"),),
            )
            for form in (XLSX, ODS, CSV)
        ),
        refuses=spots(ADA) | spots(BEN) | spots(CAL) | spots(DOT),
    ),
)
