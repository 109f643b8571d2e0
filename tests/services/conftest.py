"""The small school, fresh for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.small_workspace import SmallSchool, make_school


@pytest.fixture
def school(tmp_path: Path) -> Iterator[SmallSchool]:
    school = make_school(tmp_path)
    yield school
    school.workspace.close()
