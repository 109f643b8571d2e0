"""What became of an answer, in words: where it stood, who brought it in, how it ended."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from consentdesk.domain.channel import words_of
from consentdesk.domain.consent import Answer
from consentdesk.ui.register.permission_words import limits_in_words
from consentdesk.ui.text import day_words, tr

if TYPE_CHECKING:
    from consentdesk.domain.consent_source import SheetImport
    from consentdesk.services.register.answer_history import RecordedAnswer

BY_SHEET = "sheet"


def place_words(recorded: RecordedAnswer) -> str:
    """Return the cell and the file an answer was read in, or that it came to the office."""
    source = recorded.entry.answer.source
    if recorded.sheet is None:
        return source
    file = recorded.sheet.details.file_name
    return tr("{cell} in {file}", cell=source, file=file) if source else file


def place_of(answer: Answer, history: Iterable[RecordedAnswer]) -> str:
    """Return where an answer on record was read; empty while that is not known."""
    places = (
        place_words(each)
        for each in history
        if each.entry.replaced_at is None and each.entry.answer == answer
    )
    return next(places, "")


def answer_lines(recorded: RecordedAnswer) -> tuple[str, ...]:
    """Return what is known about an answer, a line each: limits, who and when, wording, origin."""
    answer = recorded.entry.answer
    limits = limits_in_words(answer.limits)
    given = [answer.given_by]
    if answer.given_on is not None:
        given.append(day_words(answer.given_on))
    lines = (
        limits[:1].upper() + limits[1:],
        ", ".join(part for part in given if part),
        tr("Until {day}", day=day_words(answer.expires_on)) if answer.expires_on else "",
        tr("Asked: “{wording}”", wording=answer.wording) if answer.wording else "",
        _origin(recorded),
        _kept(recorded),
    )
    return tuple(line for line in lines if line)


def title_words(recorded: RecordedAnswer) -> str:
    """Return what was asked."""
    return words_of(recorded.entry.answer.purpose)


def ending_words(recorded: RecordedAnswer) -> str:
    """Return how the answer ended, or that it still counts."""
    over = recorded.entry.replaced_at
    if recorded.overtaken:
        return tr("On record; the same person decided otherwise later")
    if over is None:
        return tr("Still counts")
    day = day_words(over.astimezone().date())
    if recorded.replaced_with is not None:
        return tr("Replaced by {file} on {day}", file=_file(recorded.replaced_with), day=day)
    if recorded.undone is not None:
        return tr("Undone by {name} on {day}", name=recorded.undone.undone_by, day=day)
    return tr("No longer counts since {day}", day=day)


def _origin(recorded: RecordedAnswer) -> str:
    entry, place = recorded.entry, place_words(recorded)
    day = day_words(entry.recorded_at.astimezone().date())
    if recorded.sheet is not None:
        by = recorded.sheet.details.by
        return tr("{place}, brought in by {name} on {day}", place=place, name=by, day=day)
    if entry.source_kind == BY_SHEET:
        place = place or tr("A sheet")
        return tr("{place}, brought in on {day}", place=place, day=day)
    return tr("Recorded in the office on {day}", day=day)


def _kept(recorded: RecordedAnswer) -> str:
    kept = recorded.kept_with
    return "" if kept is None else tr("Kept when {file} came in", file=_file(kept))


def _file(sheet: SheetImport) -> str:
    return sheet.details.file_name
