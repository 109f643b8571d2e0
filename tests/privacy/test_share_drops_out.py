"""A network place that is away for a moment is tried again; one that stays away is told."""

import errno
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from consentdesk.domain.errors import ChannelError
from consentdesk.domain.progress import CancelToken, Progress
from consentdesk.domain.release import ReleasedState
from consentdesk.media import channel_folder
from consentdesk.media.folder_faults import ShareAway, explained
from consentdesk.services.publishing.away_shares import WAITS, Patience
from tests.privacy.summer_fair import ALL, SummerFair
from tests.small_workspace import PREPARER, SmallSchool

NOTHING: frozenset[str] = frozenset()


class Share:
    """The folder of the website on a share that goes away and comes back while somebody waits.

    Attributes:
        waited: seconds of each wait.
        away: whether no file can be written, named, read or removed there.
    """

    def __init__(self, school: SmallSchool, patch: pytest.MonkeyPatch) -> None:
        self.waited: list[float] = []
        self.away = False
        self.back_after = 1
        self.while_waiting: Callable[[], None] = lambda: None
        self._folder = school.website.details.folder
        for name in ("stat", "open", "unlink", "replace", "mkdir", "iterdir"):
            self._cut_off(patch, Path, name)
        self._cut_off(patch, channel_folder.os, "link")
        patch.setattr(school.workspace.publisher._channels, "_wait", self._wait)

    def goes_away_before(
        self, patch: pytest.MonkeyPatch, name: str, call: int, *, done: bool = False
    ) -> None:
        """Let the share vanish at a call; when `done`, its answer is lost and the deed is not."""
        really, calls = getattr(channel_folder, name), []

        def watched(*given: Path) -> None:
            calls.append(name)
            if len(calls) == call:
                if done:
                    really(*given)
                self.away = True
                if done:
                    raise OSError(errno.ETIMEDOUT, "no answer")
            really(*given)

        patch.setattr(channel_folder, name, watched)

    def _wait(self, cancel: CancelToken, seconds: float) -> bool:
        self.waited.append(seconds)
        self.away = len(self.waited) < self.back_after
        self.while_waiting()
        return cancel.cancelled

    def _cut_off(self, patch: pytest.MonkeyPatch, place: object, name: str) -> None:
        really = getattr(place, name)

        def reached(path: Path, *more: object, **named: object) -> object:
            if self.away and (path == self._folder or path.parent == self._folder):
                raise OSError(errno.EHOSTDOWN, os.strerror(errno.EHOSTDOWN))
            return really(path, *more, **named)

        patch.setattr(place, name, reached)


@pytest.fixture
def share(school: SmallSchool, fair: SummerFair) -> Iterator[Share]:
    with pytest.MonkeyPatch.context() as patch:
        yield Share(school, patch)


@pytest.mark.parametrize(
    ("name", "call", "back_after"),
    [
        ("_write_to_disk", 1, 3),
        ("_write_to_disk", 3, 1),
        ("_give_name", 1, 2),
        ("_give_name", 4, 3),
    ],
)
def test_the_same_run_ends_complete_when_the_share_is_back(
    school: SmallSchool,
    fair: SummerFair,
    share: Share,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    call: int,
    back_after: int,
) -> None:
    share.back_after = back_after
    share.goes_away_before(monkeypatch, name, call)
    receipt = school.publish()
    assert fair.shown() == (ALL, ALL)
    assert share.waited == list(WAITS[:back_after])
    assert [(r.published, r.refused) for r in receipt.results] == [(len(ALL), ())] * 2
    assert not fair.recorded(ReleasedState.WRITING)


@pytest.mark.parametrize(
    ("name", "links"), [("_write_to_disk", True), ("_give_name", True), ("_give_name", False)]
)
def test_a_lost_answer_makes_no_second_file(
    school: SmallSchool,
    fair: SummerFair,
    share: Share,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    links: bool,
) -> None:
    if not links:
        monkeypatch.setattr(channel_folder.os, "link", _no_links)
    share.goes_away_before(monkeypatch, name, 2, done=True)
    school.publish()
    assert fair.shown() == (ALL, ALL)
    assert not fair.recorded(ReleasedState.WRITING)


