"""Libraries of earlier versions of the program, with rows in them, are brought forward whole."""

import hashlib
from pathlib import Path

from consentdesk.domain.ids import BatchId, PersonId, PhotoId, RegionId
from consentdesk.domain.photo import PhotoState
from consentdesk.domain.search import SearchDepth
from consentdesk.store import migrate
from consentdesk.store.engine import open_plainly
from consentdesk.store.open_library import create_library, open_library
from tests.store.shelf_samples import KEY

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


def first_library(folder: Path) -> None:
    """Make a library as the first version of the program left it."""
    create_library(folder, KEY).close()
    database = folder / "consentdesk.db"
    for file in folder.glob("consentdesk.db*"):
        file.unlink()
    connection = open_plainly(database, KEY)
    stamp = "INSERT INTO alembic_version VALUES ('0001');"
    made = "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY);"
    connection.executescript(made + FIRST.read_text(encoding="utf-8") + stamp + ROWS)
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
        assert (region.id, region.shown) == (RegionId(1), True)
        suggestion = library.run(lambda u: u.photos.suggestions(PhotoId(1)))[region.id]
        assert [(c.person_id, c.look_alike) for c in suggestion.candidates] == [(1, False)]
        (portrait,) = library.run(lambda u: u.people.portraits(PersonId(1)))
        assert (portrait.from_region, portrait.advice, portrait.checked_by) == (None, (), "")
        assert library.run(lambda u: u.photos.groups_of_batch(BatchId(1))) == {}


def test_the_first_step_never_changes() -> None:
    """A step that was released is history: libraries made by it are out there."""
    text = FIRST.read_text(encoding="utf-8")
    assert hashlib.sha256(text.encode()).hexdigest() == FIRST_FINGERPRINT
