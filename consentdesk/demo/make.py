"""Writes the made-up school's photos and portraits into a folder, as the iPads would have.

Photos appear one by one under their final names. What is already there from an earlier
start with the same plan is kept; the note ``made.json`` tells.
"""

import json
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from consentdesk.demo.extra_files import write_extra_files
from consentdesk.demo.portraits import paint_portrait
from consentdesk.demo.pupils import DemoPupil
from consentdesk.demo.scenes import HEIGHT, WIDTH, Scene, compose_scene
from consentdesk.demo.school import DemoSchool, consent_rows
from consentdesk.demo.sports_day import DAY, IPADS, DemoPhoto
from consentdesk.demo.writing import write_whole
from consentdesk.domain.progress import CancelToken, Progress
from consentdesk.media.ipad_camera import photograph

# Raise it when the same plan gives other pictures than before.
_VERSION = 3
_QUALITY = {"jpeg": 88, "heic": 60}
_NOTE, _TRUTHS = "made.json", "truth"

Size = tuple[int, int]
_Job = Callable[[], None]


@dataclass(frozen=True, slots=True)
class DemoFiles:
    """What was written.

    Attributes:
        photos_folder: what a person would copy from the iPads.
        portraits_folder: register photos, ``<UPN>_1.jpg`` to ``<UPN>_3.jpg``.
        consent_rows: for the consent workbook, see `consentdesk.demo.school.consent_rows`.
        truth_path: JSON with every face of every photo, and who are near-twins.
    """

    photos_folder: Path
    portraits_folder: Path
    consent_rows: list[dict[str, str]]
    truth_path: Path


def demo_files(folder: Path, plan: DemoSchool) -> DemoFiles:
    """Return where everything of the made-up school lies, or will lie."""
    return DemoFiles(
        folder / "ipad", folder / "portraits", consent_rows(plan), folder / "truth.json"
    )


def make_demo(
    folder: Path,
    plan: DemoSchool,
    *,
    workers: int = 2,
    progress: Progress | None = None,
    size: Size = (WIDTH, HEIGHT),
    cancel: CancelToken | None = None,
    portraits_done: Callable[[], None] = lambda: None,
) -> DemoFiles:
    """Write everything that is not there yet and return where it lies.

    Args:
        folder: made if absent.
        workers: processes that paint; 1 paints in this process.
        size: width and height of the upright photos in pixels.
        cancel: stops after the pictures in hand; the next start goes on.
        portraits_done: called when every register portrait is there, before the photos.

    Raises:
        OSError: the folder cannot be written.
        Cancelled: the person stopped it.
    """
    files = demo_files(folder, plan)
    _start_over_if_changed(folder, plan, size)
    jobs = [_PhotoJob(folder, photo, size) for photo in plan.photos]
    portraits = [_PortraitJob(folder, pupil) for pupil in plan.pupils]
    missing: list[_Job] = [job for job in jobs if not job.done]
    missing_portraits: list[_Job] = [job for job in portraits if not job.done]
    if progress is not None:
        progress.start("Taking the made-up photos", len(missing) + len(missing_portraits))
    token = cancel or CancelToken()
    with _painters(workers) as painters:
        for stage, done in ((missing_portraits, portraits_done), (missing, _nothing)):
            for _ in _carried_out(stage, painters, token):
                if progress is not None:
                    progress.step()
            done()
    _write_truth(files, plan, [job.truth_path for job in jobs])
    return files


def _nothing() -> None:
    """Stand in where nobody wants to know."""


@contextmanager
def _painters(workers: int) -> Iterator[ProcessPoolExecutor | None]:
    """Start the painting processes; None paints in this process."""
    if workers <= 1:
        yield None
        return
    pool = ProcessPoolExecutor(workers, mp_context=get_context("spawn"))
    try:
        yield pool
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _carried_out(
    work: list[_Job], painters: ProcessPoolExecutor | None, cancel: CancelToken
) -> Iterator[None]:
    """Do the work and yield after each piece, in the order of finishing."""
    if painters is None:
        for piece in work:
            cancel.raise_if_cancelled()
            yield piece()
        return
    pieces: list[Future[None]] = [painters.submit(piece) for piece in work]
    for finished in as_completed(pieces):
        cancel.raise_if_cancelled()
        yield finished.result()


@dataclass(frozen=True, slots=True)
class _PhotoJob:
    """One photo to paint and write; its truth is written first."""

    folder: Path
    photo: DemoPhoto
    size: Size

    @property
    def truth_path(self) -> Path:
        return self.folder / _TRUTHS / f"{self.photo.name}.json"

    @property
    def done(self) -> bool:
        return self.truth_path.exists() and (self.folder / "ipad" / self.photo.name).exists()

    def __call__(self) -> None:
        scene = compose_scene(self.photo.scene, *self.size)
        data = photograph(
            scene.pixels,
            kind=self.photo.kind,
            taken_at=self.photo.taken_at,
            device=self.photo.device,
            location=self.photo.location,
            orientation=self.photo.orientation,
            live_photo_id=self.photo.live_photo_id,
            quality=_QUALITY[self.photo.kind],
        )
        write_whole(self.truth_path, json.dumps(_truth(scene)).encode())
        write_whole(self.folder / "ipad" / self.photo.name, data)


@dataclass(frozen=True, slots=True)
class _PortraitJob:
    """A pupil's register photos."""

    folder: Path
    pupil: DemoPupil

    @property
    def paths(self) -> list[Path]:
        numbers = range(1, self.pupil.portraits + 1)
        return [self.folder / "portraits" / f"{self.pupil.upn}_{number}.jpg" for number in numbers]

    @property
    def done(self) -> bool:
        return all(path.exists() for path in self.paths)

    def __call__(self) -> None:
        for number, path in enumerate(self.paths, start=1):
            pixels = paint_portrait(self.pupil.head, number)
            data = photograph(pixels, kind="jpeg", taken_at=DAY, device=IPADS[0], location=None)
            write_whole(path, data)


def _truth(scene: Scene) -> dict[str, object]:
    return {
        "width": scene.pixels.width,
        "height": scene.pixels.height,
        "readable": True,
        "faces": [
            {
                "box": [face.box.x, face.box.y, face.box.width, face.box.height],
                "person": face.person,
                "height": face.box.height,
                "view": face.view,
                "visible": face.visible,
            }
            for face in scene.faces
        ],
    }


def _write_truth(files: DemoFiles, plan: DemoSchool, parts: list[Path]) -> None:
    photos = {
        photo.name: json.loads(part.read_text(encoding="utf-8"))
        for photo, part in zip(plan.photos, parts, strict=True)
    }
    photos.update(write_extra_files(files.photos_folder, plan.photos, photos))
    whole = {
        "version": _VERSION,
        "seed": plan.seed,
        "near_twins": plan.near_twins,
        "files": photos,
    }
    write_whole(files.truth_path, json.dumps(whole, indent=1).encode())


def _start_over_if_changed(folder: Path, plan: DemoSchool, size: Size) -> None:
    """Remove what an earlier, different plan wrote; leave any folder that is not ours alone."""
    asked = {
        "version": _VERSION,
        "seed": plan.seed,
        "pupils": len(plan.pupils),
        "photos": len(plan.photos),
        "size": list(size),
    }
    note, wanted = folder / _NOTE, json.dumps(asked).encode()
    if note.exists() and note.read_bytes() != wanted:
        for part in ("ipad", "portraits", _TRUTHS):
            for path in (folder / part).glob("*"):
                path.unlink()
    write_whole(note, wanted)
