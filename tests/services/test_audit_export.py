"""The trail for governors: every word has its wording, and no pupil's name is in it."""

import ast
import csv
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook

import consentdesk
from consentdesk.domain.batch import BatchDetails
from consentdesk.domain.channel import ChannelDetails
from consentdesk.domain.consent import Answer, Status
from consentdesk.domain.errors import Refused
from consentdesk.domain.matching_locks import BiometricPermission
from consentdesk.domain.photo import CameraDevice, PhotoState
from consentdesk.domain.pixels import Box
from consentdesk.domain.progress import CancelToken, Progress
from consentdesk.domain.review import ActionKind
from consentdesk.services.auditing.audit_export import HEADER, NOT_TOLD, ON_THE_ROLL, AuditExport
from consentdesk.services.auditing.audit_words import AUDIT_WORDS, in_words
from consentdesk.services.packing.handed_on import HandedAs
from tests.small_workspace import (
    APPROVER,
    PEOPLE,
    PHONE,
    PREPARER,
    TODAY,
    SmallSchool,
    make_school,
    write_photo,
)

PROGRAM = Path(consentdesk.__file__).parent

WORDS_MADE_AT_RUN_TIME = {
    "services/deciding/acting.py": {kind.value for kind in ActionKind},
    "services/register/look_out_sheet.py": {"look_out_sheet_printed", "look_out_sheet_saved"},
    "services/deciding/review.py": {"decision_undone", "decision_redone"},
    "services/roll_sheets/roll.py": {
        f"person_{what}_changed" for what in ("protected", "child_objects", "left")
    },
    "services/finding/scan.py": {"faces_looked_for", "faces_compared_again"},
    "services/packing/handed_on.py": {kind.value for kind in HandedAs},
    "services/office/staff.py": {"staff_left", "staff_came_back", "signed_in", "proved_themselves"},
}


def words_added(module: Path) -> Iterator[str]:
    """Give the word of each `audit.add` in a module; those it makes at run time by the table."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        shelf = node.func.value
        if node.func.attr != "add" or not isinstance(shelf, ast.Attribute) or shelf.attr != "audit":
            continue
        word = node.args[1]
        texts = [word.body, word.orelse] if isinstance(word, ast.IfExp) else [word]
        for text in texts:
            if isinstance(text, ast.Constant):
                yield text.value
            elif isinstance(text, ast.Name) and text.id.isupper():
                yield next(
                    each.value.value
                    for each in ast.parse(module.read_text(encoding="utf-8")).body
                    if isinstance(each, ast.Assign)
                    and isinstance(each.targets[0], ast.Name)
                    and each.targets[0].id == text.id
                    and isinstance(each.value, ast.Constant)
                )
            else:
                yield from WORDS_MADE_AT_RUN_TIME[module.relative_to(PROGRAM).as_posix()]


def test_every_word_of_the_trail_has_its_wording() -> None:
    used = {word for module in PROGRAM.rglob("*.py") for word in words_added(module)}
    assert used - AUDIT_WORDS.keys() == set()
    assert len(used) > 60
    assert in_words("of_a_later_version") == "of a later version"
    assert len(set(AUDIT_WORDS.values())) == len(AUDIT_WORDS)


def names() -> list[str]:
    people = [details for key, details in PEOPLE.items() if key != "Ms Dee"]
    return [name for d in people for name in (d.first_name, d.last_name)]


@pytest.fixture(scope="module")
def busy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SmallSchool]:
    """A school in which pupils' names were typed wherever the program takes a text."""
    folder = tmp_path_factory.mktemp("busy")
    school = make_school(folder)
    work, ada = school.workspace, school.people["Ada"]
    work.roll.set_protected(school.people["Cy"].id, True, PREPARER)
    work.roll.set_child_objects(school.people["Bo"].id, True, PREPARER)
    work.roll.record_answer(
        ada.id, Answer("web", Status.GRANTED, given_by="Mr Okorowa", given_on=TODAY), PREPARER
    )
    work.matching.record_permission(
        BiometricPermission(ada.id, None, "Mr Okorowa", None, "Adaeze's letter"), PREPARER
    )
    work.matching.withdraw(ada.id, PREPARER)
    work.batches.add_school_device(CameraDevice("Adaeze's", "iPad", "S1"), APPROVER)
    details = BatchDetails("Boswell reads", date(2026, 6, 19), "Cyprian's news", ("3A",), True)
    work.batches.open(details, PREPARER)
    own = folder / "Boswell Lindqvister" / "site"
    own.mkdir(parents=True)
    work.channels.add(ChannelDetails("Marshfieldy blog", ("web",), own), PREPARER)
    work.channels.change(school.website, PREPARER)
    (photo,) = school.bring_in(write_photo(folder / "Adaeze Okorowa" / "Adaeze_Okorowa.JPG"))
    school.bring_in(write_photo(folder / "in" / "Bo.JPG", 5, device=PHONE))
    aside = school.photos()[-1]
    for naming in ("Adaeze Okorowa's tablet", "Adaeze's mother took it"):
        with pytest.raises(Refused, match="a person's name"):
            work.importer.accept_set_aside(aside.id, APPROVER, naming)
    assert school.photos()[-1].state is PhotoState.SET_ASIDE
    work.importer.accept_set_aside(aside.id, APPROVER, "her mother took it")
    for each in school.photos():
        school.mark_faces(each.id, [Box(60, 100, 60, 80)])
    (region,) = work.review.photo(photo.id).review.regions
    work.review.hold(photo.id, "Boswell Lindqvister is in it", PREPARER)
    work.review.undo(school.batch_id, PREPARER)
    school.name_face(region, "Ada")
    school.finish(photo.id)
    sheet = work.look_out_sheets.sheet(school.batch_id, PREPARER)
    work.look_out_sheets.printed(sheet, PREPARER)
    school.sign()
    school.publish()
    (copy, *_) = work.take_down.copies(None)
    work.take_down.take_down([copy.id], "Adaeze Okorowa")
    work.take_down.confirm_elsewhere([copy.id], PREPARER, "the Boswell page")
    work.take_down.check(PREPARER, Progress(), CancelToken())
    work.deletion.delete(aside.id, PREPARER)
    work.register_export.write(folder / "Adaeze.xlsx", PREPARER)
    yield school
    work.close()


