"""``consentdesk channel``: a channel for the display board, by the name of its paper."""

import json
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest

from consentdesk.app.commands import channel
from consentdesk.app.main import main
from tests.small_workspace import APPROVER, SmallSchool, make_school

Add = Callable[..., int]


@pytest.fixture
def school(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SmallSchool]:
    made = make_school(tmp_path)
    monkeypatch.setattr(channel, "workspace_of", lambda given: nullcontext(made.workspace))
    yield made
    made.workspace.close()


@pytest.fixture
def add(school: SmallSchool) -> Add:
    def run(name: str, purpose: str, *more: str) -> int:
        folder = str(school.folder / "channels" / name)
        given = ["channel", "add", name, "--folder", folder, "--purpose", purpose]
        return main([*given, "--by", APPROVER, *more])

    return run


def test_a_display_board_in_a4(
    school: SmallSchool, add: Add, capsys: pytest.CaptureFixture[str]
) -> None:
    assert add("Corridor", "display", "--long-edge", "a4", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["name"], told["purposes"], told["long_edge"]) == ("Corridor", ["display"], 3508)
    assert told["closed_because"] == "Two people have to look after this channel."
    added = school.workspace.channels.all()[-1]
    assert added.details.long_edge == 3508


def test_a_website_in_a3_is_remarked_on(add: Add, capsys: pytest.CaptureFixture[str]) -> None:
    assert add("Other site", "web", "--long-edge", "A3") == 0
    assert "show more of each child" in capsys.readouterr().out
    assert add("Third site", "web") == 0
    assert "show more" not in capsys.readouterr().out


def test_what_is_no_size_adds_nothing(
    school: SmallSchool, add: Add, capsys: pytest.CaptureFixture[str]
) -> None:
    before = school.workspace.channels.all()
    with pytest.raises(SystemExit):
        add("Corridor", "display", "--long-edge", "A2")
    assert "A5, A4, A3" in capsys.readouterr().err
    assert add("Corridor", "display", "--long-edge", "20000") == 1
    assert school.workspace.channels.all() == before
