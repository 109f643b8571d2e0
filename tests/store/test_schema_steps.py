"""Libraries of earlier versions of the program, with rows in them, are brought forward whole."""

import hashlib
from datetime import UTC, datetime
from pathlib import Path

from consentdesk.domain.consent import Answer, Status
from consentdesk.domain.face import RegionSubject
from consentdesk.domain.identifiability import Identifiability
from consentdesk.domain.ids import BatchId, PersonId, PhotoId, RegionId, SheetImportId
from consentdesk.domain.photo import PhotoState
from consentdesk.domain.review import ActionKind, fold
from consentdesk.domain.search import SearchDepth
from consentdesk.store import migrate
from consentdesk.store.engine import open_plainly
from consentdesk.store.open_library import create_library, open_library
from consentdesk.store.unit_of_work import UnitOfWork
from tests.store.shelf_samples import KEY, sheet_import

NOW = datetime(2026, 6, 12, 15, 0, tzinfo=UTC)
FIRST = migrate.SCRIPTS / "versions" / "v0001_first_schema.sql"
FIRST_FINGERPRINT = "2354e4df527d28a4654352d2dbf85cd190ed345a305f98893b7685281cdcd92e"
ROWS = """
INSERT INTO person VALUES (1, 'A1', 'pupil', 'Ada', 'Bell', '3C', '', 0, 0, NULL);
INSERT INTO portrait VALUES (1, 1, 'ab', '2026-01-10');
INSERT INTO batch VALUES (1, 'Sports day', '2026-06-12', '', '[]', 1, 1, 'match', 4);
INSERT INTO import_run VALUES (1, 1, '[]', 3, 1, 0);
INSERT INTO photo VALUES
    (1, 1, 1, 'a.jpg', 's1', 'jpeg', 9, 9, 'o', 't', 's', NULL, NULL, NULL, NULL, 0,
     'checked', '', 'centerface-2'),
    (2, 1, 1, 'b.jpg', 's2', 'jpeg', 9, 9, 'o', 't', 's', NULL, NULL, NULL, NULL, 0,
     'brought_in', '', ''),
    (3, 1, 1, 'c.jpg', 's3', 'jpeg', 9, 9, 'o', 't', 's', NULL, NULL, NULL, NULL, 0,
     'failed', 'Damaged.', '');
INSERT INTO region VALUES (1, 1, 1, 1, 4, 4, 'found', 'face', 0.9, 'cd', 1);
INSERT INTO suggestion VALUES (1, 'suggestion', '');
INSERT INTO candidate VALUES (1, 0, 1, 0.4, 'alike');
"""
ANSWERS = """
INSERT INTO person VALUES (2, 'A2', 'pupil', 'Tom', 'Reid', '3C', '', 0, 0, NULL);
INSERT INTO answer VALUES
    (1, 1, 'sheet', 'web', 'granted', '[]', 'Mum', NULL, NULL, '', 'C!A1', 'old.xlsx 0a',
     '2025-09-01T08:00:00+00:00', '2026-09-01T08:00:00+00:00'),
    (2, 1, 'sheet', 'web', 'refused', '[]', 'Mum', NULL, NULL, '', 'C!A1', 'new.xlsx 0b',
     '2026-09-01T08:00:00+00:00', NULL),
    (3, 1, 'sheet', 'web', 'granted', '[]', 'Dad', NULL, NULL, '', 'C!A2', 'new.xlsx 0b',
     '2026-09-01T08:00:00+00:00', NULL),
    (4, 1, 'office', 'press', 'withdrawn', '[]', 'Mum', NULL, NULL, '', '', 'by hand',
     '2026-10-01T08:00:00+00:00', NULL),
    (5, 2, 'sheet', 'press', 'granted', '[]', 'Dad', NULL, NULL, '', 'C!B2', 'new.xlsx 0b',
     '2026-09-02T08:00:00+00:00', NULL);
"""


def first_library(folder: Path, rows: str = ROWS) -> None:
    """Make a library as the first version of the program left it."""
    create_library(folder, KEY).close()
    database = folder / "consentdesk.db"
    for file in folder.glob("consentdesk.db*"):
        file.unlink()
    connection = open_plainly(database, KEY)
    stamp = "INSERT INTO alembic_version VALUES ('0001');"
    made = "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY);"
    connection.executescript(made + FIRST.read_text(encoding="utf-8") + stamp + rows)
    connection.close()


def test_a_library_of_the_first_schema_keeps_everything(folder: Path) -> None:
    first_library(folder)
    with open_library(folder, KEY) as library:
        photos = library.run(lambda u: u.photos.of_batch(BatchId(1)))
        assert [(p.state, p.searched, p.wanted) for p in photos] == [
            (PhotoState.CHECKED, SearchDepth.USUAL, SearchDepth.USUAL),
            (PhotoState.BROUGHT_IN, None, SearchDepth.USUAL),
            (PhotoState.FAILED, None, SearchDepth.USUAL),
        ]
        (region,) = library.run(lambda u: u.photos.regions(PhotoId(1)))
        assert (region.id, region.subject) == (RegionId(1), RegionSubject.FACE)
        assert (region.shown, region.compared_by_eye) == (True, False)
        suggestion = library.run(lambda u: u.photos.suggestions(PhotoId(1)))[region.id]
        assert [(c.person_id, c.look_alike) for c in suggestion.candidates] == [(1, False)]
        (portrait,) = library.run(lambda u: u.people.portraits(PersonId(1)))
        assert (portrait.from_region, portrait.advice, portrait.checked_by) == (None, (), "")
        assert library.run(lambda u: u.photos.groups_of_batch(BatchId(1))) == {}


