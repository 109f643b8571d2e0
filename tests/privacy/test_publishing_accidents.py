"""After every accident the channel folders hold whole photos that may be there, no more."""

import errno
import shutil
from pathlib import Path

import pytest

from consentdesk.domain.release import ReleasedState
from consentdesk.media import channel_folder
from consentdesk.services.publishing import copy_making
from tests.privacy.killed_program import run_until_killed
from tests.privacy.summer_fair import ALL, SummerFair, before_call
from tests.small_workspace import SmallSchool


@pytest.mark.parametrize(
    ("place", "name", "call"),
    [
        ("consentdesk.media.copy_check", "check_finished", 3),
        (channel_folder.__name__, "_give_name", 6),
    ],
)
def test_a_killed_program_leaves_no_hidden_file_after_the_next_start(
    school: SmallSchool, fair: SummerFair, tmp_path: Path, place: str, name: str, call: int
) -> None:
    run_until_killed(
        school,
        tmp_path,
        f"""
        import importlib
        die_at(importlib.import_module({place!r}), {name!r}, {call}, {name == "_give_name"})
        workspace.publisher.run(batch, PREPARER, Progress(), CancelToken())
        """,
    )
    assert any(path.name.startswith(".") for path in school.published_files())
    school.workspace.publisher.settle_interrupted()
    website, newsletter = fair.shown()
    assert len(website) + len(newsletter) == (0 if call == 3 else 6)
    assert not fair.recorded(ReleasedState.WRITING)
    school.publish()
    assert fair.shown() == (ALL, ALL)


@pytest.mark.parametrize("way", ["changed", "gone", "of another photo"])
def test_an_original_damaged_in_the_middle_goes_nowhere_from_then_on(
    school: SmallSchool, fair: SummerFair, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    original, other = fair.vault_file("bo"), fair.vault_file("ada").read_bytes()
    stored = original.read_bytes()

    def damage(call: int) -> None:
        if call != len(ALL) + 1:
            return
        if way == "gone":
            original.unlink()
        elif way == "of another photo":
            original.write_bytes(other)
        else:
            original.write_bytes(stored[:-20] + b"x" * 20)

    before_call(monkeypatch, copy_making, "finish_for", damage)
    receipt = school.publish()
    assert fair.shown() == (ALL, ALL - {"bo"})
    assert [len(result.refused) for result in receipt.results] == [0, 1]


@pytest.mark.parametrize("way", ["removed", "full", "read-only", "vanishes"])
def test_a_folder_in_trouble_holds_whole_photos_or_none_and_the_other_all(
    school: SmallSchool, fair: SummerFair, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    website = school.website.details.folder
    away = website.with_name("away")

    def trouble(call: int) -> None:
        if way == "vanishes" and call == 3:
            website.rename(away)
        elif way == "full" and call == 3:
            raise OSError(errno.ENOSPC, "full")
        elif way == "read-only" and call <= len(ALL):
            raise OSError(errno.EROFS, "read-only")

    if way == "removed":
        shutil.rmtree(website)
    with monkeypatch.context() as patch:
        before_call(patch, channel_folder, "_write_to_disk", trouble)
        receipt = school.publish()
    if way == "vanishes":
        away.rename(website)
        school.workspace.publisher.settle_interrupted()
    website.mkdir(exist_ok=True)
    assert fair.shown() == (frozenset(), ALL)
    assert len(receipt.results[0].refused) == len(ALL)
    school.publish()
    assert fair.shown() == (ALL, ALL)


@pytest.mark.parametrize("appears", ["before", "at the last moment"])
def test_a_file_of_the_same_name_stays_as_it_is(
    school: SmallSchool, fair: SummerFair, monkeypatch: pytest.MonkeyPatch, appears: str
) -> None:
    theirs = school.website.details.folder / "sports-day-2026-06-19-002.jpg"

    def somebody_saves(call: int) -> None:
        if call == 2:
            theirs.write_bytes(b"somebody else's")

    if appears == "before":
        somebody_saves(2)
    else:
        before_call(monkeypatch, channel_folder, "_give_name", somebody_saves)
    school.publish()
    school.publish()
    assert theirs.read_bytes() == b"somebody else's"
    theirs.unlink()
    assert fair.shown() == (ALL, ALL)
