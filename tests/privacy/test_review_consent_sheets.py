"""Sheets as offices write them: nobody is allowed anywhere because of how a sheet is laid out.

Each test is about what would stand for a child; the most dangerous come first.
"""

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from consentdesk.domain.errors import KnownError
from consentdesk.domain.ids import PersonId
from consentdesk.domain.people import Person, PersonDetails
from consentdesk.services.consent.proposal import propose
from consentdesk.services.consent.register_now import RegisterNow
from consentdesk.sheets.read_rows import read_workbook
from tests.consent_sheets import question_keys as ask
from tests.consent_sheets.book import Book, CellSpec, Tab, write_book
from tests.consent_sheets.expected import Got
from tests.consent_sheets.plain_sheets import (
    ADA,
    BEN,
    CAL,
    DOT,
    PERSON,
    ROLL,
    TAB,
    TWELVE,
    ZED,
    row,
    table,
)
from tests.consent_sheets.proposing import Proposed, propose_for
from tests.consent_sheets.school import TODAY, pupil

_WEB = "School website"
_WHERE = "Where may we use photos? (tick all that apply)"


class Desk:
    """Reads books against the roll of five."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(
        self,
        book: Book,
        answers: Mapping[str, str] | None = None,
        roll: tuple[PersonDetails, ...] = ROLL,
    ) -> Proposed:
        workbook = read_workbook(write_book(book, self._folder)[0])
        return propose_for(workbook, roll, answers or {}, TODAY)

    def web(self, book: Book, answers: Mapping[str, str] | None = None, who: Any = ADA) -> Got:
        return self.read(book, answers).standing(who.key, "web")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def _consent(*rows: tuple[Any, ...]) -> Tab:
    return Tab(TAB, ((*PERSON, _WEB), *rows, row(ZED, "No")))


# A mark that says no, in a column or on a tab whose name the program does not know ----------


@pytest.mark.parametrize(
    "header",
    [
        "Protected?",
        "Protected (Y/N)",
        "LAC?",
        "LAC / CLA",
        "PLAC",
        "In care",
        "Fostered",
        "Adopted",
        "SGO",
        "Child protection",
        "CP plan",
        "DV",
        "Police",
        "At risk",
        "Vulnerable",
    ],
)
def test_a_tick_under_a_heading_about_protection_holds_the_child(desk: Desk, header: str) -> None:
    book = table((*PERSON, _WEB, header), row(ADA, "Yes", "Yes"), row(ZED, "No", ""))
    assert not desk.web(book).allowed


@pytest.mark.parametrize(
    "header",
    [
        "Opted out",
        "Opt-out",
        "Refused",
        "Declined",
        "Permission refused",
        "No consent",
        "Not permitted",
        "Withheld",
        "Objected",
        "Do not use",
        "DO NOT PUBLISH",
    ],
)
@pytest.mark.parametrize("mark", ["Yes", "Y", "✓"])
def test_a_tick_under_a_heading_that_says_no_is_no_yes_elsewhere(
    desk: Desk, header: str, mark: str
) -> None:
    book = table((*PERSON, _WEB, header), row(ADA, "Yes", mark), row(ZED, "No", ""))
    assert not desk.web(book).allowed


@pytest.mark.parametrize("header", ["Level", "RAG", "Code", "Photo code"])
@pytest.mark.parametrize("code", ["Red", "3", "D"])
def test_a_code_that_nobody_explained_holds_the_row(desk: Desk, header: str, code: str) -> None:
    legend = Tab("Key", (("Code", "Meaning"), (code, "no photographs at all")))
    main = Tab(TAB, ((*PERSON, _WEB, header), row(ADA, "Yes", code), row(ZED, "No", "1")))
    assert not desk.web(Book((main, legend))).allowed


@pytest.mark.parametrize(
    "tab",
    [
        "Refused",
        "Refusals",
        "Not consented",
        "No permission",
        "Withdrawn",
        "Must not be photographed",
        "Cannot appear",
        "Photo ban",
        "Keep out of photos",
    ],
)
def test_whoever_stands_on_a_tab_of_refusals_is_not_allowed_by_another_tab(
    desk: Desk, tab: str
) -> None:
    refusals = Tab(tab, (PERSON, row(ADA)))
    assert not desk.web(Book((_consent(row(ADA, "Yes")), refusals))).allowed


@pytest.mark.parametrize("written", ["Okorowa, Ada", "Ada O", "OKOROWA Ada (3 Oak)"])
def test_a_bare_list_of_names_on_a_no_photos_tab_is_not_passed_over(
    desk: Desk, written: str
) -> None:
    refusals = Tab("NO PHOTOS", ((written,),))
    assert not desk.web(Book((_consent(row(ADA, "Yes")), refusals))).allowed


@pytest.mark.parametrize(
    "title", ["Opted out of photos", "Children NOT allowed", "No consent given", "Exceptions"]
)
def test_a_tick_in_a_list_of_exceptions_is_no_permission(desk: Desk, title: str) -> None:
    book = table((title,), (*PERSON, _WEB, "Facebook"), row(ADA, "✓", ""), row(BEN, "Y", "Y"))
    read = desk.read(book)
    assert not read.standing(ADA.key, "web").allowed
    assert not read.standing(BEN.key, "social.facebook").allowed


@pytest.mark.parametrize(
    "legend",
    [
        "Tick = parents refuse",
        "Please tick if your child may NOT appear",
        "Y = do not publish",
        "Key: tick means no",
        "Tick the box to withhold consent",
    ],
)
def test_a_legend_above_the_table_that_turns_the_marks_round_is_not_passed_over(
    desk: Desk, legend: str
) -> None:
    for mark in ("✓", "Y"):
        book = table((legend,), (*PERSON, _WEB), row(ADA, mark), row(BEN, ""))
        assert not desk.web(book).allowed


@pytest.mark.parametrize("marked", [2, 3])
def test_red_names_are_asked_about_even_when_they_are_many(desk: Desk, marked: int) -> None:
    rows = []
    for place, child in enumerate((ADA, BEN, CAL, DOT)):
        name = CellSpec(child.first_name, fill="FF0000" if place < marked else "")
        rows.append((child.key, name, child.last_name, child.class_name, "Yes"))
    assert not desk.web(table((*PERSON, _WEB), *rows, row(ZED, "No"))).allowed


def test_a_comment_on_a_header_is_a_comment_on_every_answer_below(desk: Desk) -> None:
    header = CellSpec(_WEB, comment="void since July - do not use until new forms are back")
    book = table((*PERSON, header), row(ADA, "Yes"), row(ZED, "No"))
    assert not desk.web(book).allowed


# Headings that name a place and say something else about it --------------------------------


@pytest.mark.parametrize(
    "header",
    [
        "Website: No",
        "Website: not",
        "Without website",
        "Non-consent website",
        "Photos stay off website",
        "Keep photos off website",
        "Website photos unwanted",
        "Website photos stopped",
        "Website photos to be taken down",
        "Withdrawn consent - website",
        "Website consent withdrawn (Y/N)",
        "Consent removed: website",
        "Consent revoked (website)",
        "Consent cancelled - website",
        "Photo withdrawn from website",
        "Website consent outstanding",
        "Website consent missing",
        "Website consent expired",
    ],
)
def test_a_yes_under_a_heading_that_may_say_the_opposite_permits_nothing(
    desk: Desk, header: str
) -> None:
    book = table((*PERSON, header), row(ADA, "Yes"), row(ZED, "No"))
    assert not desk.web(book).allowed


@pytest.mark.parametrize(
    "header",
    [
        "Website consent received",
        "Website photos: consent form sent",
        "Photo on website - consent requested",
        "Website consent - parent contacted",
        "Website consent needed",
        "Website consent discussed",
        "Website consent on file",
    ],
)
def test_a_yes_to_whether_a_form_came_back_is_no_permission(desk: Desk, header: str) -> None:
    book = table((*PERSON, header), row(ADA, "Yes"), row(ZED, "No"))
    assert not desk.web(book).allowed


def test_a_tick_under_no_in_a_pair_of_columns_stays_a_refusal(desk: Desk) -> None:
    upper = (None, None, None, None, "School website", None)
    lower = (*PERSON, "Yes", "No")
    book = Book(
        (Tab(TAB, (upper, lower, row(ADA, "", "✓"), row(BEN, "✓", "")), merges=("E1:F1",)),)
    )
    assert desk.web(book).standing in {"refused", "unreadable"}


# What belongs to a row or a column and is not found there -----------------------------------


@pytest.mark.parametrize("asks", ["Photos on website", "Web photos", "Q3 website"])
def test_a_withdrawal_in_its_own_column_is_not_lost_for_want_of_the_same_words(
    desk: Desk, asks: str
) -> None:
    book = table(
        (*PERSON, asks, "Website withdrawn"), row(ADA, "Yes", "14/10/2026"), row(ZED, "No", "")
    )
    assert not desk.web(book).allowed


@pytest.mark.parametrize("asks", ["Photos on website", "Web photos", "Q3 website"])
@pytest.mark.parametrize("header", ["Website: expires", "Website valid until"])
def test_a_day_of_expiry_is_not_lost_for_want_of_the_same_words(
    desk: Desk, asks: str, header: str
) -> None:
    book = table((*PERSON, asks, header), row(ADA, "Yes", "14/10/2025"), row(ZED, "No", ""))
    assert not desk.web(book).allowed


@pytest.mark.parametrize(
    ("header", "text"),
    [
        ("Notes", "court order, no photos of the children"),
        ("Protected", "Yes"),
        ("Child objects", "Yes"),
        ("Withdrawn", "14/10/2026"),
        ("Valid until", "31/08/2026"),
    ],
)
def test_a_cell_merged_over_siblings_is_about_each_of_them(
    desk: Desk, header: str, text: str
) -> None:
    rows = ((*PERSON, _WEB, header), row(ADA, "Yes", text), row(BEN, "Yes", ""), row(ZED, "No", ""))
    book = Book((Tab(TAB, rows, merges=("F2:F3",)),))
    assert not desk.web(book, who=ADA).allowed
    assert not desk.web(book, who=BEN).allowed


def test_a_child_whom_the_sheet_calls_a_leaver_is_not_allowed_by_it(desk: Desk) -> None:
    for header, text in (("Left on", "20/07/2026"), ("Leaving date", "20/07/2026"), ("Left", "Y")):
        book = table((*PERSON, header, _WEB), row(ADA, text, "Yes"), row(ZED, "", "No"))
        assert not desk.web(book).allowed, header


# Several tables on one tab ---------------------------------------------------------------


def test_a_second_table_beside_the_first_does_not_answer_for_its_children(desk: Desk) -> None:
    book = table(
        ("UPN", "Website", None, "UPN", "Newsletter"),
        (ADA.key, "No", None, BEN.key, "Yes"),
        (CAL.key, "Yes", None, ZED.key, "No"),
    )
    read = desk.read(book)
    assert not read.standing(ADA.key, "newsletter").allowed


def test_a_refusal_in_a_second_table_beside_the_first_is_not_given_to_somebody_else(
    desk: Desk,
) -> None:
    book = Book(
        (
            _consent(row(BEN, "Yes"), row(CAL, "No")),
            Tab(
                "Others",
                (("UPN", "Website", None, "UPN", "Website"), (ADA.key, "", None, BEN.key, "No")),
            ),
        )
    )
    assert not desk.web(book, who=BEN).allowed


def test_a_second_header_further_down_with_other_columns_is_seen(desk: Desk) -> None:
    swapped = table(
        (*PERSON, _WEB, "Newsletter"),
        row(ADA, "Yes", "No"),
        (*PERSON, "Newsletter", _WEB),
        row(BEN, "Yes", "No"),
    )
    assert not desk.web(swapped, who=BEN).allowed
    other = table(
        (*PERSON, _WEB), row(ADA, "No"), (*PERSON, "Newsletter"), row(BEN, "Yes"), row(CAL, "No")
    )
    assert not desk.web(other, who=BEN).allowed


def test_a_row_about_a_child_called_page_is_no_page_number(desk: Desk) -> None:
    page = pupil(777, "Page", "Turner", "3 Oak")
    rows = (("Page Turner", "No"), ("Ada Okorowa", "Yes"), ("Ben Lindqvister", "No"))
    book = Book((_consent(row(page, "Yes")), Tab("More", (("Name", "Website"), *rows))))
    read = desk.read(book, roll=(*ROLL, page))
    assert not read.standing(page.key, "web").allowed


# Whose year it was -----------------------------------------------------------------------


@pytest.mark.parametrize("words", ["Photo consents 2023-24", "Consents 2023/24"])
def test_a_year_above_the_table_that_is_over_permits_nothing(desk: Desk, words: str) -> None:
    book = table((words,), (*PERSON, _WEB), row(ADA, "Yes"), row(ZED, "No"))
    assert not desk.web(book).allowed


@pytest.mark.parametrize("tab", ["Consents 2023-24", "2023-24", "Sept 2023"])
def test_a_tab_named_after_a_year_that_is_over_permits_nothing(desk: Desk, tab: str) -> None:
    book = Book((Tab(tab, ((*PERSON, _WEB), row(ADA, "Yes"), row(ZED, "No"))),))
    assert not desk.web(book).allowed


def test_a_school_year_in_a_column_of_its_own_is_the_year_of_the_answer(desk: Desk) -> None:
    book = table(
        ("UPN", "Student", "Consent", "Status", "Academic year"),
        (ADA.key, "Okorowa, Ada", "Photos on website", "Consented", "2023/24"),
        (BEN.key, "Lindqvister, Ben", "Photos on website", "Declined", "2026/27"),
    )
    assert not desk.web(book).allowed


# Ticks in one cell -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        "only after I have seen them",
        "no close ups",
        "group photos only",
        "not alone please",
        "court order, dad must not find us",
    ],
)
def test_what_a_parent_writes_beside_the_ticks_is_heeded(desk: Desk, words: str) -> None:
    book = table(
        (*PERSON, _WHERE),
        row(ADA, f"Website;{words};"),
        row(BEN, "Website;Newsletter;"),
        row(CAL, "Newsletter;"),
    )
    got = desk.web(book)
    assert not got.allowed or got.limits


def test_a_parents_own_words_in_one_cell_refuse_nothing_for_other_children(desk: Desk) -> None:
    book = table(
        (*PERSON, _WHERE),
        row(ADA, "Newsletter;but not on the website because of my job;"),
        row(BEN, "Website;Newsletter;"),
    )
    assert desk.web(book, who=BEN).allowed


# Everything suddenly yes ----------------------------------------------------------------


@pytest.mark.parametrize("last", ["", "x", "pending"])
def test_one_row_without_a_yes_does_not_vouch_for_a_column_filled_down(
    desk: Desk, last: str
) -> None:
    rows = [row(child, "Yes") for child in TWELVE[:-1]]
    book = table((*PERSON, _WEB), *rows, row(TWELVE[-1], last))
    read = desk.read(book, roll=TWELVE)
    assert not any(read.standing(child.key, "web").allowed for child in TWELVE)


# Answers to questions ------------------------------------------------------------------


@pytest.mark.parametrize("value", ["No", "no ", "Protect", "refuse", "limits:groups", "limits:"])
def test_an_answer_about_a_note_that_is_misspelt_lets_nobody_through(
    desk: Desk, value: str
) -> None:
    book = table((*PERSON, _WEB, "Notes"), row(ADA, "Yes", "dad says never"), row(ZED, "No", ""))
    with suppress(KnownError):
        assert not desk.web(book, {ask.note(TAB, "F2"): value}).allowed


@pytest.mark.parametrize("value", ["website", "Web", "wbe"])
def test_an_answer_that_names_no_purpose_loses_no_refusal(desk: Desk, value: str) -> None:
    book = Book(
        (
            _consent(row(ADA, "Yes"), row(BEN, "Yes")),
            Tab(
                "List",
                (
                    ("UPN", "Student", "Consent", "Status"),
                    (ADA.key, "Okorowa, Ada", "Photos online", "Declined"),
                    (BEN.key, "Lindqvister, Ben", "Photos online", "Declined"),
                ),
            ),
        )
    )
    assert not desk.web(book).allowed
    with suppress(KnownError):
        assert not desk.web(book, {ask.consent_type("Photos online"): value}).allowed


def test_a_box_left_empty_in_an_opt_out_export_is_no_yes(desk: Desk) -> None:
    header = "Opt out of website photos"
    book = table((*PERSON, header), row(ADA, False), row(BEN, True))
    assert not desk.web(book, {ask.polarity(header): "forbids"}).allowed


def test_one_answer_about_a_heading_does_not_answer_for_another_tab(desk: Desk) -> None:
    head = (*PERSON, "Consent")
    book = Book(
        (
            Tab("Website", (head, row(BEN, "Yes"), row(ZED, "No"))),
            Tab("Facebook", (head, row(ADA, "Yes"), row(ZED, "No"))),
        )
    )
    assert not desk.web(book, {ask.column("Consent"): "asks:web"}).allowed


def test_a_heading_on_several_tabs_is_settled_tab_by_tab(desk: Desk) -> None:
    head = (*PERSON, "Consent")
    tabs = [Tab(n, (head, row(ADA, "Yes"), row(ZED, "No"))) for n in ("Website", "Facebook")]
    answers = {"column:website!consent": "asks:web", "column:facebook!consent": "asks:newsletter"}
    read = desk.read(Book(tuple(tabs)), answers)
    assert read.standing(ADA.key, "web").allowed
    assert read.standing(ADA.key, "newsletter").allowed
    one = desk.read(Book(tuple(tabs)), {"column:website!consent": "asks:web"})
    assert one.standing(ZED.key, "newsletter").standing == "refused", "what is open restricts"
    classes = [Tab(n, tab.rows) for n, tab in zip(("Year 3", "Year 4"), tabs, strict=True)]
    both = desk.read(Book(tuple(classes)), {ask.column("Consent"): "asks:web"})
    assert both.standing(ADA.key, "web").allowed


def test_an_error_sentence_names_no_pupil(desk: Desk) -> None:
    known_by_name = pupil("name: ada okorowa, 3 oak", "Ada", "Okorowa", "3 Oak")
    book = table(
        ("Name", "Class", _WEB), ("A Okorowa", "3 Oak", "Yes"), ("Zed Yarrowdale", "", "No")
    )
    with pytest.raises(KnownError) as refused:
        desk.read(book, {ask.who(TAB, 2): "somebody"}, roll=(known_by_name, BEN, ZED))
    assert "okorowa" not in f"{refused.value.sentence} {refused.value.next_step}".casefold()


def test_a_sheet_of_strangers_holds_each_classmate_once_for_each_purpose(tmp_path: Path) -> None:
    strangers = [(f"Qw{n} Zork{n}", "3", "No", "No") for n in range(40)]
    book = table(("Name", "Class", _WEB, "Newsletter"), *strangers)
    people = tuple(Person(PersonId(n), child) for n, child in enumerate(ROLL, 1))
    workbook = read_workbook(write_book(book, tmp_path)[0])
    proposal = propose(workbook, RegisterNow(people=people), TODAY)
    assert max((len(child.answers) for child in proposal.pupils), default=0) <= len(ROLL)


# What holds already and must go on holding ---------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        "12/09/2026",
        "YES/no",
        "Y/N",
        "☑ Yes ☐ No",
        "✓✗",
        "ü",
        "100%",
        "Yes until July",
        "Yes (not her brother)",
        "See sister",
        '"',
        "→",
        "Yes - staff only",
        "Yes, Mum only",
        "Yes except swimming",
        "with prior approval only",
        "Yes with mum",
        "❌",
    ],
)
def test_words_that_are_no_clear_yes_permit_nothing(desk: Desk, words: str) -> None:
    assert not desk.web(table((*PERSON, _WEB), row(ADA, words), row(ZED, "No"))).allowed


@pytest.mark.parametrize(
    "header",
    [
        "Photo permission?",
        "Photos Y/N",
        "Can appear online",
        "OK for social?",
        "Web / FB / Insta",
        "Not to be photographed",
        "Image consent - tick if refused",
        "Website (tick if refused)",
        "Website 2023-24",
        "GDPR",
        "Consent received (date)",
    ],
)
def test_an_unclear_heading_permits_nothing_by_itself(desk: Desk, header: str) -> None:
    read = desk.read(table((*PERSON, header), row(ADA, "Yes"), row(DOT, "No")))
    for purpose in ("take", "web", "newsletter", "social.facebook", "social.instagram"):
        assert not read.standing(ADA.key, purpose).allowed
