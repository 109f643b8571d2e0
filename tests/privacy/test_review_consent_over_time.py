"""Sheet after sheet: what one import teaches must not let a child through in the next.

Real registers; the most dangerous first.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from consentdesk.domain.errors import KnownError
from consentdesk.domain.ids import SheetImportId
from tests.consent_sheets import question_keys as ask
from tests.consent_sheets.book import Book, CellSpec, Tab, write_book
from tests.consent_sheets.office import Office, about, add_channel, build_empty_office, open_copy
from tests.consent_sheets.plain_sheets import (
    ADA,
    BEN,
    CAL,
    DOT,
    PERSON,
    ROLL,
    TAB,
    ZED,
    row,
    table,
)
from tests.consent_sheets.school import pupil
from tests.small_workspace import APPROVER, PREPARER

_WEB = "School website"
_HEAD = (*PERSON, _WEB)
_EARLY, _LATE = "2026-09-14", "2026-10-15"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    build_empty_office(tmp_path / "template")
    opened = open_copy(tmp_path / "template", tmp_path / "office")
    opened.enrol(ROLL)
    yield opened
    opened.workspace.close()


class Post:
    """Brings sheets in one after another; nobody agrees to loosening unless named."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._desk = office.workspace.consent
        self._files = 0
        self.last_sha256 = ""

    def bring(
        self, book: Book, answers: Mapping[str, str] | None = None, second: str = ""
    ) -> SheetImportId:
        self._files += 1
        path = write_book(book, self._office.folder / f"post{self._files}")[0]
        settled = about(path, answers or {})
        self.last_sha256 = settled["sha256"]
        proposal = self._desk.propose(path, settled=settled)
        self._desk.commit(
            proposal,
            path,
            PREPARER,
            confirm_loosening=bool(second),
            second_person=second,
            many_confirmed=bool(second),
        )
        return max(each.id for each in self._desk.imports())

    def undo(self, number: SheetImportId) -> None:
        self._desk.undo(number, PREPARER, second_person=APPROVER, many_confirmed=True)

    def web(self, who: Any = ADA, purpose: str = "web") -> bool:
        return self._office.standing(who.key, purpose).allowed


@pytest.fixture
def post(office: Office) -> Post:
    return Post(office)


def _as_of(day: str, **more: str) -> dict[str, str]:
    return {"as_of": day, **more}


# What a source has learned is used where it no longer fits ------------------------------------


def test_the_next_file_of_an_export_of_one_consent_each_is_asked_what_it_is_about(
    post: Post,
) -> None:
    head = (*PERSON, "Status")
    website = table(head, row(BEN, "Granted"), row(ZED, "Not granted"))
    social = table(head, row(ADA, "Granted"), row(BEN, "Granted"), row(ZED, "Not granted"))
    post.bring(website, _as_of(_EARLY, **{ask.column("Status"): "asks:web"}))
    assert post.web(BEN)
    post.bring(social, _as_of(_LATE))
    assert not post.web(ADA)


def test_columns_with_the_same_header_are_asked_anew_when_they_change_places(post: Post) -> None:
    answers = {ask.column("Consent"): "asks:social.facebook", ask.column("Consent#2"): "asks:web"}
    head = (*PERSON, "Name of account", "Consent", "Name of site", "Consent")
    first = table(head, row(BEN, "", "No", "", "Yes"), row(ZED, "", "No", "", "No"))
    post.bring(first, _as_of(_EARLY, **answers))
    assert post.web(BEN)
    turned = (*PERSON, "Name of site", "Consent", "Name of account", "Consent")
    second = table(turned, row(ADA, "", "No", "", "Yes"), row(BEN, "", "Yes", "", "No"))
    post.bring(second, _as_of(_LATE), second=APPROVER)
    assert not post.web(ADA)


def test_a_column_without_header_is_asked_anew_when_another_is_put_in_before_it(post: Post) -> None:
    answers = {ask.column("(column f)"): "asks:web"}
    first = table((*_HEAD[:4], "Press"), row(BEN, "No", "Yes"), row(ZED, "No", "No"))
    post.bring(first, _as_of(_EARLY, **answers))
    assert post.web(BEN)
    second = table(
        (*_HEAD[:4], "Press", None, None), row(ADA, "No", "Yes", ""), row(ZED, "No", "No", "No")
    )
    post.bring(second, _as_of(_LATE))
    assert not post.web(ADA)


