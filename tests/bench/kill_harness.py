"""The program killed at every place where it writes, and started again: is anything lost?

Run: ``python -m tests.bench.kill_harness [--stage NAME ...] [--runs N] [--torn N] [--full N]
[--seed S] [--json]``. For each stage the places are counted in an undisturbed run. Then the work
is done again in fresh copies of the same workspace and killed at one of the places each time, and
a few times in the middle of whatever the system writes; a few times the disk is full from a place
on. After that the program starts again, the checks of `kill_harness_checks` are made, the work is
finished and compared with the undisturbed run. Exits 1 after a loss. Everything happens in forked
processes: Linux and macOS only.
"""

import argparse
import importlib
import json
import os
import pickle
import random
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, NoReturn

from consentdesk.domain.errors import KnownError
from tests.bench.kill_harness_checks import (
    Stand,
    faults_after_opening,
    faults_of_database,
    faults_of_going_on,
    faults_on_show,
    stand_of,
)
from tests.bench.kill_harness_points import Points, full_from, kill_at, kill_when_longer
from tests.bench.kill_harness_school import Stage, open_as_the_program_does
from tests.bench.kill_harness_stages import STAGES

LONGEST = 60
"""Seconds after which a process hangs."""

_MEMORY = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
"""Where there is one, a disk in memory: a killed program loses nothing there either."""


@dataclass(slots=True)
class Account:
    """What became of the runs of a stage.

    Attributes:
        points: places where the work writes.
        runs: how often it was killed and started again.
        torn: of them, those killed in the middle of what the system wrote.
        full: runs on a disk without room from a place on, which are no kills.
        losses: what was wrong, with the place.
    """

    stage: str
    points: int = 0
    runs: int = 0
    torn: int = 0
    full: int = 0
    seconds: float = 0.0
    losses: list[str] = field(default_factory=list)


class Bench:
    """One stage in a folder of its own: prepared once, copied for each run."""

    def __init__(self, stage: Stage, place: Path) -> None:
        self.stage = stage
        self._prepared, self._here = place / "prepared", place / "here"
        self._answer = place / "answer"
        self._modules = set(sys.modules)
        self._here.mkdir(parents=True)
        self._in_a_process(lambda: self.stage.prepare(self._here))
        self._here.rename(self._prepared)
        self._fresh()
        self.before: Stand = self._in_a_process(self._read)
        self._fresh()
        self.points, self.longest, modules = self._in_a_process(self._count)
        for name in sorted(modules):
            importlib.import_module(name)  # here, once, instead of in each process
        self.after: Stand = self._in_a_process(self._read)

    def killed_at(self, number: int) -> list[str]:
        """Kill the work at a place; return what was wrong afterwards."""
        return self._disturbed(lambda: self._work(Points(kill_at(number))))

    def torn_at(self, size: int) -> list[str]:
        """Kill the work where it writes past so many bytes of a file."""

        def torn() -> None:
            kill_when_longer(size)
            self._work(Points())

        return self._disturbed(torn)

    def full_from(self, number: int) -> list[str]:
        """Let the disk be full from a place on; return what was wrong once there is room."""

        def full() -> None:
            with suppress(KnownError):
                self._work(Points(full_from(number)))

        return self._disturbed(full)

    def _disturbed(self, work: Callable[[], None]) -> list[str]:
        self._fresh()
        status = self._wait(self._fork(work))
        if status not in (-signal.SIGKILL, -signal.SIGXFSZ, 0):
            return [f"the work ended with {status}"]
        try:
            faults: list[str] = self._in_a_process(self._look_and_go_on)
        except RuntimeError as error:
            return [str(error)]
        return faults

    def _look_and_go_on(self) -> list[str]:
        stage, here = self.stage, self._here
        faults = list(faults_on_show(here, self.before.files | self.after.files))
        workspace = open_as_the_program_does(here, stage.obtain)
        faults += faults_after_opening(workspace, here, stage, self.before, self.after)
        stage.run(workspace, here)
        faults += faults_of_going_on(workspace, here, self.after)
        workspace.close()
        return faults + list(faults_of_database(here, stage.obtain(here / "workspace")))

    def _work(self, points: Points) -> int:
        self.stage.meddle()
        if self.stage.opening:
            points.watch()
            workspace = open_as_the_program_does(self._here, self.stage.obtain)
        else:
            workspace = open_as_the_program_does(self._here, self.stage.obtain)
            points.watch()
        self.stage.run(workspace, self._here)
        longest = max(path.stat().st_size for path in self._here.rglob("*.db*"))
        workspace.close()
        return longest

    def _count(self) -> tuple[int, int, set[str]]:
        points = Points()
        longest = self._work(points)
        return points.count, longest, set(sys.modules) - self._modules

    def _read(self) -> Stand:
        workspace = open_as_the_program_does(self._here, self.stage.obtain)
        stand = stand_of(workspace, self._here)
        workspace.close()
        return stand

    def _fresh(self) -> None:
        shutil.rmtree(self._here, ignore_errors=True)
        shutil.copytree(self._prepared, self._here)

    def _in_a_process(self, work: Callable[[], Any]) -> Any:
        """Return what the work returns; it is done in a process of its own.

        Raises:
            RuntimeError: it failed or hung.
        """
        status = self._wait(self._fork(lambda: self._answer.write_bytes(pickle.dumps(work()))))
        if status != 0:
            raise RuntimeError(f"{self.stage.name}: the process ended with {status}")
        return pickle.loads(self._answer.read_bytes())

    def _fork(self, work: Callable[[], object]) -> int:
        child = os.fork()
        return child or _as_child(work)

    def _wait(self, child: int) -> int:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _as_child(work: Callable[[], object]) -> NoReturn:
    signal.alarm(LONGEST)
    try:
        work()
    except BaseException:
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def places(count: int, runs: int, seed: int) -> list[int]:
    """Return which places are tried: all, or a sample that the seed decides."""
    every = range(1, count + 1)
    return list(every) if runs >= count else sorted(random.Random(seed).sample(every, runs))


