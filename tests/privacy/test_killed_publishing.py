"""Killed while a newer copy takes the place of an older one, and on a drive without links."""

import errno
import os
from pathlib import Path

import pytest

from consentdesk.domain.face import DispositionKind
from consentdesk.domain.release import ReleasedState
from consentdesk.media import channel_folder
from consentdesk.store import safe_files
from tests.privacy.killed_program import run_until_killed
from tests.privacy.summer_fair import ALL, SummerFair
from tests.small_workspace import KEY, SmallSchool, assemble_for_test


def test_an_older_copy_goes_at_the_next_start_when_the_kill_came_before_its_removal(
    school: SmallSchool, fair: SummerFair, tmp_path: Path
) -> None:
    school.publish()
    old = {path.name for path in school.website.details.folder.iterdir()}
    school.decide(fair.faces["ada"][0], DispositionKind.COVER)
    fair.look_again_and_sign()
    run_until_killed(
        school,
        tmp_path,
        """
        import consentdesk.services.publishing.copy_naming as copy_naming
        workspace.publisher._channels._making._checks.covers.check = lambda *given: None
        die_at(copy_naming, "remove_older", 1)
        workspace.publisher.run(batch, PREPARER, Progress(), CancelToken())
        """,
    )
    there = [path.name for path in school.website.details.folder.iterdir()]
    assert len(there) == len(ALL) + 1  # the face is covered in one of them and open in the other
    school.workspace.publisher.settle_interrupted()
    left = {path.name for path in school.website.details.folder.iterdir()}
    assert len(left) == len(ALL)
    assert len(old - left) == 1
    (replaced,) = fair.recorded(ReleasedState.REPLACED, "ada")
    assert replaced.channel_id == school.website.id


def test_a_name_held_by_an_empty_file_is_free_again_after_a_kill(
    school: SmallSchool, fair: SummerFair, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*given: object) -> None:
        raise OSError(errno.EPERM, "no hard links here")

    def killed(*given: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(channel_folder.os, "link", refused)
        patch.setattr(Path, "replace", killed)
        patch.setattr(channel_folder, "_remove_quietly", lambda path: None)
        with pytest.raises(KeyboardInterrupt):
            school.publish()
    assert [p.stat().st_size for p in school.published_files() if p.name[0] != "."] == [0]
    school.workspace.publisher.settle_interrupted()
    assert school.published_files() == []
    school.publish()
    assert fair.shown() == (ALL, ALL)


def test_a_disk_without_room_for_a_folder_is_told_and_the_photo_comes_later(
    school: SmallSchool, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*given: object, **more: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(Path, "mkdir", full)
        with pytest.raises(safe_files.disk_full().__class__, match="full"):
            school.workspace.library.vault.put(b"a picture")
    key = school.workspace.library.vault.put(b"a picture")
    assert school.workspace.library.vault.get(key) == b"a picture"


def test_the_log_of_an_unfinished_database_is_swept_at_the_next_start(
    school: SmallSchool, tmp_path: Path
) -> None:
    school.workspace.close()
    left = tmp_path / "workspace" / "backups" / "consentdesk-1-schema-0001.db.part-journal"
    left.write_bytes(b"half a log")
    school.workspace = assemble_for_test(tmp_path / "workspace", KEY, school.clock, new=False)
    assert not left.exists()