def test_a_name_half_given_on_a_drive_without_links_is_given_whole(
    school: SmallSchool, fair: SummerFair, share: Share, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(channel_folder.os, "link", _no_links)
    monkeypatch.setattr(Path, "replace", _away_at(share, Path.replace, 2))
    receipt = school.publish()
    assert fair.shown() == (ALL, ALL)
    assert [result.refused for result in receipt.results] == [(), ()]


@pytest.mark.parametrize(
    ("name", "call", "there"), [("_write_to_disk", 3, 0), ("_give_name", 3, 2)]
)
def test_a_share_that_stays_away_is_told_and_the_next_run_goes_on(
    school: SmallSchool,
    fair: SummerFair,
    share: Share,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    call: int,
    there: int,
) -> None:
    share.back_after = len(WAITS) + 1
    with monkeypatch.context() as patch:
        share.goes_away_before(patch, name, call)
        website, newsletter = school.publish().results
    assert share.waited == list(WAITS)
    assert (website.published, newsletter.published) == (there, len(ALL))
    assert {sentence for _, sentence in website.refused} == {
        f"The folder of this channel does not answer any more; {there} of {len(ALL)} copies are"
        " published. Connect the drive or the network again and publish once more; it goes on"
        " with the rest."
    }
    assert len(website.refused) == len(ALL) - there
    share.away = False
    visible = [p for p in school.website.details.folder.iterdir() if p.name[0] != "."]
    assert len(visible) == there
    school.workspace.publisher.settle_interrupted()
    website_shown, newsletter_shown = fair.shown()
    assert (len(website_shown), newsletter_shown) == (there, ALL)
    again = school.publish().results[0]
    assert (again.already_there, again.published) == (there, len(ALL) - there)
    assert fair.shown() == (ALL, ALL)
    assert not fair.recorded(ReleasedState.WRITING)


@pytest.mark.parametrize(("name", "there"), [("_write_to_disk", 0), ("_give_name", 2)])
def test_stopping_ends_the_waiting(
    school: SmallSchool,
    fair: SummerFair,
    share: Share,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    there: int,
) -> None:
    cancel = CancelToken()
    share.back_after, share.while_waiting = len(WAITS) + 1, cancel.cancel
    with monkeypatch.context() as patch:
        share.goes_away_before(patch, name, 3)
        receipt = school.workspace.publisher.run(school.batch_id, PREPARER, Progress(), cancel)
    assert share.waited == [WAITS[0]]
    assert not receipt.finished
    share.away = False
    school.workspace.publisher.settle_interrupted()
    website, newsletter = fair.shown()
    assert (len(website), newsletter) == (there, NOTHING)
    school.publish()
    assert fair.shown() == (ALL, ALL)


def test_a_share_that_is_away_from_the_beginning_is_told(
    school: SmallSchool, fair: SummerFair, share: Share
) -> None:
    share.away, share.back_after = True, len(WAITS) + 1
    assert school.workspace.channels.folder_problem(school.website)
    website, newsletter = school.publish().results
    assert (website.published, newsletter.published) == (0, len(ALL))
    assert len(website.refused) == len(ALL)
    share.away = False
    school.publish()
    assert fair.shown() == (ALL, ALL)
    assert not fair.recorded(ReleasedState.WRITING)


@pytest.mark.parametrize("fault", ["ENOTCONN", "ESTALE", "EHOSTDOWN", "ENETDOWN", "EIO"])
def test_faults_of_a_network_mean_that_it_is_away(fault: str) -> None:
    assert isinstance(explained(OSError(getattr(errno, fault), fault)), ShareAway)


@pytest.mark.parametrize("code", [53, 59, 64, 67, 121, 1231])
def test_faults_of_windows_mean_so_even_where_they_look_like_a_missing_folder(code: int) -> None:
    fault = FileNotFoundError(errno.ENOENT, "not found")
    fault.winerror = code  # type: ignore[attr-defined,unused-ignore]
    assert isinstance(explained(fault), ShareAway)


def test_other_faults_are_not_waited_for() -> None:
    waited: list[float] = []

    def fails() -> None:
        raise explained(OSError(errno.ENOENT, "gone"))

    patience = Patience(CancelToken(), lambda cancel, seconds: bool(waited.append(seconds)))
    with pytest.raises(ChannelError):
        patience.attempt(fails)
    assert waited == []


def test_waiting_by_the_clock_ends_when_stopping_is_asked_for() -> None:
    cancel = CancelToken()
    assert not cancel.wait(0)
    cancel.cancel()
    assert cancel.wait(WAITS[-1])


def _no_links(*given: object) -> None:
    raise OSError(errno.EPERM, "no hard links here")


def _away_at(
    share: Share, really: Callable[[Path, Path], Path], call: int
) -> Callable[[Path, Path], Path]:
    calls: list[Path] = []

    def replaced(path: Path, target: Path) -> Path:
        calls.append(path)
        if len(calls) == call:
            share.away = True
            raise OSError(errno.ETIMEDOUT, "no answer")
        return really(path, target)

    return replaced