REVIEWED = """
INSERT INTO region VALUES (2, 1, 5, 5, 4, 4, 'drawn', 'face', 1.0, 'ef', 0);
INSERT INTO review_action VALUES
    (1, 1, 'draw', 'Ann', '2026-06-12T10:00:00+00:00', 1, 2, '', NULL, NULL, '', '', '[]'),
    (2, 1, 'decide', 'Ann', '2026-06-12T10:01:00+00:00', 1, NULL, '', NULL, NULL, '', '', '[]'),
    (3, 1, 'look', 'Ann', '2026-06-12T10:02:00+00:00', 1, NULL, '', NULL, NULL, '', '', '[]');
INSERT INTO settled VALUES (2, 0, 1, 'this_pupil', 1), (2, 1, 2, 'not_a_face', NULL);
INSERT INTO channel VALUES (1, 'Website', '["web"]', '/out/web', 1600, 85, 1);
"""


def test_what_was_decided_is_kept_and_what_was_never_seen_is_not_called_seen(folder: Path) -> None:
    first_library(folder, ROWS + REVIEWED)
    with open_library(folder, KEY) as library:
        regions = library.run(lambda u: u.photos.regions(PhotoId(1)))
        assert [region.seen_ms for region in regions] == [30, 0]
        drawn_by = library.run(lambda u: u.review.drawn_by(BatchId(1)))
        review = fold(regions, drawn_by, library.run(lambda u: u.review.actions(PhotoId(1))))
        assert (review.undecided, review.checks, review.crop) == ((), {}, None)
        assert review.look is not None
        assert library.run(lambda u: u.batches.get(BatchId(1))).objections == frozenset()
        (channel,) = library.run(lambda u: u.channels.all())
        assert channel.details.most_identifiable is Identifiability.PORTRAIT
        undone = library.run(lambda u: u.review.undo_last(BatchId(1), NOW, "Ann"))
        assert [action.kind for action in undone] == [ActionKind.LOOK]
        library.run(lambda u: u.photos.strip(PhotoId(1), "Deleted."))
    connection = open_plainly(folder / "consentdesk.db", KEY)
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    connection.close()


def test_answers_of_earlier_sheets_become_one_import_that_the_next_sheet_replaces(
    folder: Path,
) -> None:
    first_library(folder, ROWS + ANSWERS)
    ada, tom = PersonId(1), PersonId(2)
    with open_library(folder, KEY) as library:
        before = library.run(lambda u: u.register.answers())
        assert [a.status for a in before[ada]] == [
            Status.REFUSED,
            Status.GRANTED,
            Status.WITHDRAWN,
        ]
        (source,) = library.run(lambda u: u.sheets.sources())
        assert (source.name, source.headers, source.settled) == ("ConsentDesk workbook", (), {})
        (earlier,) = library.run(lambda u: u.sheets.imports())
        assert earlier.at == datetime(2026, 9, 2, 8, tzinfo=UTC)
        assert (earlier.details.by, earlier.details.people_added, earlier.undone_at) == (
            "",
            (),
            None,
        )
        history = library.run(lambda u: u.register.history(ada))
        assert [(h.import_id, h.note) for h in history] == [
            (None, "old.xlsx 0a"),
            (earlier.id, "new.xlsx 0b"),
            (earlier.id, "new.xlsx 0b"),
            (None, "by hand"),
        ]
        yes = Answer("web", Status.GRANTED)

        def bring_in(u: UnitOfWork) -> SheetImportId:
            number = sheet_import(u, source.id)
            u.register.put_sheet_answers_of_all(number, {"web", "press"}, {ada: [yes], tom: []})
            return number

        newer = library.run(bring_in)
        after = library.run(lambda u: u.register.answers())
        assert (set(after[ada]), after[tom]) == ({yes, before[ada][2]}, ())
        library.run(lambda u: u.sheets.mark_undone(newer, "Hal Head"))
        assert library.run(lambda u: u.register.undo_import(newer)) == 3
        again = library.run(lambda u: u.register.answers())
        assert {who: set(given) for who, given in again.items()} == {
            who: set(given) for who, given in before.items()
        }


def test_a_library_without_answers_from_sheets_gets_no_source(folder: Path) -> None:
    office = "UPDATE answer SET source_kind = 'office'; DELETE FROM answer WHERE id = 1;"
    first_library(folder, ROWS + ANSWERS + office)
    with open_library(folder, KEY) as library:
        assert library.run(lambda u: u.sheets.sources()) == ()
        assert library.run(lambda u: u.sheets.imports()) == ()
        (ada, tom) = library.run(lambda u: u.people.all())
        assert (ada.details.former_upns, tom.details.date_of_birth) == ((), None)


def test_the_first_step_never_changes() -> None:
    """A step that was released is history: libraries made by it are out there."""
    text = FIRST.read_text(encoding="utf-8")
    assert hashlib.sha256(text.encode()).hexdigest() == FIRST_FINGERPRINT
