"""Clearance records: the page and the facts that prove what went out under a sign-off.

The facts name the last line of the audit trail, and the next line names the fingerprint of the
facts. Both are made in one piece of the librarian's work, so that no line fits between them:
whoever changes the record or the trail is shown up by the other.
"""

import hashlib
import json
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path

from consentdesk.domain.errors import Refused
from consentdesk.domain.ids import BatchId, SignOffId
from consentdesk.domain.release import ClearanceRecord
from consentdesk.domain.release_facts import ReleaseFacts
from consentdesk.media.record_page import draw_record
from consentdesk.media.since_page import SinceThen, with_since_then
from consentdesk.services.looking_after.published_copies import PublishedCopies
from consentdesk.services.publishing.release_account import release_facts
from consentdesk.services.publishing.since_then import since_then
from consentdesk.services.register_picture import Clock, RegisterReader
from consentdesk.services.saved_paper import save_paper
from consentdesk.store.library import Library
from consentdesk.store.unit_of_work import UnitOfWork

FACTS_VERSION = 1
"""Of the JSON, described in docs/clearance-record.md; raised when a field changes its meaning."""


RECORD_SAVED = "clearance_record_saved"
"""Of the trail's line with the fingerprint of a page that was saved with what happened since."""


class ClearanceRecords:
    """The clearance records of one workspace."""

    def __init__(self, library: Library, register: RegisterReader, clock: Clock) -> None:
        self._library = library
        self._register = register
        self._clock = clock
        self._copies = PublishedCopies(library, register)

    def make(self, sign_off_id: SignOffId, by: str) -> ClearanceRecord:
        """Return the record of what went out under a sign-off so far.

        A new one is made when more went out than the last one tells; records are never changed.

        Raises:
            Refused: nothing was published or refused under this sign-off yet.
        """
        return self._library.run(lambda u: self._make(u, sign_off_id, by))

    def of_batch(self, batch_id: BatchId) -> tuple[ClearanceRecord, ...]:
        """Return the records of a batch, oldest first."""
        return self._library.run(lambda u: u.releases.records(batch_id))

    def latest(self, batch_id: BatchId, by: str) -> ClearanceRecord:
        """Return the newest record of a batch; made now when publishing was cut off before it.

        Raises:
            Refused: nothing was published from the batch yet.
        """

        def work(u: UnitOfWork) -> ClearanceRecord:
            records, signed = u.releases.records(batch_id), u.releases.last_sign_off(batch_id)
            if signed is None:
                raise _nothing_yet()
            if u.releases.files(sign_off_id=signed.id) or not records:
                return self._make(u, signed.id, by)
            return records[-1]

        return self._library.run(work)

    def page(self, record: ClearanceRecord) -> bytes:
        """Return the page as a PDF, as it was made.

        Raises:
            DamagedStore: it is missing from the vault or was changed.
        """
        return self._library.vault.get(record.page)

    def facts(self, record: ClearanceRecord) -> bytes:
        """Return the facts as JSON (UTF-8), as they were made; see docs/clearance-record.md.

        Raises:
            DamagedStore: they are missing from the vault or were changed.
        """
        return self._library.vault.get(record.facts)

    def since(self, record: ClearanceRecord) -> SinceThen:
        """Return what became of the record's copies after it was made, up to now.

        Raises:
            DamagedStore: as `facts`.
        """
        return self._library.run(lambda u: self._since(u, record))

    def save_page(self, record: ClearanceRecord, path: Path, by: str) -> None:
        """Write the page where a person said, and behind it what happened since.

        The file begins with the page as it was made, byte for byte; the audit trail gets the
        fingerprint of the whole. A file of that name is replaced.

        Raises:
            Refused, DiskFull: as `save_paper`.
            DamagedStore: as `page`.
        """

        def work(u: UnitOfWork) -> bytes:
            since = self._since(u, record)
            pages = with_since_then(self.page(record), since)
            subject = f"batch {since.batch_id}, sign-off {since.sign_off_id}"
            # Before the file is there: a line about one that failed is better than none.
            u.audit.add(by, RECORD_SAVED, subject, {"page": _sha256(pages)})
            return pages

        save_paper(path, self._library.run(work))

    def save_facts(self, record: ClearanceRecord, path: Path) -> None:
        """Write the facts where a person said; a file of that name is replaced.

        They are as they were made, byte for byte as the audit trail names their fingerprint.

        Raises:
            Refused, DiskFull, DamagedStore: as `save_page`.
        """
        save_paper(path, self.facts(record))

    def _make(self, u: UnitOfWork, sign_off_id: SignOffId, by: str) -> ClearanceRecord:
        signed = u.releases.sign_off(sign_off_id)
        if not u.releases.files(sign_off_id=sign_off_id):
            raise _nothing_yet()
        facts = release_facts(u, signed, self._register.read(u), self._clock())
        own = [r for r in u.releases.records(signed.batch_id) if r.sign_off_id == sign_off_id]
        if own and self._told(own[-1]) == _fingerprints(facts):
            return own[-1]
        return self._keep(u, facts, by)

    def _keep(self, u: UnitOfWork, facts: ReleaseFacts, by: str) -> ClearanceRecord:
        written, page = facts_as_json(facts), draw_record(facts)
        vault = self._library.vault
        record = u.releases.keep_record(
            facts.sign_off_id, facts.made_at, vault.put(page), vault.put(written)
        )
        fingerprints = {"facts": _sha256(written), "page": _sha256(page)}
        subject = f"batch {facts.batch_id}, sign-off {facts.sign_off_id}"
        u.audit.add(by, "clearance_record_made", subject, fingerprints)
        return record

    def _since(self, u: UnitOfWork, record: ClearanceRecord) -> SinceThen:
        return since_then(u, self._copies, record, json.loads(self.facts(record)), self._clock())

    def _told(self, record: ClearanceRecord) -> set[tuple[str, str]]:
        channels = json.loads(self.facts(record))["channels"]
        return {(file["file_name"], file["sha256"]) for c in channels for file in c["files"]}


def facts_as_json(facts: ReleaseFacts) -> bytes:
    """Return the facts as JSON; the same facts are the same bytes."""
    told = {"version": FACTS_VERSION, **asdict(facts)}
    return (json.dumps(told, ensure_ascii=False, indent=2, default=_written) + "\n").encode()


def _written(value: object) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no place in a clearance record")


def _fingerprints(facts: ReleaseFacts) -> set[tuple[str, str]]:
    return {(file.file_name, file.sha256) for c in facts.channels for file in c.files}


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _nothing_yet() -> Refused:
    return Refused("Nothing was published from this batch yet.", "Publish it first.")
