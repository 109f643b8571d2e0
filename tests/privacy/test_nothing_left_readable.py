"""After a whole day with marked names and pictures, no byte outside says who or what it was."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from tests.privacy.whole_day import JPEG, MARKERS, traces
from tests.small_workspace import write_photo

PROJECT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The folder below which everything was written, and what was found in removed files."""
    home = tmp_path_factory.mktemp("day") / "computer"
    private = {name: home / name for name in ("home", "tmp", "config", "cache", "data")}
    for place in private.values():
        place.mkdir(parents=True)
    done = subprocess.run(
        [sys.executable, "-m", "tests.privacy.whole_day", str(home)],
        cwd=PROJECT,
        env={
            **os.environ,
            "HOME": str(private["home"]),
            "USERPROFILE": str(private["home"]),
            "TMPDIR": str(private["tmp"]),
            "TEMP": str(private["tmp"]),
            "TMP": str(private["tmp"]),
            "XDG_CONFIG_HOME": str(private["config"]),
            "XDG_CACHE_HOME": str(private["cache"]),
            "XDG_DATA_HOME": str(private["data"]),
            "XDG_RUNTIME_DIR": str(private["tmp"]),
            "CONSENTDESK_HOME": str(private["data"]),
            "QT_QPA_PLATFORM": "offscreen",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return home, done.stdout


def test_no_file_outside_the_channels_tells_a_name_or_shows_a_picture(
    day: tuple[Path, str],
) -> None:
    home, _ = day
    files = [p for p in home.rglob("*") if p.is_file() and "channels" not in p.parts]
    assert len(files) >= 8  # database, vault, log, settings
    told = {str(p.relative_to(home)): traces(p.read_bytes()) for p in files}
    assert {name: found for name, found in told.items() if found} == {}


def test_no_name_of_a_file_or_folder_tells_a_name(day: tuple[Path, str]) -> None:
    home, _ = day
    names = " ".join(str(p.relative_to(home)) for p in home.rglob("*"))
    assert not [marker for marker in MARKERS if marker.casefold() in names.casefold()]


def test_published_pictures_hold_no_name(day: tuple[Path, str]) -> None:
    home, _ = day
    published = [p for p in (home / "channels").rglob("*") if p.is_file()]
    assert published
    assert not [p for p in published if set(traces(p.read_bytes())) & set(MARKERS)]


def test_nothing_readable_was_written_and_removed_again(day: tuple[Path, str]) -> None:
    assert day[1].split() == []


def test_the_error_that_quoted_a_name_is_in_the_log_without_it(day: tuple[Path, str]) -> None:
    home, _ = day
    (log,) = home.rglob("consentdesk.log")
    assert "RuntimeError" in log.read_text(encoding="utf-8")


def test_the_search_sees_what_it_looks_for() -> None:
    assert traces("OKOROWA".encode("utf-16-le")) == ["Okorowa"]
    assert traces(b"\xff\xd8\xff\xc0") == [repr(JPEG)]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "AVIF", "iPad", "iPad, HEIC"])
def test_the_search_sees_a_picture_in_the_middle_of_a_file(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "picture"
    if kind.startswith("iPad"):
        write_photo(path, kind="heic" if "HEIC" in kind else "jpeg")
    else:
        Image.new("RGB", (40, 30), "teal").save(path, kind)
    assert traces(b"..." + path.read_bytes())
