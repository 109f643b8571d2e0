"""Descriptions of engines that a school brought along: each mistake is named."""

import os
from pathlib import Path

import pytest

from consentdesk.domain.errors import EngineError
from consentdesk.faces.engine_files import kind_of, read_detector, read_encoder
from tests.faces.tiny_models import DETECTOR, ENCODER

READ = {"detector": read_detector, "encoder": read_encoder}
TEXT = {"detector": DETECTOR, "encoder": ENCODER}


def written(folder: Path, kind: str, text: str | None = None) -> str:
    (folder / f"{kind}.onnx").write_bytes(b"model")
    (folder / f"{kind}.toml").write_text(text or TEXT[kind], encoding="utf-8")
    return str(folder / f"{kind}.toml")


@pytest.mark.parametrize("kind", READ)
def test_a_description_is_read(kind: str, tmp_path: Path) -> None:
    file = written(tmp_path, kind)
    described = READ[kind](file)
    assert kind_of(file) == kind
    assert described.model == tmp_path / f"{kind}.onnx"
    assert described == READ[kind](file)


def test_one_number_stands_for_three_colours(tmp_path: Path) -> None:
    shown = read_detector(written(tmp_path, "detector")).shown
    assert (shown.mean, shown.scale, shown.bgr) == ((128, 128, 128), (64, 64, 64), True)


MISTAKES = [
    ("detector", 'kind = "detector"', 'kind = "guess"', "kind"),
    ("detector", 'kind = "detector"', 'kind = "encoder"', "kind"),
    ("detector", 'name = "tiny-skin"', 'name = "two words"', "name"),
    ("detector", 'model = "detector.onnx"', 'model = "../detector.onnx"', "model"),
    ("detector", 'model = "detector.onnx"', 'model = "https://example.org/a.onnx"', "model"),
    ("detector", 'colours = "bgr"', 'colours = "blue"', "colours"),
    ("detector", "mean = 128", "mean = [1, 2]", "mean"),
    ("detector", "mean = 128", "mean = nan", "mean"),
    ("detector", "scale = [64, 64, 64]", "scale = [64, 0, 64]", "scale"),
    ("detector", "tile = 512", "tile = 500", "tile"),
    ("detector", "edge = 512", "edge = 512.0", "edge"),
    ("detector", "overlap = 160", "overlap = 400", "overlap"),
    ("detector", "[outputs]", "[results]", "outputs"),
    ("detector", "[outputs]", "outputs = 3\n[results]", "outputs"),
    ("detector", 'scores = "scores"', 'scores = ""', "outputs.scores"),
    ("detector", "more = 0.4", "more = 0.2", "thresholds.more"),
    ("detector", "usual = 0.45", "usual = 1.5", "thresholds.usual"),
    ("detector", "sure = 0.45", "sure = 0.1", "thresholds.sure"),
    ("encoder", "edge = 112", "edge = true", "edge"),
    ("encoder", "[70.7, 92.2]", "[170.7, 92.2]", "template"),
    ("encoder", "[70.7, 92.2]", "[41.5, 92.4]", "template"),
    ("encoder", "[70.7, 92.2]", "[70.7]", "template"),
    ("encoder", "mirror = true", 'mirror = "yes"', "mirror"),
    ("encoder", "one_photo = 0.6", "one_photo = -1", "lines.one_photo"),
    ("encoder", "smallest = 40", "smallest = 1.5", "lines.smallest"),
]


@pytest.mark.parametrize(("kind", "right", "wrong", "field"), MISTAKES)
def test_a_wrong_field_is_named(
    kind: str, right: str, wrong: str, field: str, tmp_path: Path
) -> None:
    assert right in TEXT[kind]
    file = written(tmp_path, kind, TEXT[kind].replace(right, wrong))
    with pytest.raises(EngineError) as told:
        READ[kind](file)
    assert f"“{kind}.toml”" in told.value.sentence
    assert f"“{field}”" in told.value.sentence


@pytest.mark.parametrize("kind", READ)
def test_no_field_may_be_missing(kind: str, tmp_path: Path) -> None:
    lines = TEXT[kind].splitlines()
    for number, line in enumerate(lines):
        if "=" in line:
            rest = "\n".join(lines[:number] + lines[number + 1 :])
            with pytest.raises(EngineError) as told:
                READ[kind](written(tmp_path, kind, rest))
            assert f"{line.split()[0]}” is missing" in told.value.sentence


def test_what_is_no_description_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EngineError, match="cannot be read"):
        kind_of(str(tmp_path / "nothing.toml"))
    with pytest.raises(EngineError, match="no description"):
        kind_of(written(tmp_path, "encoder", "not = [toml"))
    (tmp_path / "bytes.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(EngineError, match="no description"):
        kind_of(str(tmp_path / "bytes.toml"))


def test_a_missing_model_is_named(tmp_path: Path) -> None:
    file = written(tmp_path, "encoder")
    (tmp_path / "encoder.onnx").unlink()
    with pytest.raises(EngineError, match=r"encoder\.onnx"):
        read_encoder(file)


@pytest.mark.parametrize("changed", ["encoder.onnx", "encoder.toml"])
def test_a_changed_file_is_another_version(changed: str, tmp_path: Path) -> None:
    file = written(tmp_path, "encoder")
    before = read_encoder(file).version
    with (tmp_path / changed).open("ab") as more:
        more.write(b"\n")
    after = read_encoder(file).version
    assert before != after
    assert before.startswith("tiny-colours-")
    assert " " not in before + after


def test_the_version_does_not_depend_on_place_or_time(tmp_path: Path) -> None:
    versions = []
    for name in ("here", "there"):
        (tmp_path / name).mkdir()
        file = written(tmp_path / name, "encoder")
        os.utime(file, (0, 0))
        versions.append(read_encoder(file).version)
    assert versions[0] == versions[1]
