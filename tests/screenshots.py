"""Pictures of every screen in its states.

``python -m tests.screenshots OUT [--look dark] [--text 200] [--scale 1.5]`` takes them all;
look at them after every change of the window. ``python -m tests.screenshots --readme
docs/pictures`` takes the few that the README shows. The school is made up; nothing in the
pictures is real.
"""

import argparse
import os
import shutil
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from consentdesk.app.wiring import open_workspace
from consentdesk.domain.progress import CancelToken, Progress
from consentdesk.ui.look import TEXT_SIZES, Appearance, Look
from consentdesk.ui.theme import Theme
from tests.batch_tour import tour_of_desk, tour_of_first_steps, tour_of_last_steps
from tests.camera import Camera
from tests.places_tour import opening, tour_of_places, tour_of_sensitivity
from tests.publish_tour import tour_of_publishing
from tests.readme_tour import readme_pictures
from tests.roll_tour import tour_of_roll
from tests.sheet_tour import tour_of_sheets
from tests.tour import PASSPHRASE, Tour, make_school


def every_picture(out: Path, theme: Theme, prefix: str) -> None:
    """Take every screen in its states."""
    camera = Camera(out, prefix)
    opening(theme, camera)
    shutil.rmtree(out / "empty", ignore_errors=True)
    tour = Tour(open_workspace(out / "empty", PASSPHRASE), theme, camera)
    tour.empty_school()
    tour.close()
    workspace, batch_id, files, workbook = make_school(out)
    tour = Tour(workspace, theme, camera)
    tour_of_first_steps(tour, batch_id, files)
    tour_of_desk(tour, batch_id)
    tour_of_sensitivity(tour)
    tour.window.open_batch(batch_id)
    tour_of_last_steps(tour, batch_id, files)
    tour_of_roll(tour, out)
    tour_of_places(tour, workbook)
    tour.close()
    tour_of_sheets(out, theme, camera)


def desk_pictures(out: Path, theme: Theme, prefix: str) -> None:
    """Take the Decide desk in its states, over a school that is searched once and kept."""
    tour = searched_school(out, theme, prefix)
    batch_id = tour.workspace.batches.cards()[0].batch.id
    tour.window.open_batch(batch_id)
    tour_of_desk(tour, batch_id)
    tour.close()


def publish_pictures(out: Path, theme: Theme, prefix: str) -> None:
    """Take the Publish page, a channel's form and Published, over the same school."""
    tour = searched_school(out, theme, prefix)
    tour_of_publishing(
        tour, tour.workspace.batches.cards()[0].batch.id, out / "demo" / "truth.json"
    )
    tour.close()


def searched_school(out: Path, theme: Theme, prefix: str) -> Tour:
    """Open the made-up school with every photo searched; it is searched once and kept."""
    kept = out / "searched"
    if not kept.exists():
        workspace, batch_id, files, _ = make_school(out)
        source = [files.photos_folder]
        workspace.importer.bring_in(batch_id, source, "Ann Example", Progress(), CancelToken())
        workspace.scanner.run(batch_id, "Ann Example", Progress(), CancelToken())
        workspace.close()
        shutil.copytree(out / "school", kept)
    shutil.rmtree(out / "school", ignore_errors=True)
    shutil.copytree(kept, out / "school")
    workspace = open_workspace(out / "school" / "workspace", PASSPHRASE)
    return Tour(workspace, theme, Camera(out, prefix))


def main() -> None:
    """Take the pictures that were asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--look", type=Look, choices=list(Look), default=Look.LIGHT)
    parser.add_argument("--text", type=int, choices=TEXT_SIZES, default=100)
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--readme", action="store_true", help="only the pictures of the README")
    parser.add_argument("--sheets", action="store_true", help="only the consent sheet wizard")
    parser.add_argument("--desk", action="store_true", help="only the Decide desk in its states")
    parser.add_argument("--publish", action="store_true", help="only publishing and Published")
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    os.environ["QT_SCALE_FACTOR"] = str(given.scale)
    app = QApplication([])
    theme = Theme(Appearance(given.look, given.text, still=True))
    theme.apply(app)
    if given.readme:
        readme_pictures(given.out, theme)
        return
    scale = "" if given.scale == 1 else f"{round(100 * given.scale)}-"
    text = "" if given.text == 100 else f"text-{given.text}-"
    prefix = f"{given.look}-{text}{scale}"
    if given.publish:
        publish_pictures(given.out, theme, prefix)
    elif given.desk:
        desk_pictures(given.out, theme, prefix)
    elif given.sheets:
        tour_of_sheets(given.out, theme, Camera(given.out, prefix))
    else:
        every_picture(given.out, theme, prefix)


if __name__ == "__main__":
    main()