@pytest.mark.parametrize("header", ["Social media", "Facebook, Instagram and other social media"])
def test_a_bundle_agreed_to_once_does_not_cover_an_account_opened_later(
    office: Office, post: Post, header: str
) -> None:
    book = table((*PERSON, header), row(ADA, "Yes"), row(ZED, "No"))
    post.bring(book, _as_of(_EARLY, **{ask.bundle(header): "each"}))
    add_channel(office, "TikTok", "social.tiktok")
    post.bring(book, _as_of(_LATE))
    assert not post.web(ADA, "social.tiktok")


def test_an_import_that_was_undone_has_taught_nothing(post: Post) -> None:
    header = "Tick if you do NOT want photos on the website"
    book = table((*PERSON, header), row(ADA, "Yes"), row(ZED, "No"))
    number = post.bring(book, _as_of(_EARLY, **{ask.polarity(header): "allows"}))
    post.undo(number)
    assert not post.web(ADA)
    post.bring(book, _as_of(_LATE))
    assert not post.web(ADA)


def test_undoing_leaves_a_source_as_its_import_before_left_it(office: Office, post: Post) -> None:
    sources = office.workspace.consent.sources
    head = (*PERSON, "Photos online")
    key = ask.column("Photos online")
    book = table(head, row(ADA, "x"), row(BEN, "Yes"), row(ZED, "No"))
    post.bring(book, _as_of(_EARLY, **{key: "note"}))
    before = sources()
    assert dict(before[0].settled) == {key: "note"}
    changed = {key: "ignore", ask.meaning("x"): "yes"}
    post.undo(post.bring(book, _as_of(_LATE, **changed)))
    assert sources() == before


@pytest.mark.parametrize("how", ["read", "leave_out"])
def test_what_was_said_of_hidden_rows_is_asked_anew_of_the_next_hidden_rows(
    post: Post, how: str
) -> None:
    leaver = Book((Tab(TAB, (_HEAD, row(CAL, "No"), row(ZED, "No")), hidden_rows=frozenset({2})),))
    post.bring(leaver, _as_of(_EARLY, **{f"hidden:{TAB}": how}))
    said = "Yes" if how == "read" else "No"
    rows = (_HEAD, row(ADA, said), row(BEN, "Yes"), row(ZED, "No"))
    visible = table(_HEAD, row(ADA, "Yes"), row(ZED, "No"))
    if how == "leave_out":
        post.bring(visible, _as_of("2026-09-20"), second=APPROVER)
        assert post.web(ADA)
    post.bring(Book((Tab(TAB, rows, hidden_rows=frozenset({2})),)), _as_of(_LATE), second=APPROVER)
    assert not post.web(ADA)


def test_a_hidden_tab_left_out_last_term_is_asked_about_when_there_are_new_names_on_it(
    post: Post,
) -> None:
    def book(who: Any) -> Book:
        main = Tab(TAB, (_HEAD, row(ADA, "Yes"), row(BEN, "Yes"), row(ZED, "No")))
        return Book((main, Tab("LAC", (_HEAD, row(who, "No")), hidden=True)))

    post.bring(book(CAL), _as_of(_EARLY, **{ask.sheet("LAC"): "leave_out"}))
    post.bring(book(ADA), _as_of(_LATE), second=APPROVER)
    assert not post.web(ADA)


def test_a_colour_that_meant_nothing_last_term_is_asked_about_again(post: Post) -> None:
    def book(who: Any) -> Book:
        red = CellSpec(who.first_name, fill="FF0000")
        marked = (who.key, red, who.last_name, who.class_name, "Yes")
        others = [row(p, "Yes") for p in (ADA, BEN, CAL, DOT) if p is not who]
        return table(_HEAD, marked, *others, row(ZED, "No"))

    post.bring(book(CAL), _as_of(_EARLY, **{"colour:FF0000": "nothing"}))
    post.bring(book(ADA), _as_of(_LATE), second=APPROVER)
    assert not post.web(ADA)


