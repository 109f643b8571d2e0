"""``consentdesk staff``, ``school``, ``channel`` and ``matching`` over a small school."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from consentdesk.app.commands import shared
from consentdesk.app.main import main
from consentdesk.domain.staff import Role
from tests.small_workspace import (
    APPROVER,
    PASSWORD,
    PEOPLE,
    PREPARER,
    SmallSchool,
    TestClock,
    assemble_for_test,
    make_school,
)

Run = Callable[..., tuple[int, Any]]
OTHER = "swimming gala in may"
NOW = datetime(2026, 11, 29, 10, 0, tzinfo=UTC)


class _ThatDay(date):
    """The calendar of the commands, which stands still as the school's clock does."""

    @classmethod
    def today(cls) -> date:
        return NOW.date()


class _StaysOpen:
    """The school's workspace, which each command would close."""

    def __init__(self, workspace: Any) -> None:
        self._workspace = workspace

    def close(self) -> None:
        pass

    def __getattr__(self, name: str) -> Any:
        return getattr(self._workspace, name)


@pytest.fixture
def school(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SmallSchool]:
    school = make_school(tmp_path)
    school.clock.time = NOW
    for commands in ("channel", "staff"):
        monkeypatch.setattr(f"consentdesk.app.commands.{commands}.date", _ThatDay)
    stays = _StaysOpen(school.workspace)
    monkeypatch.setattr(shared, "open_workspace", lambda folder, face_workers: stays)
    monkeypatch.setenv("CONSENTDESK_PASSWORD", PASSWORD)
    monkeypatch.setenv("CONSENTDESK_APPROVER_PASSWORD", PASSWORD)
    monkeypatch.setenv("CONSENTDESK_NEW_PASSWORD", OTHER)
    yield school
    school.workspace.close()


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*arguments: object, by: str = APPROVER) -> tuple[int, Any]:
        status = main([*map(str, arguments), "--by", by, "--json"])
        said = capsys.readouterr().out
        assert PASSWORD not in said
        assert OTHER not in said
        return status, json.loads(said)

    return run


def _refused(answer: tuple[int, Any]) -> str:
    status, told = answer
    assert (status, told["error"]["code"]) == (1, "refused")
    return str(told["error"]["sentence"])


