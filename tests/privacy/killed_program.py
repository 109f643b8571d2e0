"""The program killed for real: in a process of its own, at a chosen call, without any farewell."""

import subprocess
import sys
import textwrap
from pathlib import Path

from tests.small_workspace import KEY, SmallSchool, assemble_for_test

KILLED = 77

START = """
import os, sys
from datetime import datetime
from pathlib import Path
from consentdesk.domain.progress import CancelToken, Progress
from tests.small_workspace import TestClock, assemble_for_test, PREPARER

folder, key, batch = Path(sys.argv[1]), bytes.fromhex(sys.argv[2]), int(sys.argv[3])
clock = TestClock(datetime.fromisoformat(sys.argv[4]))
workspace = assemble_for_test(folder / "workspace", key, clock, new=False)

def die_at(place, name, call, done_first=False):
    real, count = getattr(place, name), [0]
    def dying(*more, **named):
        count[0] += 1
        if count[0] == call:
            if done_first:
                real(*more, **named)
            os._exit(77)
        return real(*more, **named)
    setattr(place, name, dying)
"""


def run_until_killed(school: SmallSchool, folder: Path, script: str) -> SmallSchool:
    """Close the workspace here, run the script on it in a process that dies, open it again."""
    school.workspace.close()
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            START + textwrap.dedent(script),
            str(folder),
            KEY.hex(),
            str(school.batch_id),
            school.clock.time.isoformat(),
        ],
        capture_output=True,
        text=True,
        cwd=Path(__file__).resolve().parents[2],
        check=False,
    )
    assert done.returncode == KILLED, done.stderr
    school.workspace = assemble_for_test(folder / "workspace", KEY, school.clock, new=False)
    assert school.workspace.library.run(lambda u: u.audit.first_broken()) is None
    return school
