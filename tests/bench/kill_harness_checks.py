"""What must hold after a kill: nothing lost, nothing cleared early, nothing half done on show."""

import hashlib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from consentdesk.domain.errors import DamagedStore
from consentdesk.domain.release import ReleasedState
from consentdesk.media.verify import reveals
from consentdesk.services.looking_after.take_down import BEGUN
from consentdesk.services.workspace import Workspace
from consentdesk.store.backups import KEPT
from consentdesk.store.engine import open_plainly
from consentdesk.store.unit_of_work import UnitOfWork
from consentdesk.store.vault_references import referred_to
from tests.bench.kill_harness_school import Stage

_RUNNING = frozenset({"audit", "alembic_version", "sqlite_sequence"})
"""Tables that tell how often something was tried, or the schema, and nothing else."""


@dataclass(frozen=True)
class Stand:
    """How a workspace stands, in words that do not depend on numbers given out.

    Attributes:
        cleared: photo and channel pairs that are cleared.
        facts: everything else that an interrupted run and an undisturbed one must share.
        files: fingerprints of what lies in the channel folders.
    """

    cleared: frozenset[tuple[str, str]] = frozenset()
    facts: Mapping[str, object] = field(default_factory=dict)
    files: frozenset[str] = frozenset()


def stand_of(workspace: Workspace, folder: Path) -> Stand:
    """Read how an open workspace stands."""

    def work(u: UnitOfWork) -> tuple[Mapping[str, object], tuple[object, ...]]:
        batches = u.batches.all()
        photos = [p for b in batches for p in u.photos.of_batch(b.id)]
        names = {photo.id: photo.details.file_name for photo in photos}
        files = [f for b in batches for f in u.releases.files(batch_id=b.id)]
        facts = {
            "people": sorted(str(person.details) for person in u.people.all()),
            "answers": _told(u.register.answers().values()),
            "photos": sorted((p.details.file_name, p.state, p.problem) for p in photos),
            "listed": _told(entry for b in batches for entry in u.batches.listed(b.id)),
            "imports": _told(
                (r.found, r.finished, r.undone) for b in batches for r in u.batches.imports(b.id)
            ),
            "copies": sorted(
                (names.get(f.photo_id, "gone"), f.channel_id, f.state, f.sha256)
                for f in files
                if f.state not in {ReleasedState.REFUSED, ReleasedState.REPLACED}
            ),
            "records": sum(len(u.releases.records(b.id)) for b in batches) > 0,
        }
        return facts, batches

    facts, batches = workspace.library.run(work)
    desks = [workspace.review.desk(batch.id) for batch in batches]  # type: ignore[attr-defined]
    shown = [(desk, entry) for desk in desks for entry in desk.photos]
    channels = {channel.id: channel.name for desk in desks for channel in desk.channels}
    decided = {
        entry.photo.details.file_name: (
            sorted(str(region.box) for region in entry.review.regions),
            sorted(
                (str(region.box), str(entry.review.decisions[region.id].disposition))
                for region in entry.review.regions
                if region.id in entry.review.decisions
            ),
            entry.review.hold,
            entry.review.look is not None,
        )
        for _, entry in shown
    }
    cleared = frozenset(
        (entry.photo.details.file_name, channels[channel_id])
        for _, entry in shown
        for channel_id, answer in entry.verdicts.items()
        if answer.cleared
    )
    signed = [
        bool(p.standing) for p in (workspace.sign_off.preview(desk.batch.id) for desk in desks)
    ]
    on_show = frozenset(_sha256(path) for path in _on_show(folder))
    return Stand(cleared, {**facts, "decided": decided, "signed": signed}, on_show)


def faults_on_show(folder: Path, known: Collection[str]) -> Iterator[str]:
    """Tell what is wrong with the channel folders before anything was opened again."""
    for path in _on_show(folder):
        content = path.read_bytes()
        if content and _sha256(path) not in known:
            yield "a file that no undisturbed run makes is on show"
        if content and reveals(content):
            yield "a file on show tells more than its picture"


