"""The engine counts no users: starting it gives this computer no number and writes nothing."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]

START = """
from consentdesk.faces.centerface import CenterFace
CenterFace()
"""


@pytest.mark.engine
def test_starting_the_finder_leaves_nothing_at_home(tmp_path: Path) -> None:
    names = ("HOME", "USERPROFILE", "LOCALAPPDATA", "XDG_CACHE_HOME", "XDG_DATA_HOME", "TMPDIR")
    kept = {name: value for name, value in os.environ.items() if name != "ORT_DISABLE_TELEMETRY"}
    done = subprocess.run(
        [sys.executable, "-c", START],
        cwd=PROJECT,
        env={**kept, **dict.fromkeys(names, str(tmp_path))},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert list(tmp_path.rglob("*")) == []
