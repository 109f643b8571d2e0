"""Whatever a roll sheet holds: twice is once, the order of rows is nothing, names move nobody."""

from dataclasses import replace
from itertools import count

from hypothesis import given
from hypothesis import strategies as st

from consentdesk.domain.consent_source import Alias
from consentdesk.domain.ids import PersonId
from consentdesk.domain.people import Person, PersonDetails, PersonKind
from consentdesk.services.consent.register_now import RegisterNow
from consentdesk.services.roll_sheets.roll_proposal import RollProposal, propose_roll
from consentdesk.services.sheet_words.plain_words import plain
from consentdesk.services.sheet_words.pupil_names import name_form
from consentdesk.services.sheet_words.upn import check_letter
from consentdesk.sheets.workbook import Cell, Row, Sheet, Workbook
from tests.services.roll_office import TODAY, upn

HEADER = ("UPN", "Adm No", "First name", "Surname", "Preferred surname", "Class", "DOB", "Left on")
TEMPORARY = [check_letter(r) + r for r in ("99900000001A", "99900000002B")]
FIRSTS = ("Max", "Mia", "Sam", "Samuel", "Zoë", "O’Neil", "")
LASTS = ("Haddon", "HADDON", "Reid", "Reed", "Haddon-Reid", "")
CLASSES = ("3 Oak", "3OAK", "4 Elm", "Year 4", "Staff", "")
DAYS = ("14/02/2019", "2018-12-30", "03/04/2019", "soon", "")

rows = st.tuples(
    st.sampled_from([*(upn(n) for n in range(1, 5)), *TEMPORARY, "A123", "", ""]),
    st.sampled_from(["0001", "1", "0002", "X3", "", ""]),
    st.sampled_from(FIRSTS),
    st.sampled_from(LASTS),
    st.sampled_from(LASTS),
    st.sampled_from(CLASSES),
    st.sampled_from(DAYS),
    st.sampled_from(["", "", "2026-07-31"]),
)
people = st.builds(
    PersonDetails,
    key=st.sampled_from([*(upn(n) for n in range(1, 5)), *TEMPORARY, "0001", "name: mia reid"]),
    kind=st.just(PersonKind.PUPIL),
    first_name=st.sampled_from(FIRSTS[:-1]),
    last_name=st.sampled_from(LASTS[:-1]),
    class_name=st.sampled_from(["3 Oak", "4 Elm", ""]),
    admission_number=st.sampled_from(["0001", "0002", ""]),
    protected=st.booleans(),
    child_objects=st.booleans(),
    date_of_birth=st.none(),
    left_on=st.sampled_from([None, TODAY]),
    legal_last_name=st.sampled_from(["", "Okoro", "Reid"]),
)


def like(person: PersonDetails) -> st.SearchStrategy[tuple[str, ...]]:
    """Rows about somebody on the roll, with something different here and there."""
    is_number = not person.key.startswith("name:")
    return st.tuples(
        st.sampled_from([person.key if len(person.key) == 13 and is_number else "", upn(5), ""]),
        st.sampled_from([person.admission_number, person.admission_number.lstrip("0"), "0009"]),
        st.sampled_from([person.first_name, person.first_name, "Sam"]),
        st.sampled_from([person.last_name, person.last_name, person.legal_last_name, "Fenn"]),
        st.sampled_from(["", "", person.last_name, "Fenn"]),
        st.sampled_from(CLASSES),
        st.sampled_from(DAYS),
        st.sampled_from(["", "", "2026-07-31"]),
    )


@st.composite
def schools(draw: st.DrawFn) -> tuple[list[tuple[str, ...]], list[PersonDetails]]:
    """Draw a roll, and a sheet that is partly about it."""
    roll = draw(rolls)
    known = [draw(like(person)) for person in roll if draw(st.booleans())]
    lines = [*known, *draw(st.lists(rows, max_size=4))]
    return draw(st.permutations(lines)), roll


rolls = st.lists(people, max_size=4, unique_by=lambda person: person.key)
EVERYTHING = {"who:new": "new", "who:exact": "accept", "who:returned": "back"}
answers = st.sampled_from([{}, EVERYTHING, {**EVERYTHING, "dates:dob": "day_first"}])


def workbook(lines: list[tuple[str, ...]]) -> Workbook:
    made = tuple(_row(number, line) for number, line in enumerate([HEADER, *lines], 1))
    return Workbook((Sheet("Roll", False, made),), "0" * 64)


def _row(number: int, line: tuple[str, ...]) -> Row:
    cells = zip("ABCDEFGH", line, strict=True)
    return Row(number, tuple(Cell(f"{letter}{number}", text) for letter, text in cells))


def register(roll: list[PersonDetails]) -> RegisterNow:
    return RegisterNow(tuple(Person(PersonId(n), details) for n, details in enumerate(roll, 1)))


def applied(now: RegisterNow, proposal: RollProposal) -> RegisterNow:
    changes = {change.person.id: change.details for change in proposal.changed}
    kept = [replace(p, details=changes.get(p.id, p.details)) for p in now.people]
    free = count(len(kept) + 1)
    new = [Person(PersonId(next(free)), details) for details in proposal.new]
    keys = [person.details.key for person in (*kept, *new)]
    assert len(keys) == len(set(keys)), "a key stands for one person"
    renamed = [
        Alias(c.person.id, name_form(c.person.name), plain(c.details.class_name), "Ms K")
        for c in proposal.changed
        if name_form(c.person.name) != name_form(c.details.full_name)
    ]
    return replace(now, people=(*kept, *new), aliases=(*now.aliases, *renamed))


@given(schools(), answers)
def test_a_sheet_twice_is_the_sheet_once(school, settled) -> None:
    lines, roll = school
    now = register(roll)
    after = applied(now, propose_roll(workbook(lines), now, TODAY, settled))
    again = propose_roll(workbook(lines), after, TODAY)
    assert (again.new, again.changed) == ((), ())


@given(schools(), answers, st.randoms(use_true_random=False))
def test_the_order_of_rows_is_nothing(school, settled, random) -> None:
    lines, roll = school
    now = register(roll)
    one = propose_roll(workbook(lines), now, TODAY, settled)
    shuffled = list(lines)
    random.shuffle(shuffled)
    other = propose_roll(workbook(shuffled), now, TODAY, settled)
    assert (one.new, one.changed, one.missing) == (other.new, other.changed, other.missing)
    assert sorted(m.code for m in one.messages) == sorted(m.code for m in other.messages)


@given(schools())
def test_a_name_moves_nobody_and_takes_no_protection(school) -> None:
    lines, roll = school
    now = register(roll)
    proposal = propose_roll(workbook([("", "", *line[2:]) for line in lines]), now, TODAY)
    assert (proposal.new, proposal.changed) == ((), ())
    for change in propose_roll(workbook(lines), now, TODAY, EVERYTHING).changed:
        was = change.person.details
        assert (change.details.protected, change.details.child_objects) == (
            was.protected,
            was.child_objects,
        )
        assert change.details.kind is was.kind


@given(schools())
def test_every_change_has_a_number_of_that_person(school) -> None:
    lines, roll = school
    proposal = propose_roll(workbook(lines), register(roll), TODAY)
    numbers = {text.lstrip("0").casefold() for line in lines for text in line[:2]} - {""}
    for change in proposal.changed:
        was = change.person.details
        own = {was.key, was.admission_number, *was.former_upns}
        assert {text.lstrip("0").casefold() for text in own} & numbers
