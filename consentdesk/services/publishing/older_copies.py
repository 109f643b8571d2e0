"""Copies of a photo that a newer one in the same channel replaces."""

import logging
from pathlib import Path

from consentdesk.domain.release import ReleasedFile, ReleasedState
from consentdesk.media.channel_folder import drop_empty_event_folder, is_there
from consentdesk.services.program_name import PROGRAM
from consentdesk.services.publishing.copy_on_disk import is_ours, path_of
from consentdesk.services.publishing.unreleased_copies import never_released
from consentdesk.store.library import Library
from consentdesk.store.unit_of_work import UnitOfWork

log = logging.getLogger(__name__)


def remove_older(library: Library, newest: ReleasedFile) -> None:
    """Take older copies of the same photo out of the channel's folder and record it."""
    photo_id, channel_id = newest.photo_id, newest.channel_id

    def released(u: UnitOfWork) -> tuple[ReleasedFile, ...]:
        copies = u.releases.files(photo_id=photo_id, channel_id=channel_id)
        found = never_released(u, copies)  # these are taken down, and somebody looks at the account
        return tuple(file for file in copies if file.id not in found)

    for file in library.run(released):
        if file.id < newest.id and file.state is ReleasedState.PUBLISHED and _taken_out(file):
            _record_replaced(library, file)
            if file.folder != newest.folder:
                _drop_empty(library, file)


def _taken_out(file: ReleasedFile) -> bool:
    """Remove the copy; what somebody changed or cannot be reached stays, and take-down lists it."""
    try:
        if is_ours(file):
            path_of(file).unlink(missing_ok=True)
        return not path_of(file).exists() and is_there(Path(file.folder))
    except OSError:
        log.warning("an older copy of photo %s stays", file.photo_id)
        return False


def _drop_empty(library: Library, file: ReleasedFile) -> None:
    """Take the folder of an event away when this was its last copy; it bears the old title."""
    channel = library.run(lambda u: u.channels.get(file.channel_id))
    drop_empty_event_folder(channel.details.folder, Path(file.folder))


def _record_replaced(library: Library, file: ReleasedFile) -> None:
    problem = "Replaced by a newer copy."
    state = ReleasedState.REPLACED

    def work(u: UnitOfWork) -> None:
        u.releases.set_state(file.id, state, file.sha256, problem)
        u.audit.add(PROGRAM, "copy_replaced", f"published copy {file.id}")

    library.run(work)
