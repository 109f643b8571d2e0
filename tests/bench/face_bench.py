"""What is measured, by whom, on which photos; and the rows that say what something costs."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from consentdesk.faces.ports import Gallery
from tests.bench import face_library, face_product
from tests.bench.face_photos import CleanPhotos
from tests.bench.face_sides import Side, Spent, library_side, product_side
from tests.bench.face_table import Row, aimed, number
from tests.bench.face_truth import Corpus


@dataclass
class Bench:
    """What is measured, on which photos; both registers are enrolled when first asked for."""

    corpus: Corpus
    clean: CleanPhotos
    folder: Path
    stack: ExitStack

    @cached_property
    def finding(self) -> Side:
        return self.stack.enter_context(product_side())

    @cached_property
    def looking(self) -> Side:
        return self.stack.enter_context(product_side())

    @cached_property
    def matching(self) -> Side:
        return self.stack.enter_context(product_side())

    @cached_property
    def library(self) -> Side:
        return self.stack.enter_context(library_side())

    @cached_property
    def library_matching(self) -> Side:
        return self.stack.enter_context(library_side())

    @cached_property
    def enrolled(self) -> tuple[Gallery, int, int]:
        return self.matching.do(face_product.enrol, self.corpus.register())

    @cached_property
    def known(self) -> face_library.Known:
        return self.library_matching.do(face_library.enrol, self.corpus.register())


def cost_rows(
    name: str,
    ours: Sequence[Spent[Any]],
    theirs: Sequence[Spent[Any]],
    at_most: float | None = None,
) -> Iterator[Row]:
    spent = [sum(one.cpu for one in side) / len(side) for side in (ours, theirs)]
    yield Row(f"CPU s a 12 MP photo, {name}", *(number(value) for value in spent))
    ratio = Row(f"... ratio, {name}", number(spent[0] / spent[1]), number(1))
    yield ratio if at_most is None else aimed(ratio, at_most=at_most)
