"""A library of its own for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from consentdesk.store.library import Library
from consentdesk.store.open_library import create_library
from tests.store.shelf_samples import KEY, Filled, fill


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "library"


@pytest.fixture
def library(folder: Path) -> Iterator[Library]:
    with create_library(folder, KEY) as made:
        yield made


@pytest.fixture
def filled(library: Library) -> Filled:
    return library.run(fill)
