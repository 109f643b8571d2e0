"""Wrapping a workspace key in another key, so that it may lie on a disk (AES-256-GCM)."""

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_NONCE = 12


def wrapped(key: bytes, wrapping_key: bytes, label: bytes) -> bytes:
    """Return `key` so that only `wrapping_key` opens it again, and only under this label."""
    nonce = os.urandom(_NONCE)
    return nonce + AESGCM(wrapping_key).encrypt(nonce, key, label)


def unwrapped(data: bytes, wrapping_key: bytes, label: bytes) -> bytes | None:
    """Return the key that was wrapped, or None when this is not its wrapping key or label."""
    try:
        return AESGCM(wrapping_key).decrypt(data[:_NONCE], data[_NONCE:], label)
    except (InvalidTag, ValueError):
        return None
