"""The audit trail shows tampering: done here in the encrypted database itself, triggers dropped."""

import hashlib
import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from consentdesk.domain.errors import Refused
from consentdesk.services.auditing.audit_trail import AuditReport, AuditTrail, Vouching
from consentdesk.store.engine import open_plainly
from consentdesk.store.open_library import open_library
from tests.small_workspace import KEY, PREPARER, SmallSchool, make_school, write_photo

COLUMNS = "id, at, who, what, subject, detail"


@dataclass(frozen=True)
class Kept:
    """A workspace that is closed, with two clearance records; and what a governor holds of them.

    Attributes:
        heads: the line that each record names.
        lines: how many lines the trail has.
    """

    folder: Path
    facts: tuple[Path, Path]
    page: Path
    heads: tuple[int, int]
    lines: int

    def verify(self, *outside: Path) -> AuditReport:
        with open_library(self.folder, KEY) as library:
            return AuditTrail(library).verify(outside)

    def tamper(self, *deeds: str | Callable[[sqlcipher.Connection], None]) -> None:
        """Do to the database whatever whoever has the key can do."""
        connection = open_plainly(self.folder / "consentdesk.db", KEY)
        connection.execute("DROP TRIGGER audit_refuses_update")
        connection.execute("DROP TRIGGER audit_refuses_delete")
        for deed in deeds:
            connection.execute(deed) if isinstance(deed, str) else deed(connection)
        connection.commit()
        connection.close()


def publish_another(school: SmallSchool, folder: Path, seed: int) -> None:
    photo = school.bring_in(write_photo(folder / f"IMG_{seed}.JPG", seed))[-1]
    school.mark_faces(photo.id, [])
    school.finish(photo.id)
    school.sign()
    school.publish()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    """A school that published twice and went on working."""
    folder = tmp_path_factory.mktemp("made")
    school = make_school(folder)
    for seed in (1, 2):
        publish_another(school, folder / "in", seed)
    records = school.workspace.clearance_records
    first, second = records.of_batch(school.batch_id)
    files = (folder / "first.json", folder / "second.json")
    for record, path in zip((first, second), files, strict=True):
        records.save_facts(record, path)
    records.save_page(second, folder / "second.pdf", PREPARER)
    school.workspace.channels.change(school.website, PREPARER)
    lines = len(school.workspace.library.run(lambda u: u.audit.rows()))
    school.workspace.close()
    one, other = (json.loads(path.read_bytes())["audit"]["line"] for path in files)
    return Kept(folder / "workspace", files, folder / "second.pdf", (one, other), lines)


@pytest.fixture
def kept(made: Kept, tmp_path: Path) -> Kept:
    """The same, in a copy that a test may change."""
    shutil.copytree(made.folder, tmp_path / "workspace")
    return Kept(tmp_path / "workspace", made.facts, made.page, made.heads, made.lines)


def rehash(since: int, change: Callable[[list[Any]], None] = lambda line: None) -> Any:
    """Return a deed: write the chain anew from a line on, with `change` made to each line."""

    def deed(connection: sqlcipher.Connection) -> None:
        query = "SELECT chained FROM audit WHERE id = ?"
        found = connection.execute(query, (since - 1,)).fetchone()
        before = found[0] if found else "0" * 64
        lines = connection.execute(f"SELECT {COLUMNS} FROM audit WHERE id >= {since} ORDER BY id")
        for line in map(list, lines.fetchall()):
            change(line)
            told = json.dumps(line, separators=(",", ":"), ensure_ascii=False)
            before = hashlib.sha256((before + told).encode()).hexdigest()
            connection.execute(
                "UPDATE audit SET at = ?, who = ?, chained = ? WHERE id = ?",
                (line[1], line[2], before, line[0]),
            )

    return deed


def by_another(line: list[Any]) -> None:
    line[2] = "Somebody Else"


def forget_the_end(line: int) -> tuple[str, str]:
    """Take every line after this one away, and SQLite's count of them."""
    return (
        f"DELETE FROM audit WHERE id > {line}",
        f"UPDATE sqlite_sequence SET seq = {line} WHERE name = 'audit'",
    )


