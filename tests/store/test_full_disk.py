"""A full disk is said in a sentence, and what was saved before is kept."""

import errno
import os
from pathlib import Path

import pytest
from sqlalchemy import text

from consentdesk.domain.errors import DiskFull
from consentdesk.store import safe_files
from consentdesk.store.library import Library
from consentdesk.store.unit_of_work import UnitOfWork
from tests.store.shelf_samples import pupil


def test_the_database_may_not_grow(library: Library) -> None:
    library.run(lambda unit: unit.people.add(pupil("before")))

    def fill_up(unit: UnitOfWork) -> None:
        session = unit.settings._session
        pages = session.scalar(text("PRAGMA page_count"))
        session.execute(text(f"PRAGMA max_page_count = {pages}"))
        for number in range(200):
            unit.settings.set(f"setting {number}", "x" * 4000)

    with pytest.raises(DiskFull):
        library.run(fill_up)
    assert len(library.run(lambda unit: unit.people.all())) == 1
    assert library.run(lambda unit: unit.settings.get("setting 0")) == ""


def test_the_vault_may_not_grow(
    library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_room(file: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(safe_files.os, "fsync", no_room)
    with pytest.raises(DiskFull):
        library.vault.put(b"a picture")
    monkeypatch.undo()
    assert [path for path in (folder / "vault").rglob("*") if path.is_file()] == []
    assert library.vault.get(library.vault.put(b"a picture")) == b"a picture"
