"""How many decisions and key presses a batch takes, in Look and in Match.

Run: ``python -m tests.bench.review_effort [FOLDER] [--photos N] [--all]``. Makes the made-up
school with 200 photos in FOLDER and searches them once; both are kept for the next time. A
perfect reviewer then settles a copy of the batch in either way, through the services alone.
``--all`` tries the ways that did not help, too. Exits 1 when a target is missed, or when a photo
was cleared that the truth forbids.
"""

import argparse
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from consentdesk.app.scripted_reviewer import read_truth
from consentdesk.demo.make import DemoFiles
from consentdesk.domain.batch import Mode
from consentdesk.domain.verdict import Outcome
from tests.bench import reviewing_ways
from tests.bench.perfect_reviewer import PerfectReviewer, Way
from tests.bench.review_proof import Wrong, wrongly_cleared
from tests.bench.scanned_school import copy_of_school, make_scanned_school

PHOTOS = 200


@dataclass(frozen=True)
class Trial:
    """One way through the batch; `most` decisions per 100 faces, None where none is set."""

    name: str
    mode: Mode
    way: Way
    most: float | None = None


TRIALS = (
    Trial("Match", Mode.MATCH, reviewing_ways.match, 35),
    Trial("Look", Mode.LOOK, reviewing_ways.look, 60),
)
OTHERS = (
    Trial("Match, look-outs' groups only", Mode.MATCH, reviewing_ways.match_look_outs_only),
    Trial("Look, nothing carried", Mode.LOOK, reviewing_ways.look_without_bursts),
    Trial("each face by itself", Mode.LOOK, reviewing_ways.one_by_one),
)


@dataclass(frozen=True)
class Result:
    """What one way through the batch took and gave."""

    trial: Trial
    reviewer: PerfectReviewer
    wrong: list[Wrong]

    @property
    def faces(self) -> int:
        """Faces that were decided, drawn ones included."""
        return sum(len(entry.review.regions) for entry in self.reviewer.photos.values())

    @property
    def per_100(self) -> float:
        """Decisions per 100 faces."""
        return 100 * self.reviewer.effort.decisions.total() / self.faces

    @property
    def good(self) -> bool:
        """Whether the target is met and nothing was cleared that must not be."""
        return not self.wrong and (self.trial.most is None or self.per_100 <= self.trial.most)


def try_way(folder: Path, files: DemoFiles, trial: Trial) -> Result:
    """Settle a copy of the batch in one way."""
    truth = read_truth(files.truth_path)
    with copy_of_school(folder, trial.mode) as workspace:
        batch_id = workspace.batches.cards()[0].batch.id
        reviewer = PerfectReviewer(workspace, batch_id, truth)
        trial.way(reviewer)
        desk = workspace.review.desk(batch_id)
        return Result(trial, reviewer, wrongly_cleared(workspace, desk, truth))


def tell(result: Result) -> None:
    """Print one line of the table, what the decisions were, and what is wrong."""
    effort, most = result.reviewer.effort, result.trial.most
    target = "" if most is None else f"  target {most:.0f}"
    cleared = sum(
        any(v.outcome is Outcome.CLEARED for v in entry.verdicts.values())
        for entry in result.reviewer.photos.values()
    )
    keys = 100 * effort.keys / result.faces
    print(
        f"{result.trial.name:32} {result.per_100:6.1f} decisions {keys:6.1f} keys"
        f" per 100 of {result.faces} faces{target}"
    )
    kinds = ", ".join(f"{count} {what}" for what, count in effort.decisions.most_common())
    print(f"    {kinds}; {cleared} of {len(result.reviewer.photos)} photos cleared somewhere")
    for wrong in result.wrong:
        print(f"    WRONG {wrong.file_name} on {wrong.channel}: {wrong.why}")


def main() -> int:
    """Make the school, try the ways, and tell."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--photos", type=int, default=PHOTOS)
    parser.add_argument("--all", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        files = make_scanned_school(folder, given.photos)
        results = []
        for trial in (*TRIALS, *OTHERS) if given.all else TRIALS:
            results.append(try_way(folder, files, trial))
            tell(results[-1])
        print("Every cleared photo is right." if not any(r.wrong for r in results) else "WRONG")
    return 0 if all(result.good for result in results) else 1


if __name__ == "__main__":
    sys.exit(main())
