"""The backup as one file: what stands in it, writing it, and reading it again with suspicion.

It is an uncompressed tar of parts that are encrypted already, with 32 bytes behind it: a MAC over
all the rest, made by a key that follows from the workspace key. First comes ``backup.json`` with
the workspace key behind the backup's own passphrase, then the database, then the pictures.
Whoever lacks the passphrase sees how many pictures there are and how large each is, no more.
"""

import hashlib
import hmac
import io
import json
import re
import tarfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from consentdesk.domain.errors import DamagedStore
from consentdesk.store.derived_keys import derived_key
from consentdesk.store.library_folder import DATABASE, VAULT
from consentdesk.store.passphrase import behind_passphrase, put_behind_passphrase
from consentdesk.store.vault import NAMES_FILE

HEAD = "backup.json"
NAMES = f"{VAULT}/{NAMES_FILE}"
_PICTURE = re.compile(rf"{VAULT}/([0-9a-f]{{2}})/(\1[0-9a-f]{{62}})")
_FORMAT = 1
_MAC = hashlib.sha256().digest_size
_LARGEST_HEAD = 1 << 16
_AT_ONCE = 1 << 20


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a backup.

    Attributes:
        name: its path in the library's folder; one of the few that are known.
        data: as it lies on the disk, encrypted.
        picture: the vault's name, or None for what is no picture.
    """

    name: str
    data: bytes
    picture: str | None


class BackupReader:
    """A backup whose every byte was compared with its MAC.

    Attributes:
        key: the workspace key.
        made_at: when the backup was made, with its zone.
    """

    def __init__(self, file: IO[bytes], key: bytes, made_at: datetime) -> None:
        self._file = file
        self.key = key
        self.made_at = made_at

    def parts(self) -> Iterator[Part]:
        """Yield every part but the head, in the order in which they were written.

        Raises:
            DamagedStore: there is something in it that no backup has.
        """
        self._file.seek(0)
        with tarfile.open(fileobj=self._file, mode="r:") as archive:
            for member in archive:
                if member.name != HEAD:
                    yield _part(archive, member)


def write_backup(
    file: IO[bytes],
    parts: Iterable[tuple[str, bytes]],
    *,
    key: bytes,
    passphrase: str,
    made_at: datetime,
) -> None:
    """Write the parts, each by its name in the library's folder, the pictures last.

    Raises:
        StoreError: the passphrase is empty.
        OSError: the file cannot be written.
    """
    sealed = _Authenticated(file, key)
    head = {
        "consentdesk_backup": _FORMAT,
        "made_at": made_at.isoformat(),
        "key": put_behind_passphrase(key, passphrase),
    }
    with tarfile.open(fileobj=sealed, mode="w|", format=tarfile.USTAR_FORMAT) as archive:
        _add(archive, HEAD, json.dumps(head, indent=2).encode())
        for name, data in parts:
            _add(archive, name, data)
    file.write(sealed.mac())


@contextmanager
def reading_backup(path: Path, passphrase: str) -> Iterator[BackupReader]:
    """Open a backup and compare all of it with its MAC.

    Raises:
        WrongKey: the passphrase is not the backup's.
        DamagedStore: it is no backup, or a byte of it was changed or is missing.
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        try:
            head = _head(file)
            key = behind_passphrase(head["key"], passphrase)
            made_at = datetime.fromisoformat(head["made_at"])
            _compare(file, key)
            yield BackupReader(file, key, made_at)
        except (tarfile.TarError, ValueError, KeyError, TypeError, EOFError) as error:
            raise damaged_backup() from error


def damaged_backup() -> DamagedStore:
    """Return the sentence for a file that is no whole backup."""
    return DamagedStore(
        "This file is not a whole backup of ConsentDesk: it is damaged, cut short or changed.",
        "Take another backup, or copy this one again from where it came.",
    )


class _Authenticated(io.RawIOBase):
    """Passes bytes on to a file and keeps their MAC."""

    def __init__(self, file: IO[bytes], key: bytes) -> None:
        self._file = file
        self._mac = _new_mac(key)

    def write(self, data: bytes) -> int:  # type: ignore[override]
        self._mac.update(data)
        return self._file.write(data)

    def mac(self) -> bytes:
        return self._mac.digest()


def _new_mac(key: bytes) -> hmac.HMAC:
    return hmac.new(derived_key(key, "backup file"), digestmod="sha256")


def _add(archive: tarfile.TarFile, name: str, data: bytes) -> None:
    member = tarfile.TarInfo(name)
    member.size, member.mode = len(data), 0o600
    archive.addfile(member, io.BytesIO(data))


def _head(file: IO[bytes]) -> dict[str, Any]:
    with tarfile.open(fileobj=file, mode="r:") as archive:
        first = archive.next()
        if first is None or first.name != HEAD or first.size > _LARGEST_HEAD:
            raise ValueError("head")
        head: dict[str, Any] = json.loads(_bytes(archive, first))
    if head["consentdesk_backup"] != _FORMAT:
        raise ValueError("format")
    return head


def _compare(file: IO[bytes], key: bytes) -> None:
    left = file.seek(0, io.SEEK_END) - _MAC
    file.seek(0)
    mac = _new_mac(key)
    while left > 0:
        data = file.read(min(left, _AT_ONCE))
        if not data:
            raise ValueError("shrinking")
        mac.update(data)
        left -= len(data)
    if not hmac.compare_digest(file.read(), mac.digest()):
        raise ValueError("MAC")


def _part(archive: tarfile.TarFile, member: tarfile.TarInfo) -> Part:
    """Return a part if it is one that a backup may have: no path leads out of the folder."""
    picture = _PICTURE.fullmatch(member.name)
    if member.type != tarfile.REGTYPE or not (picture or member.name in {DATABASE, NAMES}):
        raise ValueError("part")
    return Part(member.name, _bytes(archive, member), picture.group(2) if picture else None)


def _bytes(archive: tarfile.TarFile, member: tarfile.TarInfo) -> bytes:
    content = archive.extractfile(member)
    if content is None:
        raise ValueError("no file")
    data = content.read()
    if len(data) != member.size:
        raise ValueError("cut short")
    return data
