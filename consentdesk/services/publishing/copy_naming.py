"""The second half of publishing: every copy that is ready gets its name in the same moment."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from consentdesk.domain.errors import KnownError
from consentdesk.domain.ids import PhotoId
from consentdesk.domain.release import Clearance, ReleasedFile, ReleasedState, SignOff
from consentdesk.domain.staff import Duty
from consentdesk.media.channel_folder import drop_reserved_name, is_there, sync_folder
from consentdesk.media.folder_faults import ShareAway, share_away
from consentdesk.services.deciding.acting import Acting
from consentdesk.services.office.duties import refusal
from consentdesk.services.program_name import PROGRAM
from consentdesk.services.publishing.away_shares import Patience
from consentdesk.services.publishing.copy_making import ReadyCopy
from consentdesk.services.publishing.copy_on_disk import is_ours, path_of
from consentdesk.services.publishing.older_copies import remove_older
from consentdesk.services.publishing.still_cleared import not_cleared_any_more
from consentdesk.store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Named:
    """What became of copies that were ready.

    Attributes:
        named: those that stand in their folder now.
        refused: the photos of those that got no name, each with its sentence.
        unnamed: those that got none because of what stands in `problem`; they are on record as
            being written, and `InterruptedCopies` settles them.
        problem: the share stayed away or the library took no record; None when all is done.
    """

    named: tuple[ReleasedFile, ...] = ()
    refused: tuple[tuple[PhotoId, str], ...] = ()
    unnamed: tuple[ReadyCopy, ...] = ()
    problem: KnownError | None = None

    def followed_by(self, more: "Named") -> "Named":
        """Return both together; what is still unnamed is told by the later one."""
        return Named(
            (*self.named, *more.named), (*self.refused, *more.refused), more.unnamed, more.problem
        )


class CopyNaming:
    """Names the copies of one workspace."""

    def __init__(self, acting: Acting) -> None:
        self._acting = acting
        self._library = acting.library

    def give_names(
        self, signed: SignOff, by: str, copies: Sequence[ReadyCopy], patience: Patience
    ) -> Named:
        """Ask once more about each copy, name those that are cleared, remove what they replace.

        Whoever publishes, `by`, must be allowed to at this moment, too.
        """
        so_far = Named(unnamed=tuple(copies))

        def go_on() -> None:
            nonlocal so_far
            waiting = so_far.unnamed
            if so_far.problem is not None:
                _free_held_name(waiting[0])
            so_far = so_far.followed_by(
                self._library.run(lambda u: self._in_one_moment(u, signed, by, waiting))
            )
            if so_far.problem is not None:
                raise so_far.problem

        try:
            patience.attempt(go_on)
        except KnownError as error:
            so_far = replace(so_far, problem=error)
        for file in so_far.named:
            remove_older(self._library, file)
        return so_far

    def _in_one_moment(
        self, u: UnitOfWork, signed: SignOff, by: str, waiting: Sequence[ReadyCopy]
    ) -> Named:
        """Do it as one piece of the librarian's work.

        No withdrawal fits between the last question, the names and the record. A kill in between
        leaves names without a record, which `InterruptedCopies` asks about at the next start.
        """
        cleared, refused = self._still_cleared(u, signed, by, waiting)
        named: list[ReadyCopy] = []
        away: KnownError | None = None
        for copy in cleared:
            try:
                _give_name(copy)
            except ShareAway as error:
                away = error
                break
            except KnownError as error:
                refused.append((copy, str(error)))
            else:
                named.append(copy)
        self._record(u, named, refused)
        done = {copy.intended.id for copy in named} | {copy.intended.id for copy, _ in refused}
        return Named(
            tuple(copy.intended for copy in named),
            tuple((copy.intended.photo_id, problem) for copy, problem in refused),
            tuple(copy for copy in waiting if copy.intended.id not in done),
            away,
        )

    def _still_cleared(
        self, u: UnitOfWork, signed: SignOff, by: str, waiting: Sequence[ReadyCopy]
    ) -> tuple[list[ReadyCopy], list[tuple[ReadyCopy, str]]]:
        stopped = refusal(u, by, Duty.PUBLISH, self._acting.register.now().date())
        if stopped is not None:
            return [], [(copy, str(stopped)) for copy in waiting]
        asked = {_clearance(copy): copy for copy in waiting}
        refusals = not_cleared_any_more(u, self._acting.register, signed, asked)
        refused = [(asked[clearance], str(why)) for clearance, why in refusals.items()]
        cleared = [copy for clearance, copy in asked.items() if clearance not in refusals]
        return cleared, refused

    def _record(
        self,
        u: UnitOfWork,
        named: Sequence[ReadyCopy],
        refused: Sequence[tuple[ReadyCopy, str]],
    ) -> None:
        for folder in {Path(copy.intended.folder) for copy in named}:
            sync_folder(folder)
        at = self._acting.clock()
        for copy in named:
            u.releases.publish(copy.intended.id, copy.intended.sha256, copy.looks, at)
            u.audit.add(PROGRAM, "copy_published", f"published copy {copy.intended.id}")
        for copy, problem in refused:
            file = copy.intended
            if copy.hidden.remove():  # else it is settled when its folder is there again
                u.releases.set_state(file.id, ReleasedState.REFUSED, file.sha256, problem)


def _clearance(copy: ReadyCopy) -> Clearance:
    return Clearance(copy.intended.photo_id, copy.intended.channel_id)


def _give_name(copy: ReadyCopy) -> None:
    """Give the name, and leave nothing hidden; a share may have done so and its answer was lost."""
    try:
        copy.hidden.give_name()
    except KnownError:
        if not is_ours(copy.intended):
            raise
    if not copy.hidden.remove() and not is_there(Path(copy.intended.folder)):
        raise share_away()


def _free_held_name(copy: ReadyCopy) -> None:
    """Remove the empty file that an attempt on a drive without links may have left."""
    with suppress(OSError):
        drop_reserved_name(path_of(copy.intended))
