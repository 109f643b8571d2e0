"""Two leaders' codes together open a library whose passphrase is lost; one alone does nothing."""

import json
import os
import random
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consentdesk.domain.errors import DamagedStore, Refused, StoreError, WrongKey
from consentdesk.store import passphrase
from consentdesk.store.keys import change_passphrase, obtain_key
from consentdesk.store.open_library import create_library, open_library
from consentdesk.store.passphrase import PassphrasePlace, Stretching
from consentdesk.store.recovery import (
    RecoveryStanding,
    make_recovery_codes,
    recover,
    recovery_state,
)
from consentdesk.store.recovery_codes import codes_for, secret_of
from consentdesk.store.rotation import rotate_key
from tests.store.test_key_rotation import files

LEADERS = ("Hal Head", "Dee Deputy")
DAY = date(2026, 11, 29)
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    def quick(**given: int) -> Stretching:
        return Stretching(**given or {"memory_kib": 64, "passes": 1, "lanes": 1})

    monkeypatch.setattr(passphrase, "Stretching", quick)


@pytest.fixture
def key(folder: Path) -> bytes:
    """The key of a closed library behind a passphrase."""
    made = obtain_key(folder, "forgotten words")
    create_library(folder, made).close()
    return made


def refused(folder: Path, codes: tuple[str, str], kind: type[StoreError] = WrongKey) -> str:
    """Return the sentence of a refusal; nothing may have changed, and no code stands in it."""
    before = files(folder)
    with pytest.raises(kind) as caught:
        recover(folder, codes, "new words", "Hal Head")
    assert files(folder) == before
    assert not any(group in str(caught.value) for code in codes for group in code.split("-"))
    return caught.value.sentence


class TestCodes:
    @settings(max_examples=50)
    @given(st.binary(min_size=32, max_size=32))
    def test_both_make_the_secret_in_either_order(self, secret: bytes) -> None:
        one, other = codes_for(secret)
        assert secret_of(one, other) == secret_of(other, one) == secret

    def test_typed_as_people_type(self) -> None:
        secret = os.urandom(32)
        one, other = codes_for(secret)
        typed = one.lower().replace("-", " ").replace("0", "o").replace("1", "l")
        assert secret_of(typed, other.replace("-", "")) == secret

    def test_fourteen_groups_of_five(self) -> None:
        for code in codes_for(bytes(32)):
            assert [len(group) for group in code.split("-")] == [5] * 14

    def test_every_single_wrong_letter_is_told_by_its_group(self) -> None:
        one, other = codes_for(os.urandom(32))
        chance = random.Random(7)
        for place, letter in enumerate(one):
            if letter != "-":
                wrong = chance.choice([each for each in LETTERS if each != letter])
                slip = one[:place] + wrong + one[place + 1 :]
                with pytest.raises(WrongKey, match=f"group {place // 6 + 1} of the first code"):
                    secret_of(slip, other)

    def test_swapped_letters_and_swapped_groups(self) -> None:
        one, other = codes_for(os.urandom(32))
        groups = other.split("-")
        for number, group in enumerate(groups):
            for at in range(4):
                swapped = group[:at] + group[at + 1] + group[at] + group[at + 2 :]
                if swapped != group:
                    slip = "-".join([*groups[:number], swapped, *groups[number + 1 :]])
                    with pytest.raises(WrongKey, match=f"group {number + 1} of the second"):
                        secret_of(one, slip)
        with pytest.raises(WrongKey, match="slip"):
            secret_of(one, "-".join([groups[1], groups[0], *groups[2:]]))

    @pytest.mark.parametrize("typed", ["", "ABCDE", "é" * 70, "U" * 70])
    def test_no_code(self, typed: str) -> None:
        with pytest.raises(WrongKey):
            secret_of(codes_for(bytes(32))[0], typed)

    def test_mixed_up(self) -> None:
        one, other = codes_for(bytes(32))
        with pytest.raises(WrongKey, match="same leader"):
            secret_of(one, one)
        for _ in range(20):  # two bytes may be the same by chance
            later = codes_for(bytes(32))[1]
            if later[:9] != other[:9]:
                break
        with pytest.raises(WrongKey, match="made together"):
            secret_of(one, later)

    def test_one_code_alone_says_nothing(self) -> None:
        """The same secret has other codes each time; a code is drawn before the secret is seen."""
        secret = os.urandom(32)
        pairs = [codes_for(secret) for _ in range(10)]
        for which in (0, 1):
            assert len({pair[which][-60:] for pair in pairs}) == len(pairs)


def test_opens_again_with_a_new_passphrase(folder: Path, key: bytes) -> None:
    codes = make_recovery_codes(folder, key, LEADERS, DAY)
    state = recovery_state(folder)
    assert (state.standing, state.leaders, state.made_on) == (RecoveryStanding.VALID, LEADERS, DAY)
    assert "Hal Head and Dee Deputy, made on 29 November 2026" in state.sentence
    recover(folder, (codes[1], codes[0]), "new words", "Hal Head")
    with open_library(folder, obtain_key(folder, "new words")) as library:
        assert [row.what for row in library.run(lambda unit: unit.audit.rows())] == [
            "key_recovered"
        ]
    with pytest.raises(WrongKey):
        obtain_key(folder, "forgotten words")


