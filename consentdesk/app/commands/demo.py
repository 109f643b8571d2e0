"""``consentdesk demo``: the program on a made-up school with no real person in it."""

import argparse
import os
import sys
from pathlib import Path
from typing import Any

from consentdesk.app.commands.shared import SubParsers, add_json, answer
from consentdesk.faces.memory_budget import every_worker


def add_to(commands: SubParsers) -> None:
    """Add the command."""
    parser = commands.add_parser("demo", help="try the program on a made-up school")
    parser.add_argument("--headless", action="store_true", help="do the whole job, no window")
    parser.add_argument("--folder", type=Path, help="where the made-up school lies")
    parser.add_argument("--photos", type=int, default=40, metavar="N")
    parser.add_argument("--pupils", type=int, default=24, metavar="N")
    parser.add_argument("--seed", type=int, default=2026, metavar="S")
    add_json(parser)
    parser.set_defaults(run=run)


def run(given: argparse.Namespace) -> int:
    """Open the window on the made-up school, or do the whole job where there is no screen."""
    from consentdesk.app.places import demo_folder

    if not given.headless and has_screen():
        from consentdesk.app.window import show_demo

        folder = given.folder or demo_folder()
        return show_demo(given.seed, given.pupils, given.photos, folder)
    from consentdesk.app.demo_run import run_demo
    from consentdesk.demo.school import plan_school

    plan = plan_school(given.seed, given.pupils, given.photos)
    folder = given.folder or demo_folder() / "headless"
    if not given.json:
        print("Doing the whole job on a made-up school; this takes a few minutes.", flush=True)
    summary = run_demo(plan, folder.resolve(), workers=every_worker())
    answer(given, {**summary, "folder": str(folder)}, lambda: _text(summary, folder))
    leaks = summary["verification"]["revealing"]
    refused = sum(channel["refused"] for channel in summary["published"])
    return 1 if leaks or refused else 0


def has_screen() -> bool:
    """Tell whether a window can be shown here."""
    if sys.platform.startswith("linux"):
        return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    return True


def _text(summary: dict[str, Any], folder: Path) -> str:
    photos, faces = summary["photos"], summary["faces"]
    lines = [
        f"{photos['in']} in, {photos['read']} photos, {len(photos['listed'])} listed with why:",
        *(f"    {entry['name']}: {entry['sentence']}" for entry in photos["listed"]),
        f"Faces of 24 px and more found       {faces['found']} of {faces['present']}",
        f"Faces of 40 px and more found       {faces['found_40']} of {faces['present_40']}",
        f"Boxes where no face is              {faces['extra']}",
        f"Register pupils' faces flagged      {faces['register_flagged']} of "
        f"{faces['register_present']} ({faces['register_cannot_tell']} cannot tell, "
        f"{faces['register_missed']} without a flag)",
        f"False flags                         {faces['false_flags']}",
        f"Match: {summary['match']['sentence']}",
        f"Look:  {summary['look']['sentence']}",
        f"Decisions taken                     {summary['decisions']}",
        f"Photos held / open                  {summary['verdicts']['held']} / "
        f"{summary['verdicts']['open']}",
        *(
            f"    {channel['channel']:24} {channel['published']:3} published and re-read, "
            f"{channel['refused']} refused"
            for channel in summary["published"]
        ),
        f"Published files that give something away  {summary['verification']['revealing']} of "
        f"{summary['verification']['files']}",
        *(f"    {step:24} {seconds:7.1f} s" for step, seconds in summary["seconds"].items()),
        f"The result lies in {folder / 'published'}",
    ]
    return "\n".join(lines)
