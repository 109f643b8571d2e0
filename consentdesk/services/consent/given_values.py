"""What a value given to a question stands for: places photos may go to, a kind of column.

A value is understood as a whole or refused: half an answer could lose somebody's no.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

from consentdesk.domain.consent import ACCOUNT, SOCIAL
from consentdesk.domain.errors import Refused
from consentdesk.services.consent.column_roles import Role
from consentdesk.services.consent.purpose_words import is_purpose
from consentdesk.services.consent.questions import Settled, is_kept
from consentdesk.services.sheet_words.plain_words import plain

_ASKS = f"{Role.ASKS.value}:"
_KINDS = frozenset(role.value for role in Role) - {Role.ASKS.value, Role.UNKNOWN.value}
_NAMES_PURPOSES = ("bundle:", "type:", "option:")

FREE_COLUMN = "asks: and one or several purposes, or another kind of column"
FREE_PURPOSES = "one or several purposes"


def names_purposes(known: Sequence[str]) -> Callable[[str], bool]:
    """Return what tells whether a value names purposes and nothing else."""
    return lambda value: all(is_purpose(part) or part in known for part in _parts(value))


def names_column(known: Sequence[str]) -> Callable[[str], bool]:
    """Return what tells whether a value says what a column holds."""
    purposes = names_purposes(known)
    return lambda value: (
        purposes(value.removeprefix(_ASKS)) if value.startswith(_ASKS) else value in _KINDS
    )


def purposes_named(value: str, known: Sequence[str]) -> tuple[str, ...]:
    """Return the purposes of a comma-separated answer; social media names every account in use."""
    accounts = tuple(p for p in known if p.startswith(ACCOUNT)) or (SOCIAL,)
    taken = [p for p in _parts(value) if is_purpose(p) or p in known]
    return tuple(dict.fromkeys(q for p in taken for q in (accounts if p == SOCIAL else (p,))))


def as_meant(settled: Settled, known: Sequence[str]) -> dict[str, str]:
    """Return answers with the accounts that social media as a whole stands for now.

    So an answer that is remembered does not grow with the accounts the school opens.

    Raises:
        Refused: an answer about a column says nothing that a column can hold.
    """
    return dict(_as_meant(settled, known))


def refuse_of_another_file(settled: Settled, *, said: bool) -> None:
    """Refuse answers that hold for one file only; `said` tells that they name another one.

    Raises:
        Refused: one of the answers is about rows, colours, tabs or a sheet as a whole.
    """
    if all(map(is_kept, map(plain, settled))):
        return
    if said:
        raise Refused(
            "These answers are about another sheet, or about this one before it was changed.",
            "Bring the sheet in again and answer what it asks now.",
        )
    raise Refused(
        "Nothing tells which sheet these answers are about.",
        "Put the sheet's “sha256”, which is printed with its questions, beside the answers.",
    )


def _as_meant(settled: Mapping[str, str], known: Sequence[str]) -> Iterator[tuple[str, str]]:
    is_column = names_column(known)
    for key, value in settled.items():
        head = _ASKS if value.startswith(_ASKS) else ""
        if key.startswith("column:"):
            if not is_column(value):
                raise Refused(f"“{value}” is no answer to “{key}”.", f"Give {FREE_COLUMN}.")
        elif not key.startswith(_NAMES_PURPOSES):
            yield key, value
            continue
        words = value.removeprefix(head)
        social = SOCIAL in _parts(words)
        yield key, f"{head}{','.join(purposes_named(words, known))}" if social else value


def _parts(value: str) -> list[str]:
    return [part.strip() for part in value.split(",")]
