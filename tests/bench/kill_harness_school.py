"""A small school that the kill harness opens, cuts off and opens again."""

import pickle
import time
from collections.abc import Callable
from concurrent.futures import Executor, Future
from dataclasses import fields
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from consentdesk.app import wiring
from consentdesk.domain.pixels import Box, PixelBuffer
from consentdesk.domain.search import Search
from consentdesk.faces import worker
from consentdesk.faces.pool import FacePool
from consentdesk.faces.ports import FoundFace
from consentdesk.services.workspace import Workspace
from tests.small_workspace import KEY, SmallSchool, TestClock, make_school

_LATER, _BEGAN = datetime(2026, 6, 20, 11, 0, tzinfo=UTC), time.monotonic()


class TwoFaces:
    """A detector that is certain of two faces in every photo."""

    version = "two-faces-1"

    def find(self, pixels: PixelBuffer, search: Search) -> tuple[FoundFace, ...]:
        """Return them, always in the same places; of a finished copy it knows nothing."""
        if search.upright:
            return ()
        found = []
        for left in (pixels.width // 8, pixels.width // 2):
            box = Box(left, pixels.height // 4, pixels.width // 8, pixels.height // 4)
            points = tuple((box.x + box.width / 2, box.y + n * box.height / 6) for n in range(1, 6))
            found.append(FoundFace.sized(box, 0.95, points))
        return tuple(found)


class AtOnce(Executor):
    """Does the work where it is handed out: the same order of writes in every run."""

    def submit(self, work: Callable[..., Any], /, *given: Any, **more: Any) -> "Future[Any]":
        """Do it now."""
        done: Future[Any] = Future()
        try:
            done.set_result(work(*given, **more))
        except Exception as error:
            done.set_exception(error)
        return done


def open_as_the_program_does(folder: Path, obtain: Callable[[Path], bytes]) -> Workspace:
    """Open the workspace by the program's own way, with a clock, a key and workers of ours.

    Only ever called in a process of its own, which it leaves changed.
    """
    wiring.now = _clock()  # type: ignore[assignment]
    wiring.obtain_key = lambda place, phrase: obtain(place)  # type: ignore[assignment]
    wiring.FacePool = lambda workers=None: FacePool(1, lambda count: AtOnce())  # type: ignore
    worker._our_detector = TwoFaces  # type: ignore[assignment]
    return wiring.open_workspace(folder / "workspace", "")


def _clock() -> TestClock:
    return TestClock(_LATER + timedelta(seconds=time.monotonic() - _BEGAN))


def put_by(school: SmallSchool) -> None:
    """Keep what is known of the small school beside its workspace."""
    known = {f.name: getattr(school, f.name) for f in fields(school)}
    plain = {name: value for name, value in known.items() if name not in {"workspace", "clock"}}
    (school.folder / "school").write_bytes(pickle.dumps(plain))


def school_of(workspace: Workspace, folder: Path) -> SmallSchool:
    """Return the small school that was put by, with its workspace as it is now."""
    plain = pickle.loads((folder / "school").read_bytes())
    return SmallSchool(workspace=workspace, clock=_clock(), **plain)


class Stage:
    """A step of the job.

    Attributes:
        name: as on the command line.
        opening: whether opening the workspace belongs to the work.
        destroys: whether the work destroys pictures for good, so that a row may miss its own.
    """

    name = ""
    opening = False
    destroys = False

    def prepare(self, folder: Path) -> None:
        """Make the workspace as it is before the work."""
        school = make_school(folder)
        put_by(school)
        school.workspace.close()
        workspace = open_as_the_program_does(folder, self.obtain)
        self.before(school_of(workspace, folder))
        workspace.close()

    def obtain(self, place: Path) -> bytes:
        """Return the key of the workspace that lies there."""
        return KEY

    def before(self, school: SmallSchool) -> None:
        """Do what comes before the work."""

    def work(self, school: SmallSchool) -> None:
        """Do the work, or what is left of it."""

    def run(self, workspace: Workspace, folder: Path) -> None:
        """Do the work in an open workspace."""
        self.work(school_of(workspace, folder))

    def meddle(self) -> None:
        """Change the process in which the work is done."""
