"""The office is reminded of a backup that is too old; the record never says where it lies."""

from datetime import timedelta
from pathlib import Path

import pytest

from consentdesk.domain.errors import Refused
from consentdesk.domain.progress import CancelToken, Progress
from consentdesk.services.office.backup import BackupAge, Backups, backup_age
from tests.small_workspace import PREPARER, make_school, write_photo


def test_made_recorded_and_growing_old(tmp_path: Path) -> None:
    school = make_school(tmp_path)
    library = school.workspace.library
    backups = Backups(library, school.clock)
    school.bring_in(write_photo(tmp_path / "a.jpg"))
    assert backups.age() == BackupAge(None, None)
    assert backups.age().is_due(30)
    with pytest.raises(Refused):
        backups.make(school.workspace.folder, "words", PREPARER, Progress(), CancelToken())
    assert backups.age() == BackupAge(None, None)
    stick = tmp_path / "Secret Stick"
    stick.mkdir()
    progress = Progress()
    file, checked = backups.make(stick, "words", PREPARER, progress, CancelToken())
    assert file.parent == stick
    assert checked.pictures == progress.snapshot().done >= 3
    (line,) = (row for row in library.run(lambda u: u.audit.rows()) if row.what == "backup_made")
    assert (line.who, set(line.detail)) == (PREPARER, {"pictures", "bytes"})
    made_at = backups.age().made_at
    assert made_at is not None
    for days, due, said in [(0, False, "today"), (1, False, "1 day old"), (30, True, "30 days")]:
        now = made_at + timedelta(days=days, hours=1)
        age = library.run(lambda u, at=now: backup_age(u, at))
        assert (age.days, age.is_due(30)) == (days, due)
        assert said in age.sentence
    set_back = library.run(lambda u: backup_age(u, made_at - timedelta(days=3)))
    assert set_back.days == 0
    school.workspace.close()
