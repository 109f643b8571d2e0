"""The window of the made-up school lets its office in by itself and tells its password."""

from pathlib import Path

from consentdesk.app.demo_school import DEMO_PASSWORD, HEAD, OFFICE
from consentdesk.app.window import PASSWORD_HINT, _Demo
from consentdesk.domain.staff import Role
from tests.small_workspace import KEY, TestClock, assemble_for_test


def test_the_office_is_let_in_once_there_are_accounts(tmp_path: Path) -> None:
    workspace = assemble_for_test(tmp_path / "workspace", KEY, TestClock(), new=True)
    demo = _Demo(1, 4, 2, tmp_path)
    assert demo.sign_in(workspace) is None
    head = workspace.staff.begin(HEAD, DEMO_PASSWORD, {Role.HEAD})
    workspace.staff.add(OFFICE, DEMO_PASSWORD, {Role.PREPARER}, head)
    came_in = demo.sign_in(workspace)
    assert came_in is not None
    assert came_in.name == OFFICE
    workspace.staff.change_password(OFFICE, DEMO_PASSWORD, "four words over lunch")
    assert demo.sign_in(workspace) is None, "the window asks"
    workspace.close()


def test_the_hint_holds_the_password() -> None:
    assert DEMO_PASSWORD in PASSWORD_HINT
