"""A fresh school office for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.consent_sheets.office import Office, build_empty_office, open_copy


@pytest.fixture(scope="session")
def empty_office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("office")
    build_empty_office(folder)
    return folder


@pytest.fixture
def office(empty_office: Path, tmp_path: Path) -> Iterator[Office]:
    opened = open_copy(empty_office, tmp_path)
    yield opened
    opened.workspace.close()