def test_the_file_does_not_hold_the_key_or_a_code(folder: Path, key: bytes) -> None:
    codes = make_recovery_codes(folder, key, LEADERS, DAY)
    text = (folder / "recovery.json").read_text(encoding="utf-8")
    assert key.hex() not in text
    assert not any(code in text for code in codes)


@pytest.mark.parametrize("leaders", [("Hal", "hal"), ("Hal", " Hal "), ("Hal", ""), ("", "")])
def test_two_different_people(folder: Path, key: bytes, leaders: tuple[str, str]) -> None:
    with pytest.raises(Refused, match="two different leaders"):
        make_recovery_codes(folder, key, leaders, DAY)
    assert recovery_state(folder).standing is RecoveryStanding.NONE


def test_codes_of_another_time_or_school(folder: Path, key: bytes) -> None:
    assert "No recovery codes" in refused(folder, codes_for(bytes(32)), StoreError)
    earlier = make_recovery_codes(folder, key, LEADERS, DAY)
    later = make_recovery_codes(folder, key, LEADERS, DAY)
    assert "do not open" in refused(folder, earlier)
    assert "slip" in refused(folder, (later[0], later[1][:-1] + "?"))
    recover(folder, later, "new words", "Hal Head")


def test_after_the_key_has_changed(folder: Path, key: bytes) -> None:
    codes = make_recovery_codes(folder, key, LEADERS, DAY)
    rotate_key(folder, PassphrasePlace(folder, "forgotten words"), "Ann")
    state = recovery_state(folder)
    assert (state.standing, state.leaders) == (RecoveryStanding.OUTDATED, LEADERS)
    assert "New ones are needed" in state.sentence
    refused(folder, codes)
    with pytest.raises(WrongKey):
        make_recovery_codes(folder, key, LEADERS, DAY)
    new = obtain_key(folder, "forgotten words")
    recover(folder, make_recovery_codes(folder, new, LEADERS, DAY), "new words", "Hal Head")
    assert obtain_key(folder, "new words") == new


def test_while_the_key_was_changing(
    folder: Path, key: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The passphrase is forgotten, and the last change of the key was cut short."""
    codes = make_recovery_codes(folder, key, LEADERS, DAY)
    place = PassphrasePlace(folder, "forgotten words")
    with monkeypatch.context() as cut:
        cut.setattr(PassphrasePlace, "save", lambda self, key: None)
        with pytest.raises(StoreError):
            rotate_key(folder, place, "Ann")
    assert (folder / "rotating" / "ready").exists()
    recover(folder, codes, "new words", "Hal Head")
    new = obtain_key(folder, "new words")
    assert new != key
    open_library(folder, new).close()


@pytest.mark.parametrize(
    "content",
    ["", "[]", "{}", '{"leaders": 1}', '{"leaders": [], "made_on": "no day"}'],
)
def test_a_damaged_file(folder: Path, key: bytes, content: str) -> None:
    (folder / "recovery.json").write_text(content, encoding="utf-8")
    with pytest.raises(DamagedStore):
        recovery_state(folder)
    refused(folder, codes_for(bytes(32)), DamagedStore)


def test_a_changed_wrapped_key(folder: Path, key: bytes) -> None:
    codes = make_recovery_codes(folder, key, LEADERS, DAY)
    file = folder / "recovery.json"
    content = json.loads(file.read_text(encoding="utf-8"))
    content["wrapped_key"] = "AAAA" + content["wrapped_key"][4:]
    file.write_text(json.dumps(content), encoding="utf-8")
    refused(folder, codes)


class TestChangingThePassphrase:
    def test_the_new_one_opens_and_the_old_one_does_not(self, folder: Path, key: bytes) -> None:
        change_passphrase(folder, "forgotten words", "new words", "Ann")
        assert obtain_key(folder, "new words") == key
        with pytest.raises(WrongKey):
            obtain_key(folder, "forgotten words")
        with open_library(folder, key) as library:
            (row,) = library.run(lambda unit: unit.audit.rows())
        assert (row.who, row.what, row.detail) == ("Ann", "passphrase_changed", {})

    @pytest.mark.parametrize(
        ("old", "new"), [("wrong words", "new words"), ("forgotten words", " ")]
    )
    def test_refused(self, folder: Path, key: bytes, old: str, new: str) -> None:
        with pytest.raises(StoreError):
            change_passphrase(folder, old, new, "Ann")
        assert obtain_key(folder, "forgotten words") == key
        with open_library(folder, key) as library:
            assert library.run(lambda unit: unit.audit.rows()) == ()

    def test_a_library_of_the_keychain_has_none(self, folder: Path) -> None:
        create_library(folder, bytes(32)).close()
        with pytest.raises(StoreError, match="no passphrase"):
            change_passphrase(folder, "old", "new", "Ann")
        assert not PassphrasePlace.used_in(folder)
