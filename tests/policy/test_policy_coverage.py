"""docs/policy-coverage.md is what the rows and the tests say now, and no Gate is passed over."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

PROJECT = Path(__file__).resolve().parents[2]
ROWS = {"G": 44, "I": 23, "C": 22, "W": 32, "J": 25}


@pytest.fixture(scope="module")
def coverage() -> ModuleType:
    """The program that makes the page; it is not part of the package."""
    file = PROJECT / "packaging" / "policy_coverage.py"
    spec = importlib.util.spec_from_file_location("policy_coverage", file)
    assert spec is not None
    assert spec.loader is not None
    module = sys.modules["policy_coverage"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_row_of_the_five_policies_is_there_once(coverage: ModuleType) -> None:
    ids = [clause.id for clauses in coverage.policies().values() for clause in clauses]
    assert ids == [f"{letter}{n}" for letter, count in ROWS.items() for n in range(1, count + 1)]


def test_every_row_has_one_state_and_no_test_an_unknown_row(coverage: ModuleType) -> None:
    clauses = [clause for each in coverage.policies().values() for clause in each]
    tests = coverage.named_tests()
    assert set(tests) <= {clause.id for clause in clauses}
    for clause in clauses:
        stated = clause.stated
        assert len(stated) == (0 if clause.id in tests else 1), clause.id
        assert clause.id in tests or not clause.lacks, clause.id
        if clause.is_gate:
            assert clause.id in tests or clause.not_yet, f"{clause.id}: a test, or what is missing"
        if clause.built:
            assert (PROJECT / clause.built).is_file(), clause.id


def test_the_page_is_up_to_date(coverage: ModuleType) -> None:
    page = coverage.page(coverage.policies(), coverage.named_tests())
    assert coverage.PAGE.read_text(encoding="utf-8") == page, (
        "run: uv run python packaging/policy_coverage.py"
    )


def test_a_test_bears_the_rows_that_open_its_name(coverage: ModuleType) -> None:
    assert coverage.rows_of("test_G11_W28_no_place") == ("G11", "W28")
    assert coverage.rows_of("test_a_G11") == ()
    assert coverage.rows_of("G11_test") == ()
