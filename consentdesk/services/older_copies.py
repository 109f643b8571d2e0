"""Copies of a photo that a newer one in the same channel replaces."""

from pathlib import Path

from consentdesk.domain.release import ReleasedFile, ReleasedState
from consentdesk.services.copy_on_disk import is_ours, path_of
from consentdesk.services.program_name import PROGRAM
from consentdesk.store.library import Library
from consentdesk.store.unit_of_work import UnitOfWork


def remove_older(library: Library, newest: ReleasedFile) -> None:
    """Take older copies of the same photo out of the channel's folder and record it."""
    photo_id, channel_id = newest.photo_id, newest.channel_id
    copies = library.run(lambda u: u.releases.files(photo_id=photo_id, channel_id=channel_id))
    for file in copies:
        if file.id < newest.id and file.state is ReleasedState.PUBLISHED:
            if is_ours(file):
                path_of(file).unlink(missing_ok=True)
            elif path_of(file).exists() or not Path(file.folder).is_dir():
                continue  # changed by somebody, or out of reach: take-down lists it
            _record_replaced(library, file)


def _record_replaced(library: Library, file: ReleasedFile) -> None:
    problem = "Replaced by a newer copy."
    state = ReleasedState.REPLACED

    def work(u: UnitOfWork) -> None:
        u.releases.set_state(file.id, state, file.sha256, problem)
        u.audit.add(PROGRAM, "copy_replaced", f"published copy {file.id}")

    library.run(work)