def test_an_order_of_days_that_was_remembered_gives_way_to_days_that_prove_another(
    post: Post,
) -> None:
    head = (*PERSON, "Signed by", "Date", _WEB)
    unclear = table(head, row(BEN, "Mum", "09/05/2026", "No"), row(ZED, "Mum", "09/07/2026", "No"))
    post.bring(unclear, _as_of(_EARLY, **{ask.dates("Date"): "month_first"}))
    proven = table(
        head,
        row(ADA, "Mum", "03/05/2026", "Yes"),
        row(ADA, "Mum", "01/06/2026", "No"),
        row(BEN, "Mum", "13/09/2026", "No"),
        row(ZED, "Mum", "14/09/2026", "No"),
    )
    post.bring(proven, _as_of(_LATE))
    assert not post.web(ADA)


# Answers about rows are given to other rows -----------------------------------------------------


def test_an_answers_file_does_not_settle_another_note_in_the_same_cell(post: Post) -> None:
    head = (*_HEAD, "Notes")
    answers = {ask.note(TAB, "F2"): "no_effect"}
    post.bring(
        table(head, row(BEN, "Yes", "likes cats"), row(ZED, "No", "")), _as_of(_EARLY, **answers)
    )
    assert post.web(BEN)
    shifted = table(
        head,
        row(ADA, "Yes", "mum rang, please do not put her anywhere"),
        row(BEN, "Yes", "likes cats"),
        row(ZED, "No", ""),
    )
    # An answers file names the sheet it is about; without that it is refused, too.
    first = {**answers, "sha256": post.last_sha256}
    with pytest.raises(KnownError, match="another sheet"):
        post.bring(shifted, _as_of(_LATE, **first))
    assert not post.web(ADA)


def test_an_answers_file_does_not_give_a_row_to_whom_it_gave_another_row(
    office: Office, post: Post
) -> None:
    head = ("Name", "Class", _WEB)
    adi, ben = ("Adi Okorova", "3 Oak", "No"), ("B. Lindkvist", "3 Oak", "Yes")
    answers = _as_of(_EARLY, **{ask.who(TAB, 2): ADA.key})
    first = about(write_book(table(head, adi, ben), office.folder / "first")[0], answers)
    second = write_book(table(head, ben), office.folder / "second")[0]
    for settled in (first, answers):
        with pytest.raises(KnownError, match="hese answers are about"):
            office.workspace.consent.propose(second, settled=settled)


# Who agrees ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    ["ANN  preparer", "A. Preparer", "A Preparer", "Preparer, Ann", "ann.preparer", ".", "?"],
)
def test_the_second_person_is_a_person_and_another_one(post: Post, name: str) -> None:
    post.bring(table(_HEAD, row(ADA, "No"), row(ZED, "No")), _as_of(_EARLY))
    with pytest.raises(KnownError):
        post.bring(table(_HEAD, row(ADA, "Yes"), row(ZED, "No")), _as_of(_LATE), second=name)
    assert not post.web(ADA)


# Days ------------------------------------------------------------------------------------------


def test_a_sheet_from_the_future_makes_no_yes_hold_longer(office: Office, post: Post) -> None:
    office.workspace.consent.set_validity("web", 12, PREPARER)
    book = table(("Printed: 04/09/2036 08:41",), _HEAD, row(ADA, "Yes"), row(ZED, "No"))
    try:
        post.bring(book)
    except KnownError:
        return
    answers = office.workspace.library.run(lambda u: u.register.answers())
    days = [a.expires_on for a in answers[office.person(ADA.key).id] if a.purpose == "web"]
    assert all(day is not None and day.year <= 2027 for day in days)


# Names that were approved -----------------------------------------------------------------------


