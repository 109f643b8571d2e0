"""Clearance records as witnesses: each keeps the head of the audit trail as it once was.

Those in the library lie behind the same key as the trail. One that somebody took out of the
house vouches for the trail even against whoever holds the key.
"""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from consentdesk.domain.errors import DamagedStore, Refused
from consentdesk.domain.ids import VaultKey
from consentdesk.domain.release import ClearanceRecord
from consentdesk.domain.release_facts import AuditHead
from consentdesk.store.unit_of_work import UnitOfWork
from consentdesk.store.vault import Vault

FACTS, PAGE = "facts", "page"
"""The two halves of a record, as the audit trail names their fingerprints."""

_MOST_BYTES = 1 << 26
"""Far more than a record of thousands of files; whatever is larger is another file."""

_ON_THE_PAGE = re.compile(rb"Audit trail up to line (\d{1,18}): ([0-9a-f]{64})")


@dataclass(frozen=True, slots=True)
class VouchingRecord:
    """A clearance record and what it says about the trail.

    Attributes:
        name: how to tell a person which record is meant.
        outside: it was given as a file, and does not come out of the library.
        prints: SHA-256, hex, of the halves that are there.
    """

    name: str
    outside: bool
    head: AuditHead
    prints: Mapping[str, str]


def records_in_library(u: UnitOfWork, vault: Vault) -> Iterator[VouchingRecord]:
    """Give the records of the library, those aside whose facts cannot be read any more."""
    for batch in u.batches.all():
        for record in u.releases.records(batch.id):
            facts, page = _from_vault(vault, record.facts), _from_vault(vault, record.page)
            head = None if facts is None else _head_of_facts(facts)
            if facts is None or head is None:
                continue
            prints = {FACTS: _sha256(facts)} | ({} if page is None else {PAGE: _sha256(page)})
            yield VouchingRecord(_name(record, batch.id), False, head, prints)


def record_outside(path: Path) -> VouchingRecord:
    """Return what a record's file says: its facts (JSON) or its page (PDF).

    Raises:
        Refused: the file cannot be read, or is no clearance record.
    """
    try:
        with path.open("rb") as file:
            data = file.read(_MOST_BYTES + 1)
    except OSError as error:
        raise Refused(
            f"{path.name} cannot be read.", "Check that the file is there and may be opened."
        ) from error
    is_page = data.startswith(b"%PDF")
    head = _head_of_page(data) if is_page else _head_of_facts(data)
    if head is None or len(data) > _MOST_BYTES:
        raise Refused(
            f"{path.name} is not a clearance record as ConsentDesk writes them.",
            "Give the record's PDF or JSON file as it was saved, not a printed or copied page.",
        )
    return VouchingRecord(path.name, True, head, {PAGE if is_page else FACTS: _sha256(data)})


def _head_of_facts(data: bytes) -> AuditHead | None:
    try:
        told = json.loads(data)["audit"]
        line, chained = told["line"], told["chained"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    if type(line) is not int or line < 1 or not isinstance(chained, str):
        return None
    return AuditHead(line, chained)


def _head_of_page(data: bytes) -> AuditHead | None:
    found = _ON_THE_PAGE.search(data)
    return None if found is None else AuditHead(int(found[1]), found[2].decode())


def _from_vault(vault: Vault, key: VaultKey) -> bytes | None:
    try:
        return vault.get(key)
    except DamagedStore:
        return None


def _name(record: ClearanceRecord, batch_id: int) -> str:
    return f"clearance record {record.id} (batch {batch_id}, sign-off {record.sign_off_id})"


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