def test_the_first_account(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    workspace = assemble_for_test(tmp_path / "new", b"k" * 32, TestClock(), new=True)
    stays = _StaysOpen(workspace)
    monkeypatch.setattr(shared, "open_workspace", lambda folder, face_workers: stays)
    monkeypatch.setenv("CONSENTDESK_NEW_PASSWORD", OTHER)
    assert "no accounts" in _refused(run("staff", "add", "Ann Preparer", "--role", "preparer"))
    assert workspace.staff.nobody_yet()
    status, told = run("staff", "begin", APPROVER, "--role", "head")
    assert (status, told["roles"]) == (0, ["administrator", "head"])
    assert "accounts already" in _refused(run("staff", "begin", "Eve Else", "--role", "head"))
    monkeypatch.setenv("CONSENTDESK_PASSWORD", "not the password")
    assert "do not go together" in _refused(run("staff", "list"))
    monkeypatch.setenv("CONSENTDESK_PASSWORD", OTHER)
    status, told = run("staff", "list")
    assert status == 1
    assert told["staff"][0]["lacks"][0] == "The school has not entered its policy yet."
    assert "not entered its policy" in _refused(run("staff", "paper", APPROVER, "policy"))
    assert main(["staff", "list", "--by", APPROVER]) == 1
    assert "No training is on record." in capsys.readouterr().out
    workspace.close()


def test_an_account_from_first_to_last_day(school: SmallSchool, run: Run) -> None:
    status, told = run("staff", "add", "Tim  Newman", "--role", "preparer", "--role", "dsl")
    assert (status, told["name"], told["roles"]) == (0, "Tim Newman", ["dsl", "preparer"])
    assert told["granted_by"] == APPROVER
    assert run("staff", "roles", "tim newman", "--role", "preparer")[1]["roles"] == ["preparer"]
    assert "administrator changes" in _refused(
        run("staff", "roles", "Tim Newman", "--role", "head", by=PREPARER)
    )
    status, told = run("staff", "left", "Tim Newman")
    assert (status, told["left_on"]) == (0, "2026-11-29")
    assert [m.name for m in school.workspace.staff.open_now()] == [APPROVER, PREPARER]
    assert run("staff", "came-back", "Tim Newman")[1]["left_on"] is None
    assert len(school.workspace.staff.open_now()) == 3
    assert "Nobody of this name" in _refused(run("staff", "left", "Nobody Here"))


def test_who_leaves_and_looked_after_a_channel_is_told_with_it(
    school: SmallSchool, run: Run
) -> None:
    run("staff", "add", "Tim Newman", "--role", "preparer")
    assert run("staff", "left", "Tim Newman")[1]["short_of_managers"] == []
    assert run("staff", "left", PREPARER)[1]["short_of_managers"] == ["Website", "Newsletter"]
    status, told = run("channel", "list")
    assert status == 1
    closed = {one["closed_because"] for one in told["channels"]}
    assert closed == {"Two people have to look after this channel."}
    run("staff", "came-back", PREPARER)
    assert run("channel", "list")[0] == 0


def test_papers(school: SmallSchool, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    run("staff", "add", "Tim Newman", "--role", "preparer")
    status, told = run("staff", "paper", "Tim Newman", "training", "--on", "2026-09-29")
    (training,) = told["papers"]
    assert (status, training["expires_on"]) == (0, "2026-09-30")
    agreement = run("staff", "paper", "Tim Newman", "agreement", "--on", "2026-09-30")
    assert "two names" in _refused(agreement)
    signed = ("--on", "2026-09-30", "--signed-with", APPROVER)
    told = run("staff", "paper", "Tim Newman", "agreement", *signed)[1]
    assert told["papers"][-1]["expires_on"] == "2027-09-30"
    assert "for themselves" in _refused(run("staff", "paper", "Tim Newman", "policy"))
    monkeypatch.setenv("CONSENTDESK_PASSWORD", OTHER)
    policy = ("policy", "--on", "2026-10-01")
    told = run("staff", "paper", "Tim Newman", *policy, by="Tim Newman")[1]
    (read,) = [paper for paper in told["papers"] if paper["kind"] == "policy"]
    assert (read["version"], read["expires_on"]) == ("1", "2027-09-30")


def test_passwords(school: SmallSchool, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    staff = school.workspace.staff
    assert run("staff", "password", by=PREPARER)[0] == 0
    assert staff.sign_in(PREPARER, OTHER).name == PREPARER
    one, two = ("--leader", APPROVER), ("--leader", "Vera Vice")
    assert "Two leaders" in _refused(run("staff", "let-in", PREPARER, *one))
    assert "do not go together" in _refused(run("staff", "let-in", PREPARER, *one, *two))
    staff.add("Vera Vice", PASSWORD, {Role.APPROVER}, school.head)
    monkeypatch.setenv("CONSENTDESK_NEW_PASSWORD", OTHER + " again")
    assert "Two members" in _refused(run("staff", "let-in", PREPARER, *one, *one))
    assert staff.sign_in(PREPARER, OTHER)
    status, told = run("staff", "let-in", PREPARER, *one, *two, by=PREPARER)
    assert (status, told["name"]) == (0, PREPARER)
    assert staff.sign_in(PREPARER, OTHER + " again")


def test_the_school(school: SmallSchool, run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    status, told = run("school", "show")
    assert (status, told["policy_version"], told["sign_off_hours"]) == (0, "1", 72)
    status, told = run(
        *("school", "set", "--policy-version", "2", "--policy-approved-by", "The governors"),
        *("--policy-review-on", "2026-06-01", "--sign-off-hours", "48", "--head-per-event", "yes"),
        *("--document", "Retention policy", "--document", "E-safety policy"),
    )
    assert (status, told["review_overdue"]) == (0, True)
    profile = school.workspace.school.profile()
    assert (profile.policy_version, profile.sign_off_hours) == ("2", 48)
    assert profile.head_per_event
    assert profile.documents == ("Retention policy", "E-safety policy")
    assert profile.originals_days == 30
    assert run("school", "show")[0] == 1
    assert "1 to 336 hours" in _refused(run("school", "set", "--sign-off-hours", "9999"))
    assert "Nothing to settle" in _refused(run("school", "set"))
    _refused(run("school", "set", "--sign-off-hours", "12", by=PREPARER))
    assert school.workspace.school.profile() == profile
    with pytest.raises(SystemExit):
        main(["school", "set", "--head-per-event", "maybe"])
    capsys.readouterr()
    assert main(["school", "show", "--by", APPROVER]) == 1
    assert "head per event       yes" in capsys.readouterr().out


def test_a_channel_is_approved_by_the_head(school: SmallSchool, run: Run) -> None:
    channel = school.website
    lapsed = replace(channel.details.standing, review_on=None)
    school.workspace.channels.change(
        replace(channel, details=replace(channel.details, standing=lapsed)), APPROVER
    )
    status, told = run("channel", "list")
    closed = {one["name"]: one["closed_because"] for one in told["channels"]}
    assert (status, closed["Newsletter"]) == (1, "")
    assert closed["Website"] == "The approval of this channel has run out."
    until = ("--review-on", "2099-01-01")
    assert "Only the head" in _refused(run("channel", "approve", "Website", *until, by=PREPARER))
    status, told = run("channel", "approve", "website", "--handle", "@hillside", *until)
    assert (status, told["closed_because"], told["approved_by"]) == (0, "", APPROVER)
    standing = school.workspace.channels.all()[0].details.standing
    assert (standing.handle, standing.managers) == ("@hillside", (PREPARER, APPROVER))
    assert run("channel", "list")[0] == 0
    status, told = run("channel", "approve", "Website", "--manager", PREPARER, *until)
    assert (status, told["closed_because"]) == (1, "Two people have to look after this channel.")
    assert "no channel" in _refused(run("channel", "approve", "Nowhere", *until))


def test_an_objection_to_matching_is_one_command(school: SmallSchool, run: Run) -> None:
    status, told = run("matching", "status")
    assert (status, told["open"], told["valid_until"]) == (1, False, None)
    bo = school.people["Bo"]
    status, told = run("matching", "object", bo.details.key, by=PREPARER)
    assert (status, told) == (0, {"destroyed": 0})
    known = school.workspace.library.run(lambda u: u.matching.permissions())
    assert known[bo.id].objection
    said = _refused(run("matching", "object", "no such key"))
    assert not any(person.first_name in said for person in PEOPLE.values())
