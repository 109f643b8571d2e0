"""Write docs/policy-coverage.md: each row of the schools' policies and what carries it.

Run after a test was named after a row, or a row of ``tests/policy/clauses.toml`` changed:
``uv run python packaging/policy_coverage.py``.
"""

import ast
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
CLAUSES = PROJECT / "tests" / "policy" / "clauses.toml"
PAGE = PROJECT / "docs" / "policy-coverage.md"

ROW = re.compile(r"[GICWJ]\d+")
_HAS_A_ROW = re.compile(r"def test_[GICWJ]\d+_")

TESTED, PARTLY, BUILT = "tested", "tested in part", "built"
NOT_YET, OUTSIDE = "not yet", "outside"
STATES = {
    TESTED: "a test named after the row proves the effect",
    PARTLY: "the same, and something that the row asks for is missing",
    BUILT: "the program does it; no test bears the row's name",
    NOT_YET: "missing, and what is missing",
    OUTSIDE: "the school's business, not the program's",
}

HEAD = """# What the policies ask for

The social media policies of five schools and federations, clause by clause, and what carries each
row in this program. *Gate* blocks progress, *Check* is asked of the reviewer, *Rec* is a stored
record, *Cfg* a setting, *Info* a text or report, *Out* nothing for a program.

The page is made from `tests/policy/clauses.toml` and the names of the tests by
`uv run python packaging/policy_coverage.py`; a test compares it with both.
"""


@dataclass(frozen=True, slots=True)
class NamedTest:
    """A test that bears the name of a row; `file` is relative to the project."""

    file: str
    name: str


@dataclass(frozen=True, slots=True)
class Clause:
    """A row of a policy.

    Attributes:
        what: what it asks of the program, in our words.
        built: file that does it without a test of this name; empty if not stated.
        not_yet: what is missing; outside: why the program has no part in it.
        lacks: what is still missing of a row that tests carry.
        note: anything to add, whatever the state.
    """

    id: str
    kind: str
    what: str
    built: str = ""
    not_yet: str = ""
    outside: str = ""
    lacks: str = ""
    note: str = ""

    @property
    def is_gate(self) -> bool:
        """Whether it blocks progress."""
        return "Gate" in self.kind

    @property
    def stated(self) -> tuple[str, ...]:
        """Return the states that the row itself claims; none where tests carry it."""
        said = {BUILT: self.built, NOT_YET: self.not_yet, OUTSIDE: self.outside}
        return tuple(state for state, text in said.items() if text)


Tests = Mapping[str, tuple[NamedTest, ...]]


def policies(file: Path = CLAUSES) -> dict[str, tuple[Clause, ...]]:
    """Return the rows of each school's policy, in their order."""
    content = tomllib.loads(file.read_text(encoding="utf-8"))
    return {
        policy["school"]: tuple(
            Clause(f"{policy['letter']}{number}", **row) for number, row in policy["rows"].items()
        )
        for policy in content["policy"]
    }


def named_tests(folder: Path = PROJECT / "tests") -> Tests:
    """Return the tests that bear the names of rows, by row."""
    found: dict[str, list[NamedTest]] = {}
    for file in sorted(folder.rglob("test_*.py")):
        text = file.read_text(encoding="utf-8")
        if not _HAS_A_ROW.search(text):
            continue
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef):
                for row in rows_of(node.name):
                    test = NamedTest(file.relative_to(folder.parent).as_posix(), node.name)
                    found.setdefault(row, []).append(test)
    return {row: tuple(tests) for row, tests in found.items()}


def rows_of(name: str) -> tuple[str, ...]:
    """Return the rows that a test bears in its name: ``test_G11_I8_no_place`` has two."""
    first, *words = name.split("_")
    rows: list[str] = []
    for word in words if first == "test" else ():
        if not ROW.fullmatch(word):
            break
        rows.append(word)
    return tuple(rows)


def state(clause: Clause, tests: Tests) -> str:
    """Return the state of a row: what tests carry counts first."""
    if clause.id in tests:
        return PARTLY if clause.lacks else TESTED
    return next(iter(clause.stated), NOT_YET)


def page(schools: Mapping[str, tuple[Clause, ...]], tests: Tests) -> str:
    """Return the whole page as Markdown."""
    every = [clause for clauses in schools.values() for clause in clauses]
    parts = [HEAD, _summary(every, tests)]
    parts += [_section(school, clauses, tests) for school, clauses in schools.items()]
    return "\n".join(parts)


def _summary(clauses: Iterable[Clause], tests: Tests) -> str:
    every = list(clauses)
    of_all = Counter(state(clause, tests) for clause in every)
    of_gates = Counter(state(clause, tests) for clause in every if clause.is_gate)
    lines = ["| State | Meaning | Rows | of these Gates |", "|---|---|---|---|"]
    lines += [
        f"| {each} | {meaning} | {of_all[each]} | {of_gates[each]} |"
        for each, meaning in STATES.items()
    ]
    lines.append(f"| | all | {len(every)} | {of_gates.total()} |")
    return "\n".join(lines) + "\n"


def _section(school: str, clauses: Iterable[Clause], tests: Tests) -> str:
    lines = [f"## {school}", "", "| Row | Kind | What | State |", "|---|---|---|---|"]
    lines += [
        f"| {clause.id} | {clause.kind} | {clause.what} | {_told(clause, tests)} |"
        for clause in clauses
    ]
    return "\n".join(lines) + "\n"


def _told(clause: Clause, tests: Tests) -> str:
    proven = ", ".join(_linked(test) for test in tests.get(clause.id, ()))
    where = {
        TESTED: proven,
        PARTLY: f"{proven}; missing: {clause.lacks}",
        BUILT: f"[{Path(clause.built).name}](../{clause.built})",
        NOT_YET: clause.not_yet,
        OUTSIDE: clause.outside,
    }
    stands = state(clause, tests)
    told = f"**{stands}**: {where[stands]}"
    return f"{told}; {clause.note}" if clause.note else told


def _linked(test: NamedTest) -> str:
    words = test.name.removeprefix("test_" + "_".join(rows_of(test.name))).strip("_")
    return f"[{words.replace('_', ' ')}](../{test.file})"


def main() -> None:
    """Write the page."""
    PAGE.write_text(page(policies(), named_tests()), encoding="utf-8")


if __name__ == "__main__":
    main()
