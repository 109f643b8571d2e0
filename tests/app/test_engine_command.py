"""A technician tries a model, uses it, looks at what is used, and goes back."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from consentdesk.app.commands import doctor, engine, faces
from consentdesk.app.main import main
from consentdesk.demo.portraits import paint_portrait
from consentdesk.domain.pixels import PixelBuffer
from consentdesk.faces.engine_files import read_encoder
from consentdesk.faces.pool import FacePool
from consentdesk.faces.resize import as_array, resize
from consentdesk.faces.versions import DETECTOR_VERSION, MATCHER_VERSION
from consentdesk.media.thumbnails import to_jpeg
from tests.faces.painted import buffer, lawn
from tests.faces.tiny_models import write_detector, write_encoder
from tests.small_workspace import threads

pytestmark = pytest.mark.engine

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def spawning_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder; the engines run in processes of their own, as they do for a technician."""
    monkeypatch.setenv("CONSENTDESK_PASSPHRASE", "four ordinary words here")
    return tmp_path


@pytest.fixture
def place(spawning_place: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder; the engines run in threads, which start at once."""
    for module in (engine, faces, doctor):
        monkeypatch.setattr(module, "FacePool", lambda workers=1: FacePool(workers, threads))
    return spawning_place


def told(capsys: Capture, place: Path, *arguments: object) -> tuple[int, Any]:
    words = [*map(str, arguments), "--workspace", str(place / "ws"), "--by", "Tec", "--json"]
    status = main(["engine", *words])
    return status, json.loads(capsys.readouterr().out)


def test_the_built_in_engines_are_used_at_first(place: Path, capsys: Capture) -> None:
    status, shown = told(capsys, place, "show")
    assert status == 0
    assert shown["detector"]["version"] == DETECTOR_VERSION
    assert shown["encoder"]["version"] == MATCHER_VERSION
    assert shown["encoder"]["built_in"]
    assert shown["encoder"]["lines"]["smallest"] > 0


def test_models_are_tried_used_and_left_again(spawning_place: Path, capsys: Capture) -> None:
    place = spawning_place
    status, detector = told(capsys, place, "use", write_detector(place))
    assert (status, detector["kind"], detector["built_in"]) == (0, "detector", False)
    assert "drawn faces" in detector["tried"]
    status, encoder = told(capsys, place, "use", write_encoder(place))
    assert "Enrol the portraits again" in encoder["next_step"]
    _, shown = told(capsys, place, "show")
    assert shown["detector"]["version"].startswith("tiny-skin-")
    assert shown["encoder"]["version"].startswith("tiny-colours-")
    assert shown["encoder"]["lines"]["one_photo"] == 0.6

    status, back = told(capsys, place, "built-in", "encoder")
    assert (status, back["version"]) == (0, MATCHER_VERSION)
    _, shown = told(capsys, place, "show")
    assert (shown["detector"]["built_in"], shown["encoder"]["built_in"]) == (False, True)


def test_a_model_that_was_taken_away_is_told_and_nothing_else_takes_its_place(
    place: Path, capsys: Capture
) -> None:
    told(capsys, place, "use", write_encoder(place))
    (place / "encoder.onnx").unlink()
    status, shown = told(capsys, place, "show")
    assert status == 1
    assert "encoder.onnx" in shown["encoder"]["problem"]
    assert shown["encoder"]["version"] is None
    assert shown["detector"]["problem"] is None


@pytest.mark.parametrize(
    ("right", "wrong", "words"),
    [
        ("edge = 512", "edge = 1024", "1024"),
        ("usual = 0.45", "usual = 0.99", "does not find"),
        ('points = "points"', 'points = "boxes"', "as many"),
    ],
)
def test_a_detector_that_fails_its_trial_is_not_used(
    right: str, wrong: str, words: str, place: Path, capsys: Capture
) -> None:
    file = Path(write_detector(place))
    text = file.read_text(encoding="utf-8").replace(right, wrong)
    file.write_text(text.replace("sure = 0.45", "sure = 1.0"), encoding="utf-8")
    status, refused = told(capsys, place, "use", file)
    assert (status, refused["error"]["code"]) == (1, "engine")
    assert words in refused["error"]["sentence"]
    _, shown = told(capsys, place, "show")
    assert shown["detector"]["built_in"]


def test_points_in_another_order_are_noticed(place: Path, capsys: Capture) -> None:
    file = Path(write_detector(place, mirrored_points=True))
    status, refused = told(capsys, place, "use", file)
    assert status == 1
    assert "left eye, right eye" in refused["error"]["sentence"]


def test_the_choice_stands_in_the_audit_trail(place: Path, capsys: Capture) -> None:
    from consentdesk.app.wiring import open_workspace

    told(capsys, place, "use", write_encoder(place))
    workspace = open_workspace(place / "ws")
    try:
        rows = workspace.library.run(lambda u: u.audit.rows())
        assert Path(workspace.engine.files().encoder) == (place / "encoder.toml").resolve()
    finally:
        workspace.close()
    (row,) = [row for row in rows if row.what == "face_engine_chosen"]
    assert (row.who, row.subject) == ("Tec", "encoder")
    assert str(row.detail["version"]).startswith("tiny-colours-")


def test_the_doctor_tries_the_engines_in_use(place: Path, capsys: Capture) -> None:
    file = write_detector(place)
    told(capsys, place, "use", file)
    status = main(["doctor", "--json", "--workspace", str(place / "ws")])
    seen = json.loads(capsys.readouterr().out)
    assert status == 0, seen
    assert seen["engines"] == {"detector": str(Path(file).resolve()), "encoder": "built in"}
    assert "tiny-skin-" in seen["checks"]["face finding"]["sentence"]

    (place / "detector.onnx").unlink()
    status = main(["doctor", "--json", "--workspace", str(place / "ws")])
    finding = json.loads(capsys.readouterr().out)["checks"]["face finding"]
    assert (status, finding["works"]) == (1, False)
    assert "detector.onnx" in finding["sentence"]


def test_the_doctor_says_when_it_cannot_know_the_engines(
    place: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    told(capsys, place, "use", write_detector(place))
    monkeypatch.setenv("CONSENTDESK_PASSPHRASE", "other words altogether")
    main(["doctor", "--json", "--workspace", str(place / "ws")])
    seen = json.loads(capsys.readouterr().out)
    assert seen["engines"]["detector"] == "built in"
    assert "workspace was not opened" in seen["checks"]["face finding"]["sentence"]


def test_faces_can_be_looked_for_in_other_ways(place: Path, capsys: Capture) -> None:
    photo = place / "portrait.jpg"
    photo.write_bytes(to_jpeg(paint_portrait("p02", 1)))
    for how in (
        ["--thorough"],
        ["--sensitivity", "most"],
        ["--detector", write_detector(place), "--thorough"],
    ):
        status = main(["faces", str(photo), "--json", *how])
        (seen,) = json.loads(capsys.readouterr().out)["photos"]
        assert (status, seen["error"]) == (0, None)
        face = max(seen["faces"], key=lambda face: face["height"])
        assert set(face) == {"x", "y", "width", "height", "score", "usable", "match"}
        assert 150 < face["height"] < 450
        assert face["match"] is None
    with pytest.raises(SystemExit) as ended:
        main(["faces", str(photo), "--sensitivity", "huge"])
    assert ended.value.code == 2


ENROLLED, STRANGERS = ("a02", "p02", "p04", "p01"), ("p03", "p05", "p06", "p07")


def small_portrait(head: str, number: int) -> PixelBuffer:
    picture = resize(as_array(paint_portrait(head, number)), 240, 300)
    return buffer(picture.round().astype(np.uint8))


def people(folder: Path, enrolled: Sequence[str], strangers: Sequence[str]) -> Path:
    """Drawn people with three portraits and their mirror images, strangers, and a lawn."""
    for head in enrolled:
        for number in (1, 2, 3):
            picture = small_portrait(head, number)
            mirrored = np.ascontiguousarray(as_array(picture)[:, ::-1])
            for part, shown in (("enrol", picture), ("probe", buffer(mirrored))):
                file = folder / part / head / f"{number}.jpg"
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(to_jpeg(shown))
    (folder / "strangers").mkdir()
    for head in strangers:
        (folder / "strangers" / f"{head}.jpg").write_bytes(to_jpeg(small_portrait(head, 1)))
    (folder / "strangers" / "lawn.jpg").write_bytes(to_jpeg(buffer(lawn(200, 200))))
    return folder


def test_an_encoder_is_measured_on_test_people(place: Path, capsys: Capture) -> None:
    folder, file = people(place / "people", ENROLLED, STRANGERS), write_encoder(place)
    status = main(["engine", "calibrate", file, "--people", str(folder), "--json"])
    seen = json.loads(capsys.readouterr().out)
    assert (status, seen["people"], seen["photos_without_a_face"]) == (0, 4, 1)
    assert seen["version"].startswith("tiny-colours-")
    assert {row["photos"] for row in seen["rows"]} == {1, 2, 3}
    assert all((row["probes"], row["strangers"]) == (12, 4) for row in seen["rows"])
    lines = seen["lines"]
    at_line = [row for row in seen["rows"] if row["line"] == lines["more_photos"]]
    assert [row["missed"] for row in at_line if row["photos"] == 3] == [0]
    assert seen["may_be_missed_all_the_same"] == 0.2425

    text = Path(file).read_text(encoding="utf-8").split("[lines]")[0] + "[lines]\n"
    text += "\n".join(f"{name} = {value}" for name, value in lines.items())
    Path(file).write_text(text, encoding="utf-8")
    assert read_encoder(file).lines.more_photos == lines["more_photos"]


def test_too_few_people_are_not_measured(place: Path, capsys: Capture) -> None:
    folder = people(place / "people", ENROLLED[:1], ())
    status = main(["engine", "calibrate", "built-in", "--people", str(folder), "--json"])
    refused = json.loads(capsys.readouterr().out)["error"]
    assert (status, refused["code"]) == (1, "refused")
    assert "strangers" in refused["sentence"]
