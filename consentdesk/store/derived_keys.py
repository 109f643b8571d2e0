"""The workspace key and the keys made from it, one for each job.

A key made for one job tells nothing about another one or about the workspace key.
"""

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES = 32


def derived_key(workspace_key: bytes, job: str, salt: bytes | None = None) -> bytes:
    """Return 32 bytes for a job such as ``database`` (HKDF with SHA-256, RFC 5869).

    Raises:
        ValueError: the workspace key is not 32 bytes long.
    """
    if len(workspace_key) != KEY_BYTES:
        raise ValueError(f"a workspace key has {KEY_BYTES} bytes")
    label = f"ConsentDesk 1 {job}".encode()
    return HKDF(SHA256(), KEY_BYTES, salt, label).derive(workspace_key)
