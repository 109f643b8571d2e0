"""Two pupils as alike as twins, both enrolled: the machine never decides which of them it is.

One of the two must not be shown, so a confident guess would publish the wrong child.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from consentdesk.app.demo_school import attach_and_enrol, set_up_school, write_consent_workbook
from consentdesk.app.scripted_reviewer import pair_up, read_truth
from consentdesk.app.wiring import now, open_workspace
from consentdesk.demo.make import make_demo
from consentdesk.demo.school import DemoSchool, plan_school
from consentdesk.domain.batch import Batch
from consentdesk.domain.face import Suggestion, SuggestionOutcome
from consentdesk.domain.ids import PersonId
from consentdesk.domain.progress import CancelToken, Progress
from consentdesk.domain.verdict import Outcome
from consentdesk.faces.worker import check_photo
from consentdesk.services.workspace import Workspace
from tests.faces.odd_pictures import file_of, group

pytestmark = [pytest.mark.engine, pytest.mark.slow]

SIZE = (2016, 1512)
OFFICE = "Office"
COMPARABLE = 40
"""Pixels of height from which a face can be compared."""


@dataclass(frozen=True)
class Compared:
    """A small school with the twins, checked in Match."""

    workspace: Workspace
    batch: Batch
    twins: frozenset[PersonId]
    heads: dict[PersonId, str]
    said: dict[PersonId, tuple[Suggestion | None, ...]]
    """What was said about each true face of a twin that was found, 40 px and more."""


def _small(plan: DemoSchool) -> DemoSchool:
    """Keep the twins, four others, and three photos: one with both, one with each alone."""
    pair = set(plan.near_twins[0])
    others = [pupil for pupil in plan.pupils if pupil.upn not in pair and pupil.portraits == 3][:4]
    pupils = tuple(pupil for pupil in plan.pupils if pupil.upn in pair or pupil in others)
    wanted = [pair, *({upn} for upn in sorted(pair))]
    photos = []
    for who in wanted:
        photos.append(
            next(
                photo
                for photo in plan.photos
                if {player.person for player in photo.scene.players} & pair == who
                and photo.scene.kind in {"team", "close"}
            )
        )
    return replace(plan, pupils=pupils, photos=tuple(photos))


@pytest.fixture(scope="module")
def compared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Compared]:
    folder, plan = tmp_path_factory.mktemp("twins"), _small(plan_school(2026))
    files = make_demo(folder, plan, workers=2, size=SIZE)
    workbook = write_consent_workbook(folder, files.consent_rows)
    workspace = open_workspace(folder / "workspace", "made up", face_workers=1)
    try:
        batch = set_up_school(workspace, plan, workbook, folder, now().date())
        attach_and_enrol(workspace, files)
        workspace.importer.bring_in(
            batch.id, [files.photos_folder], OFFICE, Progress(), CancelToken()
        )
        receipt = workspace.scanner.run(batch.id, OFFICE, Progress(), CancelToken())
        assert receipt.matched
        ids = {e.person.details.key: e.person.id for e in workspace.roll.entries()}
        pair = json.loads(files.truth_path.read_text(encoding="utf-8"))["near_twins"][0]
        twins = frozenset(ids[upn] for upn in pair)
        heads = {ids[pupil.upn]: pupil.head for pupil in plan.pupils}
        yield Compared(
            workspace, batch, twins, heads, _said(workspace, batch, files.truth_path, ids, twins)
        )
    finally:
        workspace.close()


def _said(
    workspace: Workspace,
    batch: Batch,
    truth_path: Path,
    ids: dict[str, PersonId],
    twins: frozenset[PersonId],
) -> dict[PersonId, tuple[Suggestion | None, ...]]:
    truth = read_truth(truth_path)
    said: dict[PersonId, list[Suggestion | None]] = {twin: [] for twin in twins}
    for entry in workspace.review.desk(batch.id).photos:
        paired = pair_up(entry.review.regions, truth[entry.photo.details.file_name])
        for index, face in paired.items():
            region, person = entry.review.regions[index], ids.get(face.person)
            if person in twins and region.box.height >= COMPARABLE:
                said[person].append(entry.suggestions.get(region.id))
    return {twin: tuple(rows) for twin, rows in said.items()}


def _left_to_a_person(suggestion: Suggestion | None, twins: frozenset[PersonId]) -> bool:
    """Tell whether both twins are named as equally likely, or the machine cannot tell."""
    if suggestion is None:
        return False
    if suggestion.outcome is SuggestionOutcome.CANNOT_TELL:
        return True
    return suggestion.outcome is SuggestionOutcome.SUGGESTION and twins <= suggestion.likely


def test_each_face_of_a_twin_is_said_to_be_either_of_both(compared: Compared) -> None:
    assert [len(rows) for rows in compared.said.values()] == [2, 2]
    for rows in compared.said.values():
        assert [s for s in rows if not _left_to_a_person(s, compared.twins)] == []


def test_someone_is_suggested_for_most_of_them(compared: Compared) -> None:
    rows = [one for rows in compared.said.values() for one in rows]
    named = [one for one in rows if one and one.likely >= compared.twins]
    assert len(named) >= len(rows) / 2


@pytest.mark.parametrize("height", [90, 130, 300])
@pytest.mark.parametrize(
    "view", ["ahead", "smiling", "left", "cheering", "calm", "aside", "portrait_1"]
)
def test_a_twin_alone_in_a_photo_is_never_named_alone(
    compared: Compared, view: str, height: int
) -> None:
    gallery = compared.workspace.matching.gallery(compared.batch.id)[1]
    for twin in compared.twins:
        edge = height // 5
        place = (compared.heads[twin], view, height, edge, edge)
        size = (height + 4 * edge, height + 2 * edge)
        (face,) = check_photo(file_of(group(size, [place])), gallery).faces
        assert face.compared is not None
        said = face.compared.comparison
        suggestion = Suggestion(0, said.outcome, said.candidates)
        assert _left_to_a_person(suggestion, compared.twins), (view, height)


def test_nothing_with_a_twin_is_cleared_by_the_machine(compared: Compared) -> None:
    for entry in compared.workspace.review.desk(compared.batch.id).photos:
        outcomes = {verdict.outcome for verdict in entry.verdicts.values()}
        assert Outcome.CLEARED not in outcomes
