"""The folder of an event in its channel's folder: made once, and never in place of anything."""

from pathlib import Path

import pytest

from consentdesk.domain.errors import ChannelFolderMissing
from consentdesk.media.channel_folder import NameTaken, make_event_folder


def test_it_is_made_once(tmp_path: Path) -> None:
    event = tmp_path / "sports-day-2026-06-12"
    make_event_folder(tmp_path, event)
    (event / "there.jpg").touch()
    make_event_folder(tmp_path, event)
    make_event_folder(tmp_path, tmp_path)
    assert [path.name for path in tmp_path.rglob("*")] == [event.name, "there.jpg"]


def test_no_channel_folder_is_made_for_it(tmp_path: Path) -> None:
    away = tmp_path / "drive"
    with pytest.raises(ChannelFolderMissing):
        make_event_folder(away, away / "sports-day-2026-06-12")
    assert not away.exists()


@pytest.mark.parametrize("way", ["file", "link"])
def test_a_name_that_is_taken_is_told(tmp_path: Path, way: str) -> None:
    channel, other = tmp_path / "channel", tmp_path / "other"
    channel.mkdir()
    other.mkdir()
    event = channel / "sports-day-2026-06-12"
    if way == "file":
        event.write_bytes(b"theirs")
    else:
        event.symlink_to(other, target_is_directory=True)
    with pytest.raises(NameTaken, match=event.name):
        make_event_folder(channel, event)
    assert list(other.iterdir()) == []
    assert way == "link" or event.read_bytes() == b"theirs"
