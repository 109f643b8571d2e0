"""Which source a sheet comes from, recognised by its headers, never by its file name."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from consentdesk.domain.consent_source import ConsentSource
from consentdesk.services.consent.question_book import Matter, QuestionBook, choices
from consentdesk.services.consent.questions import (
    OF_THIS_SHEET_ONLY,
    Example,
    QuestionKind,
    Settled,
)
from consentdesk.services.import_messages import Level, Message

BESIDE = "beside"
_ALIKE = 0.6
"""Share of headers in common from which a sheet may be a changed one of a known source."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """Where a sheet comes from.

    Attributes:
        source: the one whose earlier answers it takes the place of; None for a new source.
        gone, new: headers that a known source had or has not had; for a changed sheet.
    """

    source: ConsentSource | None = None
    gone: tuple[str, ...] = ()
    new: tuple[str, ...] = ()

    @property
    def changed(self) -> bool:
        """Whether the sheet is not as the source's last one was."""
        return bool(self.gone or self.new)


def recognise(headers: Collection[str], sources: Sequence[ConsentSource]) -> Recognised:
    """Return the source with these very headers, else the most alike, else none."""
    mine = set(headers)
    best = max(sources, key=lambda s: _likeness(mine, set(s.headers)), default=None)
    if best is None or not mine or _likeness(mine, set(best.headers)) < _ALIKE:
        return Recognised()
    theirs = set(best.headers)
    return Recognised(best, tuple(sorted(theirs - mine)), tuple(sorted(mine - theirs)))


def settle_source(
    found: Recognised, sources: Sequence[ConsentSource], book: QuestionBook, headers: Sequence[str]
) -> tuple[ConsentSource | None, tuple[Message, ...]]:
    """Return whose answers the sheet replaces, asking unless its headers are the very same."""
    if found.source is not None and not found.changed:
        return found.source, ()
    if not sources:
        return None, ()
    likely = [found.source] if found.source else []
    ordered = [*likely, *(s for s in sources if s not in likely)]
    value = book.ask(_matter([s.name for s in ordered]), Example("", ", ".join(headers)[:200]))
    chosen = next((s for s in sources if s.name == value), None)
    return chosen, tuple(_about_change(found))


def remembered(source: ConsentSource | None, found: Recognised, given: Settled) -> Settled:
    """Return the answers that hold for this sheet: those remembered, then those given now.

    What was remembered about a header that is gone or new is asked again.
    """
    if source is None:
        return given
    touched = {*found.gone, *found.new}
    kept = {
        key: value
        for key, value in source.settled.items()
        if not any(part in touched for part in key.split(":"))
    }
    return {**kept, **given}


def to_remember(settled: Settled) -> dict[str, str]:
    """Return the answers that hold for the source's next sheet: none about a row or a child."""
    return {
        key: value
        for key, value in settled.items()
        if key.split(":")[0] not in OF_THIS_SHEET_ONLY and key != "as_of"
    }


def _likeness(mine: set[str], theirs: set[str]) -> float:
    together = len(mine | theirs)
    return len(mine & theirs) / together if together else 0.0


def _about_change(found: Recognised) -> list[Message]:
    if not found.changed or found.source is None:
        return []
    told = [f"“{header}” is new" for header in found.new]
    told += [f"“{header}” is gone" for header in found.gone]
    text = "The columns are not those of the last sheet of this kind: " + ", ".join(told) + "."
    return [Message("", "", Level.WARNING, "columns_changed", text)]


def _matter(names: Sequence[str]) -> Matter:
    return Matter(
        "replaces",
        QuestionKind.REPLACES,
        "Does this sheet take the place of an earlier one?",
        choices(
            (BESIDE, "No: its answers stand beside the others, and the strictest counts"),
            *((name, f"Yes, of “{name}”") for name in names),
        ),
        assumed=BESIDE,
        holds=False,
    )
