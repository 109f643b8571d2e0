"""How long the window stands still while a batch is published, and how soon Cancel is heard.

Run: ``python -m tests.bench.publish_stall [--photos N] [--cancel] [FOLDER]``. Publishes photos of
12 megapixels to two channels from the real window, without a screen, in a fresh process; the
made-up batch is kept in FOLDER. While the first channel is filled somebody watches the page, then
somebody goes to other places and back. Told are the gaps between two turns of the window's loop,
how often the progress moves, copies a second, the most memory of each process, and what all
threads were doing in gaps over `LONG`. With ``--cancel`` it is stopped instead, once in the first
channel and once in the second. Exits 1 when a gap is longer than `LONGEST_GAP`, when Cancel takes
longer than `LONGEST_CANCEL`, or when anything is half done then.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import psutil

from tests.bench.looker import Looker
from tests.bench.signed_batch import CHANNELS, lay_ready
from tests.bench.window_clock import Stalls, program, stay, turn_until
from tests.small_workspace import PASSWORD, PREPARER

if TYPE_CHECKING:
    from consentdesk.domain.staff import SignedIn
    from consentdesk.services.workspace import Workspace
    from consentdesk.ui.batch.publish_page import PublishPage
    from consentdesk.ui.jobs import Job
    from consentdesk.ui.start import Program

PHOTOS = 500
LONG = 0.050
"""Seconds of a gap that a person may notice."""

LONGEST_GAP, LONGEST_CANCEL = 0.100, 3.0
LONGEST_RUN = 3600.0
VISIT = 1.5
"""Seconds somebody stays at each place."""


@dataclass(frozen=True, slots=True)
class Gap:
    """One gap between two turns of the loop, all seconds.

    Attributes:
        worked: processor time of the window's thread.
        queued: it could have gone on, and both cores were taken by other threads and programs.
    """

    whole: float
    worked: float
    queued: float

    @property
    def own(self) -> float:
        """What is left on a computer that does nothing else."""
        return self.whole - self.queued


class Turns(Stalls):
    """Notes every gap between two turns of the loop."""

    def __init__(self) -> None:
        self.gaps: dict[str, list[Gap]] = {}
        self.turned = time.perf_counter()
        self.looker = Looker(lambda: time.perf_counter() - self.turned > LONG)
        self.long: list[tuple[float, str, str]] = []
        self._accounts = time.thread_time(), _queued()
        super().__init__()
        self.looker.start()

    def _tick(self) -> None:
        super()._tick()
        now, (worked, queued) = time.perf_counter(), self._accounts
        self._accounts = time.thread_time(), _queued()
        gap = Gap(now - self.turned, self._accounts[0] - worked, self._accounts[1] - queued)
        self.gaps.setdefault(self.doing, []).append(gap)
        self.turned = now
        seen = self.looker.window_since()
        if gap.own > LONG:
            told = "; ".join(f"{times} x {line}" for line, times in seen.most_common(2))
            self.long.append((gap.own, self.doing, told))

    def stop(self) -> None:
        """Note no more."""
        super().stop()
        self.looker.stop()

    @property
    def all(self) -> list[Gap]:
        """Every gap, whatever was being done."""
        return [gap for gaps in self.gaps.values() for gap in gaps]


def _queued() -> float:
    """Return how long this thread has waited for a core so far, seconds (Linux)."""
    return int(Path("/proc/thread-self/schedstat").read_text().split()[1]) / 1e9


class Watched:
    """A run of publishing that is under way, as a person in front of the window sees it.

    Attributes:
        waits: seconds for which the words of the progress stood still.
    """

    def __init__(self, page: "PublishPage") -> None:
        self.page = page
        self.job: Job = page.progress._job
        self.waits: list[float] = []
        self._words, self._since = "", time.perf_counter()

    @property
    def done(self) -> int:
        """How many steps of the run are done."""
        return self.job.progress.snapshot().done

    @property
    def over(self) -> bool:
        """Whether the window shows that it has ended."""
        return not self.job.running and not self.page.progress.isVisibleTo(self.page)

    def look_away(self) -> None:
        """Count nothing until the words of the progress were read again."""
        self._words = ""

    def look(self) -> bool:
        """Read the progress; return whether the run is over."""
        words = self.page.progress._stage.text()
        now = time.perf_counter()
        if words != self._words:
            if self._words:
                self.waits.append(now - self._since)
            self._words, self._since = words, now
        return self.over


def measure(folder: Path, cancel: str) -> int:
    """Publish from the window and print what was measured; return the exit code."""
    with program(folder / "workspace", _preparer_of) as opened:
        turn_until(lambda: opened.window is not None and opened.window.isVisible())
        page = _publish_page(opened)
        if cancel:
            return _stop_it(page, folder, in_second=cancel == "second")
        return _publish_all(opened, page, folder)


def _preparer_of(workspace: "Workspace") -> "SignedIn":
    return workspace.staff.sign_in(PREPARER, PASSWORD)


def _publish_page(opened: "Program") -> "PublishPage":
    from consentdesk.domain.batch_steps import Step

    batch = opened.window.batch
    batch.show_step(Step.PUBLISH)
    page: PublishPage = batch.page_of(Step.PUBLISH)
    turn_until(page.publish.isVisible)
    stay(4.0)  # the face workers are warmed up meanwhile
    turn_until(lambda: not opened.runner.busy("work", "view"))
    return page


def _publish_all(opened: "Program", page: "PublishPage", folder: Path) -> int:
    copies = _copies_of(page)
    turns = Turns()
    turns.doing = "pressing Publish"
    began = time.perf_counter()
    page.publish.click()
    watched = Watched(page)
    turn_until(lambda: watched.look() or watched.done > 0)
    first = time.perf_counter() - began
    named = 0
    for number, count in enumerate(copies):
        turns.doing = "going round" if number else "watching"
        named += count
        while watched.done < named and not watched.over:
            if number:
                _go_round(opened, turns, lambda end=named: watched.done >= end or watched.over)
                watched.look_away()
            turn_until(lambda end=named: watched.look() or watched.done >= end, LONGEST_RUN)
        turns.doing = "giving names"
        named += 1
        turn_until(lambda end=named: watched.look() or watched.done >= end, LONGEST_RUN)
    turns.doing = "ending"
    memory = _peaks()
    turn_until(watched.look)
    seconds = time.perf_counter() - began
    turn_until(lambda: not opened.runner.busy())
    turns.stop()
    _tell(turns, watched)
    shown = len(_on_show(folder))
    refused = sum(len(result.refused) for result in watched.job.result.results)
    print(f"{shown} copies on show, {refused} refused, {seconds:.0f} s: {shown / seconds:.2f} a s")
    print(f"the first copy was ready after {first:.1f} s, load of the computer {os.getloadavg()}")
    for name, megabytes in memory:
        print(f"most memory of {name:<20} {megabytes:6.0f} MB")
    return int(max(gap.own for gap in turns.all) > LONGEST_GAP or shown != sum(copies))


def _copies_of(page: "PublishPage") -> list[int]:
    assert page._facts is not None
    return [channel.left for channel in page._facts.report.channels if channel.left]


def _go_round(opened: "Program", turns: Turns, over: Callable[[], bool]) -> None:
    """Go to every other place and back to the page of publishing."""
    from consentdesk.domain.batch_steps import Step

    window = opened.window
    for place in ("home", "register", "published", *Step):
        if over():
            break
        turns.doing = f"going round: {place}"
        if isinstance(place, Step):
            window._screens.show_screen(window.batch)
            window.batch.show_step(place)
        else:
            window.go(place)
        stay(VISIT)
    window._screens.show_screen(window.batch)
    window.batch.show_step(Step.PUBLISH)
    stay(VISIT)


def _stop_it(page: "PublishPage", folder: Path, *, in_second: bool) -> int:
    """Press Cancel in the middle of a channel, and look what there is once it stands."""
    first, second = _copies_of(page)
    at = first + 1 + second // 3 if in_second else first // 3
    turns = Turns()
    turns.doing = "watching"
    page.publish.click()
    watched = Watched(page)
    turn_until(lambda: watched.look() or watched.done >= at, LONGEST_RUN)
    turns.doing = "cancelling"
    began = time.perf_counter()
    page.progress.stop_button.click()
    heard = page.progress._stage.text()
    turn_until(lambda: watched.over)
    seconds = time.perf_counter() - began
    turn_until(page.publish.isVisible)
    again = time.perf_counter() - began
    turns.stop()
    shown, hidden = _on_show(folder), _hidden(folder)
    wanted = first if in_second else 0
    print(f"Cancel after {at} steps: says {heard!r} at once; stands after {seconds:.2f} s,")
    print(
        f"   Continue can be pressed after {again:.2f} s; {len(shown)} copies on show of {wanted}"
    )
    print(f"   that may be, {len(hidden)} hidden; page: {page.title.text()!r}")
    print(f"   longest gap {max(gap.own for gap in turns.all) * 1000:.0f} ms")
    return int(seconds > LONGEST_CANCEL or len(shown) != wanted or bool(hidden))


def _on_show(folder: Path) -> list[Path]:
    return [p for p in (folder / "channels").rglob("*") if p.is_file() and p.name[0] != "."]


def _hidden(folder: Path) -> list[Path]:
    """Return what is hidden, and folders in which nothing is."""
    everything = (folder / "channels").rglob("*")
    return [p for p in everything if p.name[0] == "." or (p.is_dir() and not _kept(p))]


def _kept(folder: Path) -> bool:
    return folder.name in CHANNELS or any(folder.iterdir())


def _tell(turns: Turns, watched: Watched) -> None:
    for doing, gaps in (*turns.gaps.items(), ("all", turns.all)):
        longest = max(gaps, key=lambda gap: gap.own)
        print(
            f"{doing:<24} {sum(gap.whole for gap in gaps):6.1f} s"
            f"  99 of 100 within {_hundredth(gaps):4.0f} ms"
            f"  longest {longest.own * 1000:4.0f} ms ({longest.worked * 1000:.0f} at work)"
            f"  most at work {max(gap.worked for gap in gaps) * 1000:4.0f} ms"
            f"  {sum(gap.own > LONG for gap in gaps):3} over {LONG * 1000:.0f} ms;"
            f"  with waiting for a core {max(gap.whole for gap in gaps) * 1000:4.0f} ms"
        )
    print(f"progress was seen to move {len(watched.waits)} times", end=" ")
    print(f"and stood at most {max(watched.waits):.1f} s")
    print("the longest gaps, and where the window's thread was seen in them:")
    for own, doing, seen in sorted(turns.long, reverse=True)[:12]:
        print(f"   {own * 1000:4.0f} ms {doing}: {seen}")
    print("all threads in gaps:")
    for (thread, line), times in turns.looker.seen.most_common(16):
        print(f"   {times:5} x {thread:<18} {line}")


def _hundredth(gaps: list[Gap]) -> float:
    """Return within how many milliseconds 99 of 100 gaps are."""
    own = sorted(gap.own for gap in gaps)
    return 1000 * own[min(len(own) - 1, len(own) * 99 // 100)]


def _peaks() -> list[tuple[str, float]]:
    """Return the most memory that this program and each worker ever held, megabytes (Linux)."""
    own = psutil.Process()
    found = [("the program", _peak(own.pid))]
    for child in own.children(recursive=True):
        found.append((f"worker {child.pid}", _peak(child.pid)))
    return found


def _peak(process_id: int) -> float:
    status = Path(f"/proc/{process_id}/status").read_text(encoding="ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1]) / 1024


def main() -> int:
    """Make the batch unless it is kept, then measure in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--photos", type=int, default=PHOTOS)
    parser.add_argument("--cancel", action="store_true")
    parser.add_argument("--measure", choices=("whole", "first", "second"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.measure is not None:
        return measure(given.folder, "" if given.measure == "whole" else given.measure)
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        codes = []
        for what in ("first", "second") if given.cancel else ("whole",):
            lay_ready(folder, given.photos)
            own = [str(folder), "--measure", what]
            command = [sys.executable, "-m", "tests.bench.publish_stall", *own]
            codes.append(subprocess.run(command, check=False).returncode)
        return max(codes)


if __name__ == "__main__":
    sys.exit(main())
