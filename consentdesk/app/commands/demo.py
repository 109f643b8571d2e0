"""``consentdesk demo``: the program on a made-up school with no real person in it."""

import argparse
import os
import sys
from pathlib import Path

from consentdesk.app.commands.shared import SubParsers, add_json, answer
from consentdesk.app.places import demo_folder
from consentdesk.faces.memory_budget import every_worker

SEED = 13
"""A day with some photos for every account, and somebody in each whom it may not show."""


def add_to(commands: SubParsers) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "demo",
        help="try the program on a made-up school",
        description="Try the program on a made-up school. Everybody in it is drawn by the program; "
        "nobody is real.",
        epilog="The window opens on the photos while they are being taken; you decide, sign off "
        "and publish. With --headless, or where there is no screen, the program does the whole "
        "job by itself and says where the result lies.",
    )
    parser.add_argument("--headless", action="store_true", help="do the whole job, no window")
    parser.add_argument(
        "--folder", type=Path, metavar="DIR", help="where the made-up school is put"
    )
    parser.add_argument(
        "--photos", type=int, default=40, metavar="N", help="how many are taken (40)"
    )
    parser.add_argument(
        "--pupils", type=int, default=24, metavar="N", help="how many there are, 13 to 24 (24)"
    )
    parser.add_argument(
        "--seed", type=int, default=SEED, metavar="S", help=f"another number, another day ({SEED})"
    )
    add_json(parser)
    parser.set_defaults(run=run)


def run(given: argparse.Namespace) -> int:
    """Open the window on the made-up school, or do the whole job where there is no screen."""
    if not given.headless and has_screen():
        from consentdesk.app.window import show_demo

        folder = (given.folder or demo_folder()).resolve()
        print(_welcome(folder), flush=True)
        return show_demo(given.seed, given.pupils, given.photos, folder)
    from consentdesk.app.demo_run import run_demo
    from consentdesk.app.demo_words import summary_in_words, went_wrong
    from consentdesk.demo.school import plan_school

    plan = plan_school(given.seed, given.pupils, given.photos)
    folder = (given.folder or demo_folder() / "headless").resolve()
    if not given.json:
        print("Doing the whole job on a made-up school; this takes a few minutes.", flush=True)
    summary = run_demo(plan, folder, workers=every_worker())
    answer(given, {**summary, "folder": str(folder)}, lambda: summary_in_words(summary, folder))
    return 1 if went_wrong(summary) else 0


def has_screen() -> bool:
    """Tell whether a window can be shown here."""
    if sys.platform.startswith("linux"):
        return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    return True


def _welcome(folder: Path) -> str:
    return (
        f"The made-up school lies in {folder}.\n"
        f"What you publish goes to {folder / 'published'}. "
        "Every password there is “made-up school”."
    )
