"""The small school, fresh for each test; and with a burst in its batch."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.services.moments import Moments, bring_in_moments
from tests.small_workspace import SmallSchool, make_school


@pytest.fixture
def school(tmp_path: Path) -> Iterator[SmallSchool]:
    school = make_school(tmp_path)
    yield school
    school.workspace.close()


@pytest.fixture
def moments(school: SmallSchool, tmp_path: Path) -> Moments:
    return bring_in_moments(school, tmp_path / "in")
