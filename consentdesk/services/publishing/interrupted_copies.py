"""Copies that a crash left between writing and recording."""

import logging
from collections import defaultdict
from datetime import datetime
from functools import cache
from pathlib import Path

from consentdesk.domain.errors import PhotoError, Refused
from consentdesk.domain.ids import ChannelId, PhotoId
from consentdesk.domain.release import Clearance, ReleasedFile, ReleasedState
from consentdesk.media.channel_folder import (
    drop_empty_event_folder,
    drop_reserved_name,
    hidden_name,
    is_there,
    remove_leftovers,
)
from consentdesk.media.open_photo import open_photo
from consentdesk.media.thumbnails import fingerprint
from consentdesk.services.program_name import PROGRAM
from consentdesk.services.publishing.copy_on_disk import is_ours, mark_of, path_of
from consentdesk.services.publishing.older_copies import remove_older
from consentdesk.services.publishing.still_cleared import still_cleared
from consentdesk.services.publishing.unreleased_copies import never_released, record_unreleased
from consentdesk.services.publishing.waiting_copies import GONE_FOR_GOOD, folder_awaited
from consentdesk.services.register_picture import Clock, RegisterReader
from consentdesk.store.library import Library
from consentdesk.store.unit_of_work import UnitOfWork

log = logging.getLogger(__name__)


class InterruptedCopies:
    """Finishes their record: each stays and is recorded, or leaves its folder."""

    def __init__(self, library: Library, register: RegisterReader, clock: Clock) -> None:
        self._library = library
        self._register = register
        self._clock = clock

    def settle(self) -> None:
        """Settle every copy whose folder is there; one whose folder is away waits.

        One that may no longer be there is removed from its folder, whatever became of the
        channel since. One whose folder was given up and came back with it is found.
        """
        files, channels = self._library.run(lambda u: (u.releases.files(), u.channels.all()))
        places = {channel.id: channel.details.folder for channel in channels}
        writing = [file for file in files if file.state is ReleasedState.WRITING]
        given_up = [file for file in files if file.problem == GONE_FOR_GOOD]
        there = cache(is_there)  # a share that is away may take half a minute to be so
        own = {*places.values(), *(Path(file.folder) for file in (*writing, *given_up))}
        hidden = {hidden_name(mark_of(file)) for file in files}
        for folder in filter(there, own):
            remove_leftovers(folder, hidden)
        for file in writing:
            if there(folder_awaited(file, places[file.channel_id])):
                self._settle_one(file)
                drop_empty_event_folder(places[file.channel_id], Path(file.folder))
        for file in given_up:
            if there(Path(file.folder)):
                self._find(file)
        self._remove_older()

    def _remove_older(self) -> None:
        """Take out copies whose newer one was finished just before the crash."""
        standing: dict[tuple[PhotoId, ChannelId], list[ReleasedFile]] = defaultdict(list)
        for file in self._library.run(_released):
            if file.state is ReleasedState.PUBLISHED:
                standing[file.photo_id, file.channel_id].append(file)
        for copies in standing.values():
            if len(copies) > 1:
                remove_older(self._library, max(copies, key=lambda file: file.id))

    def _find(self, file: ReleasedFile) -> None:
        """Look for a copy that was given up; what is left of its name without it goes."""
        try:
            if is_ours(file):
                self._library.run(lambda u: record_unreleased(u, file))
            else:
                drop_reserved_name(path_of(file))
        except OSError:
            log.info("copy %s stays given up; its folder cannot be read", file.id)

    def _settle_one(self, file: ReleasedFile) -> None:
        try:
            if not is_ours(file):
                drop_reserved_name(path_of(file))
                self._refuse(file, "Writing was interrupted.")
            elif self._library.run(lambda u: self._may_stay(u, file)):
                looks = fingerprint(open_photo(path_of(file).read_bytes()))
                at = self._clock()
                self._library.run(lambda u: _publish(u, file, looks, at))
            else:
                path_of(file).unlink()
                self._refuse(file, "No longer checked.")
        except (OSError, PhotoError):
            log.warning("copy %s could not be settled; its folder cannot be read", file.id)

    def _refuse(self, file: ReleasedFile, problem: str) -> None:
        def work(u: UnitOfWork) -> None:
            u.releases.set_state(file.id, ReleasedState.REFUSED, file.sha256, problem)
            _record(u, file, ReleasedState.REFUSED)

        self._library.run(work)

    def _may_stay(self, u: UnitOfWork, file: ReleasedFile) -> bool:
        signed = u.releases.last_sign_off(u.photos.get(file.photo_id).batch_id)
        if signed is None or signed.id != file.sign_off_id:
            return False
        try:
            still_cleared(u, self._register, signed, Clearance(file.photo_id, file.channel_id))
        except Refused:
            return False
        return True


def _released(u: UnitOfWork) -> tuple[ReleasedFile, ...]:
    files = u.releases.files()
    found = never_released(u, files)
    return tuple(file for file in files if file.id not in found)


def _publish(u: UnitOfWork, file: ReleasedFile, looks: int, at: datetime) -> None:
    u.releases.publish(file.id, file.sha256, looks, at)
    _record(u, file, ReleasedState.PUBLISHED)


def _record(u: UnitOfWork, file: ReleasedFile, state: ReleasedState) -> None:
    detail = {"state": state.value}
    u.audit.add(PROGRAM, "interrupted_copy_settled", f"published copy {file.id}", detail)
