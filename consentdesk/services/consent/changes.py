"""What an import changes for whom: the part a person must see before agreeing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeAlias

from consentdesk.domain.consent import (
    Answer,
    Permission,
    Standing,
    permission,
    wider_purposes,
)
from consentdesk.domain.people import PersonDetails

Change: TypeAlias = tuple[str, str]
"""Key of a person and a purpose."""

KINDS = ("added", "tightened", "loosened", "unchanged")

_STRICTNESS = {standing: place for place, standing in enumerate(Standing)}


@dataclass(frozen=True, slots=True)
class Stand:
    """One person and the answers that are live for them."""

    details: PersonDetails
    answers: tuple[Answer, ...] = ()


@dataclass(frozen=True, slots=True)
class Changes:
    """What becomes of permissions.

    Attributes:
        added: nothing was on record before.
        tightened, loosened: stricter or less strict than before; fewer limits are looser.
        vanished: keys of people on the roll whom the sheet leaves out; they keep their answers.
        unmatched: places of rows that belong to nobody, such as ``Consent!A7``.
    """

    added: tuple[Change, ...] = ()
    tightened: tuple[Change, ...] = ()
    loosened: tuple[Change, ...] = ()
    unchanged: tuple[Change, ...] = ()
    vanished: tuple[str, ...] = ()
    unmatched: tuple[str, ...] = ()


def permissions(stand: Stand, purposes: Iterable[str], today: date) -> dict[str, Permission]:
    """Return the person's permission for each purpose."""
    if not stand.answers:
        # Nobody has answered yet; it is the same for every purpose.
        silent = permission(stand.details, (), "", today)
        return {p: replace(silent, purpose=p) for p in purposes}
    # Only answers to the purpose and to wider ones bear on it; the rest cost time.
    by_purpose: dict[str, list[Answer]] = {}
    for answer in stand.answers:
        by_purpose.setdefault(answer.purpose, []).append(answer)
    every = {
        p: [a for q in (p, *wider_purposes(p)) for a in by_purpose.get(q, ())] for p in purposes
    }
    return {p: permission(stand.details, every[p], p, today) for p in purposes}


def compare(
    before: Mapping[str, Stand],
    after: Mapping[str, Mapping[str, Permission]],
    purposes: Sequence[str],
    today: date,
) -> Changes:
    """Sort every person of `after` and every purpose by what changes.

    A person is the same when the key is the same; `after` holds permissions by purpose.
    """
    kinds: dict[str, list[Change]] = {
        k: [] for k in ("added", "tightened", "loosened", "unchanged")
    }
    for key in sorted(after):
        was = before.get(key)
        now = after[key]
        then = {} if was is None else permissions(was, purposes, today)
        for purpose in purposes:
            asked = was is not None and _on_record(was, then[purpose])
            kinds[_kind(then.get(purpose) if asked else None, now[purpose])].append((key, purpose))
    added, tightened, loosened, unchanged = (tuple(kinds[kind]) for kind in KINDS)
    return Changes(added, tightened, loosened, unchanged)


def _on_record(stand: Stand, then: Permission) -> bool:
    """Whether anything, a blank in a sheet included, stood for the purpose before."""
    return then.standing is not Standing.NOT_ASKED or any(
        answer.purpose == then.purpose for answer in stand.answers
    )


def _kind(then: Permission | None, now: Permission) -> str:
    if then is None:
        return "unchanged" if now.standing is Standing.NOT_ASKED else "added"
    if _place(now) < _place(then) or (now.allowed and then.limits - now.limits):
        return "loosened"
    if _place(now) > _place(then) or (now.allowed and now.limits - then.limits):
        return "tightened"
    return "unchanged"


def _place(permission: Permission) -> int:
    return _STRICTNESS[permission.standing]