def test_a_whole_trail_and_what_vouches_for_it(made: Kept) -> None:
    report = made.verify(*made.facts, made.page)
    assert (report.findings, report.missing, report.set_back) == ((), (), ())
    assert report.holds_up_to == made.lines
    assert report.head is not None
    assert report.head.line == made.lines
    assert report.covered_up_to == max(made.heads)
    told = [(v.record.outside, v.record.head.line, v.vouching) for v in report.vouchers]
    one, other = made.heads
    inside = [(False, line, Vouching.AGREES) for line in (one, other)]
    assert told == inside + [(True, line, Vouching.AGREES) for line in (one, other, other)]


REMOVED = "was removed"
ANOTHER = "is not what was written there"


@pytest.mark.parametrize(
    ("deeds", "place", "said"),
    [
        (["DELETE FROM audit WHERE id = 3"], 3, REMOVED),
        (["DELETE FROM audit WHERE id = 1"], 1, REMOVED),
        (["UPDATE audit SET who = 'nobody' WHERE id = 5"], 5, ANOTHER),
        (["UPDATE audit SET detail = '{}', what = 'look' WHERE id = 2"], 2, ANOTHER),
        (["UPDATE audit SET at = 'yesterday' WHERE id = 4"], 4, "writes lines"),
        (["UPDATE audit SET who = x'00ff' WHERE id = 4"], 4, "writes lines"),
        (
            [
                "UPDATE audit SET id = 1000 WHERE id = 4",
                "UPDATE audit SET id = 4 WHERE id = 5",
                "UPDATE audit SET id = 5 WHERE id = 1000",
            ],
            4,
            ANOTHER,
        ),
        (
            [
                "UPDATE audit SET id = -id WHERE id > 5",
                "UPDATE audit SET id = 1 - id WHERE id < -5",
                "INSERT INTO audit SELECT 6, at, who, what, subject, detail, chained"
                " FROM audit WHERE id = 5",
            ],
            6,
            ANOTHER,
        ),
        (
            [
                "INSERT INTO audit SELECT 0, at, who, what, subject, detail, chained"
                " FROM audit WHERE id = 5"
            ],
            0,
            ANOTHER,
        ),
    ],
    ids=[
        *("removed", "removed_first", "changed", "changed_words", "no_moment", "no_text"),
        *("reordered", "put_in", "put_in_before"),
    ],
)
def test_a_line_is_removed_changed_moved_or_put_in(
    kept: Kept, deeds: list[str], place: int, said: str
) -> None:
    kept.tamper(*deeds)
    report = kept.verify()
    (finding,) = report.findings
    assert finding.line == place
    assert said in finding.sentence
    assert report.holds_up_to == max(place - 1, 0)
    assert {v.vouching for v in report.vouchers} == {Vouching.NOT_REACHED}
    if said == ANOTHER:
        assert finding.expected in finding.sentence
        assert len(finding.expected) == 64
        assert finding.at is not None


def test_the_last_line_is_removed(kept: Kept) -> None:
    kept.tamper(f"DELETE FROM audit WHERE id = {kept.lines}")
    report = kept.verify()
    (finding,) = report.findings
    assert finding.line == kept.lines
    assert "counted" in finding.sentence
    assert {v.vouching for v in report.vouchers} == {Vouching.AGREES}


def test_the_end_is_removed_with_the_count_of_it(kept: Kept) -> None:
    head = max(kept.heads)
    kept.tamper(*forget_the_end(head - 2))
    report = kept.verify()
    (finding,) = report.findings
    assert finding.line == head - 1
    assert f"had {head} lines" in finding.sentence
    assert [v.vouching for v in report.vouchers] == [Vouching.AGREES, Vouching.BEYOND]


def test_the_line_that_tells_of_a_record_is_removed_with_the_count(kept: Kept) -> None:
    head = max(kept.heads)
    kept.tamper(*forget_the_end(head))
    (finding,) = kept.verify().findings
    assert (finding.line, "clearance record 2" in finding.sentence) == (head + 1, True)


def test_a_count_that_was_set_back_shows(kept: Kept) -> None:
    kept.tamper("UPDATE sqlite_sequence SET seq = 7 WHERE name = 'audit'")
    (finding,) = kept.verify().findings
    assert finding.line == 8


