"""How long the window stands still when a place is opened for the first time.

Run: ``python -m tests.bench.first_opening [--photos N] [--profile PLACE] [FOLDER]``. In a fresh
process, over the made-up batch of `signed_batch` that is kept in FOLDER, somebody goes to each
place once and stays until it has read what it shows. Told are the longest gaps between two turns
of the window's loop at each, without the time the window waited for a core, and how much of them
its own thread worked. Exits 1 when a gap is longer than `LONGEST_GAP`. With ``--profile`` what
was called at that place is printed, too.
"""

import argparse
import cProfile
import pstats
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench.publish_stall import LONGEST_GAP, Gap, Turns
from tests.bench.signed_batch import lay_ready
from tests.bench.window_clock import program, stay, turn_until
from tests.small_workspace import PASSWORD, PREPARER

if TYPE_CHECKING:
    from consentdesk.domain.staff import SignedIn
    from consentdesk.services.workspace import Workspace
    from consentdesk.ui.start import Program

PHOTOS = 30
VISIT = 1.0
"""Seconds somebody stays at each place at least."""

PLACES = ("register", "channels", "published", "school", "home")


def measure(folder: Path, profiled: str) -> int:
    """Go round once and print what was measured; return the exit code."""
    with program(folder / "workspace", _preparer_of) as opened:
        turn_until(lambda: opened.window is not None and opened.window.isVisible())
        turn_until(lambda: opened.window.batch is not None and opened.window.batch.card is not None)
        stay(4.0)  # the face workers are warmed up meanwhile
        _rest(opened)
        turns = Turns()
        _go_round(opened, turns, profiled)
        turns.stop()
    for place, gaps in turns.gaps.items():
        _tell(place, gaps)
    print("where the window's thread was seen in the longest gaps:")
    for own, place, seen in sorted(turns.long, reverse=True)[:12]:
        print(f"   {own * 1000:4.0f} ms {place}: {seen}")
    return int(max(gap.own for gap in turns.all) > LONGEST_GAP)


def _preparer_of(workspace: "Workspace") -> "SignedIn":
    return workspace.staff.sign_in(PREPARER, PASSWORD)


def _go_round(opened: "Program", turns: Turns, profiled: str) -> None:
    from consentdesk.domain.batch_steps import Step

    window = opened.window
    for place in (*PLACES, *Step):
        profile = cProfile.Profile()
        turns.doing = str(place)
        if place == profiled:
            profile.enable()
        if isinstance(place, Step):
            window._screens.show_screen(window.batch)
            window.batch.show_step(place)
        else:
            window.go(place)
        stay(VISIT)
        _rest(opened)
        profile.disable()
        if place == profiled:
            pstats.Stats(profile).sort_stats("cumtime").print_stats("consentdesk", 60)


def _rest(opened: "Program") -> None:
    turn_until(lambda: not opened.runner.busy("work", "view"))


def _tell(place: str, gaps: list[Gap]) -> None:
    longest = sorted(gaps, key=lambda gap: -gap.own)[:3]
    own = ", ".join(f"{gap.own * 1000:3.0f} ({gap.worked * 1000:.0f} at work)" for gap in longest)
    print(f"{place:<12} longest gaps, ms: {own}")


def main() -> int:
    """Make the batch unless it is kept, then measure in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--photos", type=int, default=PHOTOS)
    parser.add_argument("--profile", default="", metavar="PLACE")
    parser.add_argument("--measure", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.measure:
        return measure(given.folder, given.profile)
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        lay_ready(folder, given.photos)
        own = [str(folder), "--measure", "--profile", given.profile]
        command = [sys.executable, "-m", "tests.bench.first_opening", *own]
        return subprocess.run(command, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
