"""What came of a look into the folders, or of a take-down, in a sentence and its look."""

from __future__ import annotations

from collections.abc import Sequence

from consentdesk.services.looking_after.still_there import FolderCheck
from consentdesk.services.looking_after.take_down import TakeDownReceipt
from consentdesk.ui.text import plural, tr


def ended_words(result: object, *, stopped: bool) -> tuple[str, str]:
    """Return what to say of the result of a job, and the look of the note that says it.

    Green only when nothing is left to do about it; nothing is said of a job without a result,
    whose error is told elsewhere.
    """
    if isinstance(result, TakeDownReceipt):
        said, well = _taken_down(result), not result.left
    elif isinstance(result, FolderCheck):
        said, well = _found(result), not _counted(result)
    else:
        said, well = "", True
    if stopped:
        said, well = " ".join((tr("Stopped before the end."), said)).strip(), False
    return said, "info" if well else "problem"


def _taken_down(receipt: TakeDownReceipt) -> str:
    done, left = len(receipt.removed) + len(receipt.not_there), len(receipt.left)
    gone = plural(
        done,
        "{n} file is gone from its folder, which was read again.",
        "{n} files are gone from their folders, which were read again.",
    )
    waits = plural(
        left,
        "{n} copy could not be taken down; choose it to see why.",
        "{n} copies could not be taken down; choose one to see why.",
    )
    return " ".join(said for said, n in ((gone, done), (waits, left)) if n)


def _found(found: FolderCheck) -> str:
    same = plural(
        found.same, "{n} copy is as it was put there", "{n} copies are as they were put there"
    )
    return ", ".join((same, *_counted(found))) + "."


def _counted(found: FolderCheck) -> tuple[str, ...]:
    counts: tuple[tuple[Sequence[object], str, str], ...] = (
        (found.gone, "{n} is not there any more", "{n} are not there any more"),
        (found.changed, "{n} was changed by somebody", "{n} were changed by somebody"),
        (found.back, "{n} is there again", "{n} are there again"),
        (
            found.unreleased,
            "{n} was never released and has to be taken down",
            "{n} were never released and have to be taken down",
        ),
        (found.other_names, "{n} lies there under another name", "{n} lie there under other names"),
        (found.away, "{n} folder cannot be looked into", "{n} folders cannot be looked into"),
    )
    return tuple(plural(len(those), one, many) for those, one, many in counts if those)