def test_an_approved_way_of_writing_hides_no_refusal_once_its_pupil_has_left(
    office: Office, post: Post
) -> None:
    head = ("Name", "Class", _WEB)
    joiner = pupil(888, "Theodore", "Kahn", "3 Oak")
    known = _as_of(_EARLY, **{ask.who(TAB, 2): CAL.key})
    post.bring(table(head, ("Teddy K", "3 Oak", "No")), known)
    office.workspace.roll.set_left(office.person(CAL.key).id, date(2026, 7, 20), PREPARER)
    office.enrol([joiner])
    post.bring(table((*PERSON, "Photos", _WEB), row(joiner, "", "Yes"), row(ZED, "", "No")))
    assert post.web(joiner)
    post.bring(table(head, ("Teddy K", "3 Oak", "No")), _as_of(_LATE))
    assert not post.web(joiner)


# What is kept ------------------------------------------------------------------------------------

_WHERE = "Where may we use photos? (tick all that apply)"
_SECRET = "not on the website, we fled from her father"


def test_what_a_parent_wrote_beside_the_ticks_is_kept_nowhere(office: Office, post: Post) -> None:
    book = table(
        (*PERSON, _WHERE),
        row(ADA, f"Newsletter;{_SECRET};"),
        row(BEN, "Website;Newsletter;"),
        row(ZED, "None of the above;"),
    )
    key = ask.option(_WHERE, _SECRET)
    for answers in ({}, {key: "nothing"}):
        post.bring(book, _as_of(_EARLY, **answers), second=APPROVER)
        kept = office.kept_text() + str(office.workspace.consent.sources())
        assert "fled" not in kept.casefold()


def test_a_title_over_a_list_is_not_kept_with_each_child(office: Office, post: Post) -> None:
    book = table(("NO PHOTOS - court orders and police",), PERSON, row(ADA), row(BEN))
    post.bring(book, _as_of(_EARLY))
    assert not post.web(ADA)
    assert "police" not in office.kept_text().casefold()


def test_the_name_of_a_file_is_not_kept_with_what_it_says_of_a_child(
    office: Office, post: Post
) -> None:
    book = table(_HEAD, row(ADA, "No"), row(ZED, "No"))
    path = write_book(book, office.folder / "named")[0]
    named = path.rename(path.with_name("Ada Okorowa court order.xlsx"))
    desk = office.workspace.consent
    desk.commit(desk.propose(named, settled={}), named, PREPARER)
    assert "court" not in f"{desk.sources()} {office.kept_text()}".casefold()


# What holds already and must go on holding --------------------------------------------------------


def test_a_withdrawal_survives_a_re_import_that_forgot_it(post: Post) -> None:
    post.bring(table(_HEAD, row(ADA, "Withdrawn 14/10/2026"), row(ZED, "No")), _as_of(_EARLY))
    with pytest.raises(KnownError):
        post.bring(table(_HEAD, row(ADA, "Yes"), row(ZED, "No")), _as_of(_LATE))
    assert not post.web(ADA)


def test_a_limit_that_the_next_sheet_forgot_needs_the_second_person(
    office: Office, post: Post
) -> None:
    post.bring(table(_HEAD, row(ADA, "Yes - no names"), row(ZED, "No")), _as_of(_EARLY))
    with pytest.raises(KnownError):
        post.bring(table(_HEAD, row(ADA, "Yes"), row(ZED, "No")), _as_of(_LATE))
    assert office.standing(ADA.key, "web").limits == {"no_name"}


def test_a_blank_where_a_no_stood_needs_the_second_person(post: Post) -> None:
    post.bring(table(_HEAD, row(ADA, "No"), row(ZED, "No")), _as_of(_EARLY))
    with pytest.raises(KnownError):
        post.bring(table(_HEAD, row(ADA, ""), row(ZED, "No")), _as_of(_LATE))


def test_a_protection_that_the_office_sets_while_a_sheet_lies_open_stays(office: Office) -> None:
    path = write_book(table(_HEAD, row(ADA, "Yes"), row(ZED, "No")), office.folder / "open")[0]
    desk = office.workspace.consent
    proposal = desk.propose(path, settled={})
    person = office.person(ADA.key)
    changed = replace(person, details=replace(person.details, protected=True))

    def protect(u: Any) -> None:
        u.people.change(changed)
        u.register.raise_version()

    office.workspace.library.run(protect)
    with pytest.raises(KnownError):
        desk.commit(proposal, path, PREPARER)
    assert office.person(ADA.key).details.protected
