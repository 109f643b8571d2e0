"""The small school, fresh for each test; and with four photos signed off for everywhere."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.privacy.summer_fair import SummerFair, hold_fair
from tests.small_workspace import SmallSchool, make_school


@pytest.fixture
def school(tmp_path: Path) -> Iterator[SmallSchool]:
    school = make_school(tmp_path)
    yield school
    school.workspace.close()


@pytest.fixture
def fair(school: SmallSchool, tmp_path: Path) -> SummerFair:
    """Everybody may be shown everywhere, and a second person signed."""
    fair = hold_fair(school, tmp_path / "in")
    fair.look_again_and_sign()
    return fair
