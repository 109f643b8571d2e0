"""The made-up school with its photos searched, made once and kept; each run gets a copy."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from consentdesk.app.demo_school import (
    DEMO_PASSPHRASE,
    OFFICE,
    attach_and_enrol,
    set_up_school,
    write_consent_workbook,
)
from consentdesk.app.wiring import now, open_workspace
from consentdesk.demo.make import DemoFiles, make_demo
from consentdesk.demo.school import plan_school
from consentdesk.domain.batch import Mode
from consentdesk.domain.photo import PhotoState
from consentdesk.domain.progress import CancelToken, Progress
from consentdesk.faces.memory_budget import every_worker
from consentdesk.services.workspace import Workspace

PUPILS, SEED = 24, 2026


def make_scanned_school(folder: Path, photos: int) -> DemoFiles:
    """Make the school in `folder`, bring its photos in and search them; go on if stopped.

    The batch is in Match and has a closed roster; nothing in it is decided.
    """
    plan = plan_school(SEED, PUPILS, photos)
    files = make_demo(folder / "demo", plan, workers=every_worker())
    place = folder / "school" / "workspace"
    is_new = not place.exists()
    workspace = open_workspace(place, DEMO_PASSPHRASE, face_workers=every_worker())
    if is_new:
        workbook = write_consent_workbook(folder, files.consent_rows)
        batch = set_up_school(workspace, plan, workbook, folder / "school", now().date())
        attach_and_enrol(workspace, files)
        closed = replace(batch.details, closed_roster=True)
        workspace.batches.change(batch.id, closed, OFFICE)
    batch_id = workspace.batches.cards()[0].batch.id
    token = CancelToken()
    workspace.importer.bring_in(batch_id, [files.photos_folder], OFFICE, Progress(), token)
    if _waits(workspace):
        workspace.scanner.run(batch_id, OFFICE, Progress(), token)
    workspace.close()
    return files


@contextmanager
def copy_of_school(folder: Path, mode: Mode) -> Iterator[Workspace]:
    """Open a copy of the searched school in one way of working; it is gone afterwards.

    The vault's files are never written twice, so that links to them will do.
    """
    with TemporaryDirectory(dir=folder) as temporary:
        place = Path(temporary) / "workspace"
        shutil.copytree(folder / "school" / "workspace", place, copy_function=_copied)
        workspace = open_workspace(place, DEMO_PASSPHRASE, face_workers=1)
        try:
            batch = workspace.batches.cards()[0].batch
            details = replace(batch.details, mode=mode)
            workspace.batches.change(batch.id, details, OFFICE)
            yield workspace
        finally:
            workspace.close()


def _waits(workspace: Workspace) -> bool:
    desk = workspace.review.desk(workspace.batches.cards()[0].batch.id)
    return any(entry.photo.state is PhotoState.BROUGHT_IN for entry in desk.photos)


def _copied(source: str, target: str) -> None:
    if "vault" in Path(source).parts:
        os.link(source, target)
    else:
        shutil.copy2(source, target)
