"""The accelerator is used where it pays, and every process says the same about it."""

import importlib.util
import sys

import pytest

from consentdesk.domain.errors import EngineError
from consentdesk.faces import accelerator
from consentdesk.faces.accelerator import SWITCH, why_not
from consentdesk.faces.centerface import CenterFace
from consentdesk.faces.versions import DETECTOR_VERSION, centerface_version


@pytest.fixture(autouse=True)
def everything_there(monkeypatch: pytest.MonkeyPatch) -> None:
    """A computer that has all it takes; each test takes one thing away."""
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: object())
    monkeypatch.setattr(accelerator, "__cpu_features__", {"AVX512BF16": True})
    monkeypatch.delenv(SWITCH, raising=False)


def test_it_is_used_where_package_and_processor_are_there() -> None:
    assert why_not() == ""


def test_it_is_not_used_without_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    assert "not installed" in why_not()


@pytest.mark.parametrize("features", [{"AVX512BF16": False}, {}])
def test_it_is_not_used_where_it_would_be_slower(
    features: dict[str, bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(accelerator, "__cpu_features__", features)
    assert "processor" in why_not()


@pytest.mark.parametrize("word", ["off", " OFF "])
def test_it_can_be_switched_off(word: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SWITCH, word)
    assert SWITCH in why_not()


def test_its_boxes_are_kept_apart() -> None:
    assert centerface_version(accelerated=True) != centerface_version(accelerated=False)
    assert DETECTOR_VERSION in map(centerface_version, (True, False))


@pytest.mark.engine
def test_a_broken_one_is_told_and_not_worked_around(monkeypatch: pytest.MonkeyPatch) -> None:
    from consentdesk.faces import openvino_session

    openvino_session._core.cache_clear()
    monkeypatch.undo()
    monkeypatch.setitem(sys.modules, "openvino", None)
    with pytest.raises(EngineError):
        CenterFace(accelerated=True)
    openvino_session._core.cache_clear()


@pytest.mark.engine
def test_nobody_counts_its_users(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    if why_not():
        pytest.skip(why_not())
    CenterFace(accelerated=True)
    assert sys.modules.get("openvino_telemetry") is None