def test_only_a_kept_head_shows_a_history_written_anew(kept: Kept) -> None:
    one, other = kept.heads
    kept.tamper(rehash(one + 3, by_another))
    with open_library(kept.folder, KEY) as library:
        assert library.run(lambda u: u.audit.first_broken()) is None
    report = kept.verify()
    (finding,) = report.findings
    assert finding.line == one + 1
    assert f"one of the lines {one + 1} to {other}" in finding.sentence
    assert finding.expected == json.loads(kept.facts[1].read_bytes())["audit"]["chained"]
    assert [v.vouching for v in report.vouchers] == [Vouching.AGREES, Vouching.DIFFERS]
    assert report.covered_up_to == one


def drop_records(connection: sqlcipher.Connection) -> None:
    connection.execute("DELETE FROM clearance_record")


@pytest.mark.parametrize("which", ["facts", "page"])
def test_a_record_outside_shows_it_though_those_inside_are_gone(kept: Kept, which: str) -> None:
    kept.tamper(rehash(2, by_another), drop_records)
    assert kept.verify().findings == ()  # whoever has the key can do this much
    outside = kept.facts[1] if which == "facts" else kept.page
    (finding,) = kept.verify(outside).findings
    assert finding.line == 1
    assert outside.name in finding.sentence
    assert "another school's" in finding.sentence


def test_what_was_written_anew_after_the_last_head_does_not_show(kept: Kept) -> None:
    """The limit, told on the screen and in docs/security.md."""
    head = max(kept.heads)
    kept.tamper(rehash(head + 2, by_another))
    report = kept.verify(*kept.facts)
    assert (report.findings, report.covered_up_to) == ((), head)
    assert report.holds_up_to > head


def test_a_line_that_no_longer_tells_of_its_record(kept: Kept) -> None:
    told = max(kept.heads) + 1
    kept.tamper(f"UPDATE audit SET what = 'look' WHERE id = {told}", rehash(told))
    (finding,) = kept.verify().findings
    assert finding.line == told
    assert "tells something else" in finding.sentence


def test_a_record_outside_that_was_changed(kept: Kept, tmp_path: Path) -> None:
    changed = tmp_path / "changed.json"
    changed.write_bytes(kept.facts[0].read_bytes().replace(b'"released": 1', b'"released": 2'))
    assert changed.read_bytes() != kept.facts[0].read_bytes()
    (finding,) = kept.verify(changed).findings
    assert finding.line == min(kept.heads) + 1
    assert "fingerprint" in finding.sentence


@pytest.mark.parametrize(
    "deed", ["row", "every_vault_file"], ids=["its_row_is_gone", "its_files_are_gone"]
)
def test_a_record_that_is_gone_is_mentioned(kept: Kept, deed: str) -> None:
    if deed == "row":
        kept.tamper("DELETE FROM clearance_record WHERE id = 2")
    else:
        shutil.rmtree(kept.folder / "vault")
    report = kept.verify()
    assert report.findings == ()
    gone = [max(kept.heads) + 1] if deed == "row" else [line + 1 for line in kept.heads]
    assert [missing.line for missing in report.missing] == gone
    assert all("no longer in the library" in missing.sentence for missing in report.missing)


def test_a_clock_that_was_set_back_is_a_remark(kept: Kept) -> None:
    def an_hour_before(line: list[Any]) -> None:
        if line[0] == kept.lines:
            line[1] = (datetime.fromisoformat(line[1]) - timedelta(hours=1)).isoformat()

    kept.tamper(rehash(kept.lines, an_hour_before))
    report = kept.verify()
    assert report.findings == ()
    (remark,) = report.set_back
    assert remark.line == kept.lines
    assert remark.at < remark.before


@pytest.fixture
def no_records(tmp_path: Path) -> list[Path]:
    """Files that are not clearance records."""
    contents = {
        "list.json": b"[1, 2]",
        "deep.json": b"[" * 100_000,
        "line.json": b'{"audit": {"line": "1", "chained": "00"}}',
        "page.pdf": b"%PDF-1.4 something else",
        "photo.jpg": b"\xff\xd8\xff",
    }
    for name, data in contents.items():
        (tmp_path / name).write_bytes(data)
    return [*(tmp_path / name for name in contents), tmp_path / "not-there.json"]


def test_other_files_are_no_records(made: Kept, no_records: list[Path]) -> None:
    for path in no_records:
        with pytest.raises(Refused) as refused:
            made.verify(path)
        assert path.name in refused.value.sentence
        assert str(path.parent) not in refused.value.sentence
