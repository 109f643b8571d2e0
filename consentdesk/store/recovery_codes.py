"""Two codes that together make a secret of 32 bytes; one alone says nothing about it.

Each code is a share, the secret XORed with the other one. It is written in groups of five: four
letters of Crockford's base32, which leaves out letters that are taken for digits, and a check
letter, so that a slip of the pen is told by its group. In front of the share stand its number
and two bytes that both codes have in common, so that mixed-up codes are told, too.
"""

import os

from consentdesk.domain.errors import WrongKey

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_TAKEN_FOR = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None})
_SECRET, _PAIR = 32, 2
_BYTES = 1 + _PAIR + _SECRET
_IN_GROUP = 4
_GROUPS = _BYTES * 8 // 5 // _IN_GROUP


def codes_for(secret: bytes) -> tuple[str, str]:
    """Return two codes for a secret of 32 bytes."""
    pair, share = os.urandom(_PAIR), os.urandom(_SECRET)
    return _written(b"\1" + pair + share), _written(b"\2" + pair + _xor(secret, share))


def secret_of(one: str, other: str) -> bytes:
    """Return the secret of two codes, in either order, typed with or without hyphens.

    Raises:
        WrongKey: there is a slip in a code, it was typed twice, or the two are no pair; the
            sentence says which.
    """
    read = sorted((_read(one, "first"), _read(other, "second")))
    if [code[0] for code in read] != [1, 2]:
        raise WrongKey(
            "Both codes are the same leader's.", "Type the code of each of the two leaders."
        )
    if read[0][1 : 1 + _PAIR] != read[1][1 : 1 + _PAIR]:
        raise WrongKey(
            "The two codes were not made together.",
            "Take the two codes with the same date.",
        )
    return _xor(read[0][1 + _PAIR :], read[1][1 + _PAIR :])


def _written(data: bytes) -> str:
    number = int.from_bytes(data, "big")
    count = _GROUPS * _IN_GROUP
    values = [number >> 5 * place & 31 for place in reversed(range(count))]
    groups = (values[start : start + _IN_GROUP] for start in range(0, count, _IN_GROUP))
    return "-".join(
        "".join(_ALPHABET[value] for value in (*group, _check(place, group)))
        for place, group in enumerate(groups)
    )


def _read(code: str, which: str) -> bytes:
    letters = code.upper().translate(_TAKEN_FOR)
    step = _IN_GROUP + 1
    if len(letters) != _GROUPS * step:
        raise WrongKey(
            f"The {which} code has {len(letters)} letters instead of {_GROUPS * step}.",
            "Count its groups: each has five letters.",
        )
    number = 0
    for place in range(_GROUPS):
        values = [_ALPHABET.find(letter) for letter in letters[place * step : (place + 1) * step]]
        if -1 in values or values[-1] != _check(place, values[:-1]):
            raise WrongKey(
                f"There is a slip in group {place + 1} of the {which} code.",
                "Compare that group with the paper, letter by letter.",
            )
        for value in values[:-1]:
            number = number << 5 | value
    return number.to_bytes(_BYTES, "big")


def _check(place: int, values: list[int]) -> int:
    """Return the check letter's value: any one wrong letter and any two swapped ones show.

    A sum weighted by powers in the field of 32 elements; it begins with the group's place, so
    that swapped groups show, too.
    """
    total = place
    for value in values:
        total ^= value
        total = total << 1 ^ (0b100101 if total & 16 else 0)
    return total


def _xor(one: bytes, other: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(one, other, strict=True))
