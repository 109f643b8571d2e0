"""The small school; a module's tests share it where none of them disturbs another."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.small_workspace import SmallSchool, make_school


@pytest.fixture
def school(tmp_path: Path) -> Iterator[SmallSchool]:
    school = make_school(tmp_path)
    yield school
    school.workspace.close()


@pytest.fixture(scope="module")
def shared_school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SmallSchool]:
    school = make_school(tmp_path_factory.mktemp("school"))
    yield school
    school.workspace.close()
