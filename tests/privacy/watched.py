"""Notes which files a process opens and which modules it imports; at the top of a module, so that
a spawned worker can do it too."""

import os
import sys
from pathlib import Path

_noted: list[str] = []
_watching = [False]

ENCODER_NAMES = {
    "dlib",
    "_dlib_pybind11",
    "dlib_encoder",
    "dlib_weights",
    "onnx_encoder",
    "face_recognition",
    "face_recognition_models",
}
"""The encoder's own modules; its weights lie in files that end in .dat."""


def watch() -> int:
    """Note from now on; return the process."""
    if not _noted:
        sys.addaudithook(_note)
        _noted.append("watching")
    _watching[0] = True
    return os.getpid()


def stop() -> None:
    _watching[0] = False


def opened() -> tuple[int, list[str]]:
    """Return the process and what it opened or imported so far."""
    return os.getpid(), _noted[1:]


def of_an_encoder(noted: list[str]) -> list[str]:
    """Return what has to do with turning faces into vectors."""
    return [name for name in noted if name.endswith(".dat") or _modules(name) & ENCODER_NAMES]


def _modules(name: str) -> set[str]:
    """Return the parts of a dotted module or the stem of a file."""
    return {Path(name).name.split(".")[0]} if "/" in name else set(name.split("."))


def _note(event: str, arguments: tuple[object, ...]) -> None:
    if _watching[0] and event in {"open", "import"} and isinstance(arguments[0], str):
        _noted.append(arguments[0])