def faults_after_opening(
    workspace: Workspace, folder: Path, stage: Stage, before: Stand, after: Stand
) -> Iterator[str]:
    """Tell what is wrong once the program has started again."""
    stand = stand_of(workspace, folder)
    early = stand.cleared - before.cleared - after.cleared
    late = (before.cleared & after.cleared) - stand.cleared
    if early:
        yield f"cleared that never was: {sorted(early)}"
    if late and stage.name not in {"decide", "publish", "publish to a stick"}:
        yield f"no longer cleared: {sorted(late)}"
    broken = workspace.library.run(lambda u: u.audit.first_broken())
    if broken is not None:
        yield f"the audit trail is broken at {broken}"
    yield from _faults_of_copies(workspace, folder)
    yield from _faults_of_pictures(workspace, stage)
    if list(folder.rglob("*.part*")) or (folder / "workspace" / "rotating").exists():
        yield "something unfinished is left in the library"


def faults_of_going_on(workspace: Workspace, folder: Path, after: Stand) -> Iterator[str]:
    """Tell what differs from an undisturbed run now that the work was done again."""
    stand = stand_of(workspace, folder)
    if stand.cleared != after.cleared:
        yield f"cleared otherwise: {sorted(stand.cleared ^ after.cleared)}"
    for name, value in after.facts.items():
        if stand.facts[name] != value:
            yield f"{name} differ: {stand.facts[name]!r} instead of {value!r}"
    if stand.files != after.files:
        yield f"{len(stand.files)} files on show instead of {len(after.files)}, or others"
    yield from _faults_of_copies(workspace, folder)


def faults_of_database(folder: Path, key: bytes) -> Iterator[str]:
    """Tell what is wrong with the pages of the closed database and of its backups."""
    place = folder / "workspace"
    backups = sorted((place / "backups").glob("*"))
    if len(backups) > KEPT:
        yield f"{len(backups)} backups are kept"
    for database in (place / "consentdesk.db", *backups):
        connection = open_plainly(database, key)
        try:
            for question in ("cipher_integrity_check", "integrity_check", "foreign_key_check"):
                answer = connection.execute(f"PRAGMA {question}").fetchall()
                if answer not in ([], [("ok",)]):
                    yield f"{question} of {database.suffix}: {answer[:2]}"
        finally:
            connection.close()


def _faults_of_copies(workspace: Workspace, folder: Path) -> Iterator[str]:
    files = workspace.library.run(
        lambda u: [f for b in u.batches.all() for f in u.releases.files(batch_id=b.id)]
    )
    for file in files:
        if file.state is ReleasedState.WRITING:
            yield "a copy is still being written"
    there = {Path(f.folder) / f.file_name: f for f in files if f.state is ReleasedState.PUBLISHED}
    for path in (folder / "channels").rglob("*"):
        if path.is_file() and path not in there:
            yield f"on show and on no record: {path.name}, {path.stat().st_size} bytes"
    for path, file in there.items():
        if not path.exists():
            if file.problem != BEGUN:
                yield f"on record and not there: {file.file_name}"
        elif _sha256(path) != file.sha256 or reveals(path.read_bytes()):
            yield f"not what is on record: {file.file_name}"


def _faults_of_pictures(workspace: Workspace, stage: Stage) -> Iterator[str]:
    vault = workspace.library.vault
    needed = workspace.library.run(lambda u: referred_to(u.settings._session)) - {""}
    for stray in set(vault.keys()) - needed:
        yield f"nothing refers to {stray[:8]}"
    for key in needed:
        try:
            vault.get(key)
        except DamagedStore:
            if not stage.destroys:
                yield f"a picture is lost: {key[:8]}"


def _on_show(folder: Path) -> list[Path]:
    everything = (folder / "channels").rglob("*")
    return sorted(p for p in everything if p.is_file() and not p.name.startswith("."))


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _told(values: Collection[object] | Iterator[object]) -> list[str]:
    return sorted(str(value) for value in values)
