"""The command line as a technician uses it: JSON, sentences and exit codes."""

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from consentdesk.app.main import main
from consentdesk.demo.portraits import paint_portrait
from consentdesk.media.thumbnails import to_jpeg
from consentdesk.sheets.write_rows import SheetContent, write_workbook
from tests.small_workspace import photo_bytes, write_photo


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CONSENTDESK_PASSPHRASE", "four ordinary words here")
    return tmp_path


def _json(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, Any]:
    status = main([str(argument) for argument in (*arguments, "--json")])
    return status, json.loads(capsys.readouterr().out)


def test_faces_tells_boxes_and_errors(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_photo(place / "IMG_1.JPG", orientation=6)
    (place / "cut.jpg").write_bytes(photo_bytes()[:2000])
    status, told = _json(capsys, "faces", place / "IMG_1.JPG", place / "cut.jpg")
    assert status == 1
    good, cut = told["photos"]
    assert set(good) >= {"path", "width", "height", "seconds", "error", "faces"}
    assert (good["width"], good["height"], good["error"]) == (640, 480, None)
    assert cut["error"] == "damaged_photo"


def test_clean_and_verify(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = write_photo(place / "in" / "IMG_1.JPG", kind="heic")
    status, told = _json(capsys, "verify", source)
    assert status == 1
    assert {"location", "device"} <= {entry["code"] for entry in told["files"][0]["reveals"]}
    status, told = _json(capsys, "clean", source, "--to", place / "out", "--long-edge", 200)
    assert status == 0
    assert "No face was checked" in told["notice"]
    status, told = _json(capsys, "verify", place / "out")
    assert status == 0
    assert [entry["reveals"] for entry in told["files"]] == [[]]


def test_verify_and_clean_read_a_zip_and_let_nothing_out_of_it(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    photo = write_photo(place / "in" / "IMG_1.JPG").read_bytes()
    archive = place / "photos.zip"
    with zipfile.ZipFile(archive, "w") as file:
        for name in ("../../up.jpg", "..", "C:\\dir\\back.jpg", f"{'long' * 90}.jpg", "list.txt"):
            file.writestr(name, b"a class list" if name == "list.txt" else photo)
    status, told = _json(capsys, "verify", archive)
    assert status == 1
    assert len(told["files"]) == 1 + 5  # of the zip itself, when its files were changed
    assert all(entry["reveals"] for entry in told["files"])
    status, told = _json(capsys, "clean", archive, "--to", place / "out")
    assert status == 1
    names = {path.name for path in (place / "out").iterdir()}
    assert {"up.jpg", "back.jpg"} < names
    assert len(names) == 3
    assert {path.name for path in place.iterdir()} >= {"in", "out", "photos.zip"}
    assert not (place.parent / "up.jpg").exists()
    status, _ = _json(capsys, "verify", place / "out")
    assert status == 0


def test_clean_refuses_what_is_no_photo(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (place / "note.jpg").write_text("not a photo")
    status, told = _json(capsys, "clean", place / "note.jpg", "--to", place / "out")
    assert status == 1
    assert told["files"][0]["error"] == "not_a_photo"
    assert list((place / "out").iterdir()) == []


def test_the_whole_job_without_a_window(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    workspace = ["--workspace", place / "ws", "--by", "Ann"]
    sheet = place / "consent.xlsx"
    status, _ = _json(capsys, "consent", "template", sheet, "--empty", *workspace)
    assert status == 0
    book = load_workbook(sheet)
    page = book["Consent"]
    header = {cell.value: cell.column for cell in page[1]}
    for column, value in {
        "UPN": "A999999826001",
        "First name": "Testa",
        "Last name": "Invented",
        "Class": "3A",
        "School website": "Yes",
    }.items():
        page.cell(2, header[column]).value = value
    book.save(sheet)
    status, told = _json(capsys, "consent", "import", sheet, "--dry-run", *workspace)
    assert {"pupils", "messages", "questions", "changes"} <= set(told)
    status, told = _json(capsys, "batch", "new", "Sports day", "--date", "2026-06-19", *workspace)
    number = told["batch"]
    write_photo(place / "in" / "IMG_1.JPG")
    status, told = _json(capsys, "batch", "add", number, place / "in", *workspace)
    assert (status, told["found"], told["photos"]) == (0, 1, 1)
    status, told = _json(capsys, "batch", "scan", number, *workspace)
    assert (status, told["checked"]) == (0, 1)
    status, told = _json(capsys, "batch", "scan", number, "--thorough", *workspace)
    assert (status, told["checked"]) == (0, 1)
    status, told = _json(capsys, "batch", "scan", number, "--compare-again", *workspace)
    assert (status, told["failed"], told["matched"]) == (0, 0, False)
    status, told = _json(capsys, "batch", "status", number, *workspace)
    assert [step["step"] for step in told["steps"]][-1] == "publish"
    assert told["remark"] == "No device list: photos from private phones are not noticed."
    assert main(["batch", "publish", str(number), *map(str, workspace)]) == 1
    assert "has an account" in capsys.readouterr().err


@pytest.mark.parametrize(
    "words", ["batch dance", "batch scan 1 --again --thorough", "engine sensitivity much"]
)
def test_a_wrong_call_is_two(place: Path, words: str) -> None:
    with pytest.raises(SystemExit) as ended:
        main(words.split())
    assert ended.value.code == 2


def test_portraits_are_judged_when_they_are_brought_in(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet = place / "roll.xlsx"
    header = "Admission number", "First name", "Last name", "Class"
    pupils = ("0001", "Testa", "Invented", "3A"), ("0002", "Nona", "Invented", "3A")
    write_workbook(sheet, [SheetContent("Roll", header, pupils)])
    (place / "portraits").mkdir()
    good = to_jpeg(paint_portrait("p20", 1))
    (place / "portraits" / "0001.jpg").write_bytes(good)
    write_photo(place / "portraits" / "0002.jpg")
    words = "roll", "import", sheet, "--portraits", place / "portraits"
    status, told = _json(capsys, *words, "--workspace", place / "ws", "--by", "Ann")
    assert (status, told["portraits"], told["left_out"]) == (1, 2, [])
    (problem,) = told["portrait_problems"]
    assert problem["key"] == "0002"
    assert problem["problem"].endswith(".")


def test_the_sensitivity_is_set_and_told(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = "engine", "sensitivity"
    workspace = "--workspace", place / "ws"
    assert _json(capsys, *words, *workspace)[1]["sensitivity"] == "usual"
    status, told = _json(capsys, *words, "more", *workspace)
    assert (status, told["sensitivity"]) == (0, "more")
    assert "Scan open batches again" in told["next_step"]
    assert _json(capsys, *words, *workspace)[1] == {"sensitivity": "more", "next_step": ""}


def test_without_a_key_place_the_passphrase_is_asked_for(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("CONSENTDESK_PASSPHRASE")
    assert main(["batch", "status", "1", "--workspace", str(place / "ws")]) == 1
    assert "passphrase" in capsys.readouterr().err.lower()


def test_doctor_tries_every_part(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, told = _json(capsys, "doctor")
    assert status == 0, told
    assert all(check["works"] for check in told["checks"].values())
    assert "pillow-heif" in told["versions"]


def test_each_command_stands_in_the_documentation() -> None:
    told = (Path(__file__).parents[2] / "docs" / "command-line.md").read_text(encoding="utf-8")
    commands = "demo", "faces", "clean", "verify", "roll", "consent", "batch", "engine", "doctor"
    for command in commands:
        assert f"`consentdesk {command}" in told
    for way in "--again", "--thorough", "--compare-again", "`consentdesk engine sensitivity":
        assert way in told