def test_no_pupil_is_named(busy: SmallSchool, tmp_path: Path) -> None:
    export = AuditExport(busy.workspace.library)
    assert export.write(tmp_path / "trail.csv", PREPARER) + 1 == export.write(
        tmp_path / "trail.xlsx", PREPARER
    )
    with (tmp_path / "trail.csv").open(encoding="utf-8-sig", newline="") as file:
        header, *rows = csv.reader(file)
    sheet = load_workbook(tmp_path / "trail.xlsx").active
    written = [tuple(cell or "" for cell in row) for row in sheet.iter_rows(values_only=True)]
    assert tuple(header) == written[0] == HEADER
    assert list(map(tuple, rows)) == written[1:-1]
    text = repr(written).casefold()
    found = {name for name in names() if name.casefold() in text}
    assert found == set()
    assert str(busy.folder).casefold() not in text
    told = {row[3]: row for row in written[1:]}
    assert told["Signed a batch off"][2:6] == (PREPARER, "Signed a batch off", "batch 1", APPROVER)
    assert told["Added a channel"][4] == NOT_TOLD
    assert told["Recorded an answer about consent"][4:] == (ON_THE_ROLL, "", "")
    assert told["Brought photos in"][6] == "photos: 1, files found: 1"
    assert told["Began to take copies down"][2] == "a person whose name is not repeated here"
    assert written[-1][3:] == (AUDIT_WORDS["audit_exported"], "", "", f"lines: {len(rows)}")
    assert [int(row[0]) for row in rows] == list(range(1, len(rows) + 1))


def test_days_choose_the_lines(busy: SmallSchool) -> None:
    export = AuditExport(busy.workspace.library)
    lines = busy.workspace.library.run(lambda u: u.audit.rows())
    first, last = (lines[place].at.astimezone().date() for place in (0, -1))
    day = timedelta(days=1)
    assert len(export.rows(first, last)) == len(lines)
    assert export.rows(until=first - day) == ()
    assert export.rows(since=last + day) == ()


def test_what_cannot_be_written_leaves_no_file_and_no_line(
    busy: SmallSchool, tmp_path: Path
) -> None:
    library = busy.workspace.library
    export, before = AuditExport(library), len(library.run(lambda u: u.audit.rows()))
    today = date(2026, 6, 20)
    for name, since in (("trail.pdf", None), ("trail.csv", today)):
        with pytest.raises(Refused):
            export.write(tmp_path / name, PREPARER, since, today - timedelta(days=1))
    assert list(tmp_path.iterdir()) == []
    assert len(library.run(lambda u: u.audit.rows())) == before


def test_a_cell_that_would_be_calculated_stays_text(tmp_path: Path) -> None:
    school = make_school(tmp_path)
    details = replace(school.website.details, name="=1+1")
    school.workspace.channels.change(replace(school.website, details=details), "@Ann")
    AuditExport(school.workspace.library).write(tmp_path / "trail.csv", PREPARER)
    with (tmp_path / "trail.csv").open(encoding="utf-8-sig", newline="") as file:
        last = list(csv.reader(file))[-1]
    school.workspace.close()
    assert (last[2], last[4]) == ("'@Ann", "'=1+1")
