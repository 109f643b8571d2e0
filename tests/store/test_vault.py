"""Pictures come back byte for byte or not at all, and the files tell nothing."""

import os
import threading
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consentdesk.domain.errors import DamagedStore
from consentdesk.domain.ids import VaultKey
from consentdesk.store.vault import CHUNK, Vault
from tests.store.shelf_samples import KEY

SALT, TAG = 32, 16


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return Vault(tmp_path / "vault", KEY)


def file_of(vault: Vault, key: VaultKey) -> Path:
    return vault._path(key)


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 2 * CHUNK + 7])
def test_any_size_comes_back(vault: Vault, size: int) -> None:
    data = os.urandom(size)
    key = vault.put(data)
    assert vault.get(key) == data
    chunks = max(1, -(-size // CHUNK))
    assert file_of(vault, key).stat().st_size == SALT + size + chunks * TAG


@settings(max_examples=25)
@given(st.lists(st.binary(max_size=50), max_size=5))
def test_each_picture_under_its_own_name(
    tmp_path_factory: pytest.TempPathFactory, pictures: list[bytes]
) -> None:
    vault = Vault(tmp_path_factory.mktemp("vault"), KEY)
    named = {vault.put(data): data for data in pictures}
    assert len(named) == len(set(pictures))
    assert set(vault.keys()) == set(named)
    assert {key: vault.get(key) for key in named} == named


def test_equal_bytes_are_kept_once_and_not_written_again(vault: Vault) -> None:
    key = vault.put(b"picture")
    before = file_of(vault, key).read_bytes()
    assert vault.put(b"picture") == key
    assert file_of(vault, key).read_bytes() == before
    assert list(vault.keys()) == [key]


def test_putting_again_mends_a_damaged_file(vault: Vault) -> None:
    key = vault.put(b"picture")
    file_of(vault, key).write_bytes(b"")
    vault.put(b"picture")
    assert vault.get(key) == b"picture"


def test_names_and_files_depend_on_the_workspace_key(tmp_path: Path) -> None:
    one, other = Vault(tmp_path / "1", KEY), Vault(tmp_path / "2", bytes(32))
    key, other_key = one.put(b"picture"), other.put(b"picture")
    assert key != other_key
    target = file_of(other, key)
    target.parent.mkdir(exist_ok=True)
    target.write_bytes(file_of(one, key).read_bytes())
    with pytest.raises(DamagedStore):
        other.get(key)


def test_the_same_picture_is_never_encrypted_the_same_way_twice(vault: Vault) -> None:
    key = vault.put(b"picture")
    first = file_of(vault, key).read_bytes()
    vault.remove(key)
    vault.put(b"picture")
    second = file_of(vault, key).read_bytes()
    assert first[:SALT] != second[:SALT]
    assert first[SALT:] != second[SALT:]


def chunks_of(data: bytes) -> list[bytes]:
    step = CHUNK + TAG
    return [data[start : start + step] for start in range(SALT, len(data), step)]


def test_every_kind_of_tampering_is_seen(vault: Vault) -> None:
    key = vault.put(os.urandom(2 * CHUNK + 100))
    path = file_of(vault, key)
    whole = path.read_bytes()
    first, second, third = chunks_of(whole)
    salt = whole[:SALT]
    flipped = bytearray(whole)
    flipped[SALT + CHUNK + 500] ^= 1
    for tampered in (
        bytes(flipped),
        bytes([salt[0] ^ 1]) + whole[1:],
        salt + second + first + third,
        salt + first + second,
        salt + first,
        salt + first + third,
        salt + first + second + third + third,
        whole[:-1],
        whole + b"x",
        salt,
        salt[:10],
        b"",
    ):
        path.write_bytes(tampered)
        with pytest.raises(DamagedStore):
            vault.get(key)
    path.write_bytes(whole)
    vault.get(key)


def test_a_file_under_another_name_does_not_open(vault: Vault) -> None:
    one, other = vault.put(b"one"), vault.put(b"other")
    file_of(vault, one).replace(file_of(vault, other))
    for key in (one, other):
        with pytest.raises(DamagedStore):
            vault.get(key)


@pytest.mark.parametrize("name", ["", "00", "../../etc/passwd", "Z" * 64])
def test_a_name_that_is_none_is_refused(vault: Vault, name: str) -> None:
    with pytest.raises(DamagedStore):
        vault.get(VaultKey(name))


def test_removing_is_final_and_may_be_repeated(vault: Vault) -> None:
    key = vault.put(b"picture")
    vault.remove(key)
    vault.remove(key)
    with pytest.raises(DamagedStore):
        vault.get(key)
    assert list(vault.keys()) == []


def test_many_threads_may_put_and_get_the_same_pictures(vault: Vault) -> None:
    pictures = [os.urandom(1000) for _ in range(5)]
    failures: list[BaseException] = []

    def work() -> None:
        try:
            for data in pictures * 4:
                assert vault.get(vault.put(data)) == data
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert len(list(vault.keys())) == len(pictures)
