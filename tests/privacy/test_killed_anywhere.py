"""A few of the kills that `tests.bench.kill_harness` makes by the hundred."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from consentdesk.domain.release import ReleasedState
from tests.privacy.summer_fair import SummerFair
from tests.small_workspace import SmallSchool

SAMPLE = ("--stage", "publish to a stick", "--runs", "2", "--torn", "1", "--full", "1")

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no fork")


def test_killed_at_any_write_nothing_is_lost() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.kill_harness", "--json", *SAMPLE],
        cwd=Path(__file__).resolve().parents[2],
        env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    (account,) = json.loads(done.stdout)
    assert account["points"] > 100
    assert (account["runs"], account["torn"], account["full"]) == (3, 1, 1)
    assert account["losses"] == []


def test_the_checks_of_the_harness_see_what_is_wrong(school: SmallSchool, fair: SummerFair) -> None:
    from tests.bench.kill_harness_checks import faults_after_opening, faults_on_show, stand_of
    from tests.bench.kill_harness_school import Stage

    workspace, folder = school.workspace, school.folder
    school.publish()
    stand = stand_of(workspace, folder)
    assert stand.files
    assert not list(faults_on_show(folder, stand.files))
    assert not list(faults_after_opening(workspace, folder, Stage(), stand, stand))

    first, second, *_ = fair.recorded(ReleasedState.PUBLISHED)
    (school.website.details.folder / "strange.jpg").write_bytes(b"not ours")
    (Path(first.folder) / first.file_name).unlink()
    workspace.library.run(
        lambda u: u.releases.set_state(second.id, ReleasedState.WRITING, second.sha256)
    )
    workspace.library.vault.put(b"nothing refers to it")
    workspace.library.vault.remove(
        workspace.library.run(lambda u: u.photos.get(fair.photos["bo"])).details.screen
    )
    told = " ".join(
        [
            *faults_on_show(folder, stand.files),
            *faults_after_opening(workspace, folder, Stage(), type(stand)(), type(stand)()),
        ]
    )
    for fault in (
        "no undisturbed run makes",
        "tells more than its picture",
        "cleared that never was",
        "still being written",
        "on record and not there",
        "on show and on no record: strange.jpg",
        "nothing refers to",
        "a picture is lost",
    ):
        assert fault in told