@dataclass(frozen=True, slots=True)
class Sample:
    """How often a stage is disturbed, and the seed that says where."""

    runs: int
    torn: int
    full: int
    seed: int


def try_stage(stage: Stage, folder: Path, sample: Sample) -> Account:
    """Disturb a stage and account for what became of it."""
    began = time.monotonic()
    bench = Bench(stage, folder / stage.name.replace(" ", "-"))
    account = Account(stage.name, points=bench.points)
    for number in places(bench.points, sample.runs, sample.seed):
        account.runs += 1
        account.losses += [f"place {number}: {fault}" for fault in bench.killed_at(number)]
    sizes = random.Random(sample.seed)
    for _ in range(sample.torn):
        size = sizes.randrange(1, bench.longest)
        account.runs += 1
        account.torn += 1
        account.losses += [f"past {size} bytes: {fault}" for fault in bench.torn_at(size)]
    for number in places(bench.points, sample.full, sample.seed + 1):
        account.full += 1
        account.losses += [f"full from {number}: {fault}" for fault in bench.full_from(number)]
    account.seconds = round(time.monotonic() - began, 1)
    return account


def try_stages(names: Iterable[str], sample: Sample) -> Iterator[Account]:
    """Try the stages of these names, or all."""
    wanted = set(names)
    for stage in STAGES:
        if not wanted or stage.name in wanted:
            with tempfile.TemporaryDirectory(prefix="killed-", dir=_MEMORY) as folder:
                yield try_stage(stage, Path(folder), sample)


def main() -> int:
    """Try the stages and print what became of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stage", action="append", default=[])
    parser.add_argument("--runs", type=int, default=1_000_000, help="a stage; else every place")
    parser.add_argument("--torn", type=int, default=20, help="kills in the middle of a write")
    parser.add_argument("--full", type=int, default=10, help="runs on a disk that fills up")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    sample = Sample(given.runs, given.torn, given.full, given.seed)
    accounts = []
    for account in try_stages(given.stage, sample):
        accounts.append(account)
        if not given.json:
            print(_line(account), flush=True)
    if given.json:
        print(json.dumps([asdict(account) for account in accounts]))
    else:
        print(_line(_sum(accounts)))
    return 1 if any(account.losses for account in accounts) else 0


def _sum(accounts: list[Account]) -> Account:
    return Account(
        "together",
        sum(a.points for a in accounts),
        sum(a.runs for a in accounts),
        sum(a.torn for a in accounts),
        sum(a.full for a in accounts),
        round(sum(a.seconds for a in accounts), 1),
        [loss for a in accounts for loss in a.losses],
    )


def _line(account: Account) -> str:
    told = "".join(f"\n    {loss}" for loss in account.losses[:20])
    if account.stage == "together":
        told = ""
    return (
        f"{account.stage:<20} {account.points:>6} points {account.runs:>6} runs "
        f"{account.torn:>4} torn {account.full:>4} full {len(account.losses):>4} losses "
        f"{account.seconds:>7} s{told}"
    )


if __name__ == "__main__":
    sys.exit(main())
