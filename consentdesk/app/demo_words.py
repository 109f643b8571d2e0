"""What the demo without a screen says of itself at the end."""

from pathlib import Path
from typing import Any

from consentdesk.app.demo_afterwards import PACK, RECORD
from consentdesk.app.demo_school import DEMO_PASSWORD, OFFICE


def went_wrong(summary: dict[str, Any]) -> bool:
    """Whether something gives something away, was refused, or stayed where it may not be."""
    after = summary["afterwards"]
    withdrawal = after and after["withdrawal"]
    return bool(
        summary["verification"]["revealing"]
        or any(channel["refused"] for channel in summary["published"])
        or (after and after["pack_revealing"])
        or (withdrawal and (withdrawal["left"] or withdrawal["lying_there"]))
    )


def summary_in_words(summary: dict[str, Any], folder: Path) -> str:
    """Return what came of it, then where it lies and what to open first."""
    parts = (_found, _decided, _went_out, _came_after, _took)
    lines = [line for part in parts for line in part(summary)]
    return "\n".join([*lines, "", *_where(summary, folder)])


def _found(summary: dict[str, Any]) -> list[str]:
    photos, faces = summary["photos"], summary["faces"]
    return [
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
    ]


def _decided(summary: dict[str, Any]) -> list[str]:
    hidden, verdicts = summary["hidden"], summary["verdicts"]
    return [
        f"Decisions taken                     {summary['decisions']}",
        f"Faces covered / mosaic / cropped    {hidden['cover']} / {hidden['mosaic']} / "
        f"{hidden['crop_away']}",
        f"Photos held / open                  {verdicts['held']} / {verdicts['open']}",
    ]


def _went_out(summary: dict[str, Any]) -> list[str]:
    return [
        f"    {channel['channel']:24} {channel['published']:3} published and re-read, "
        f"{channel['refused']} refused"
        for channel in summary["published"]
    ]


def _came_after(summary: dict[str, Any]) -> list[str]:
    after, read = summary["afterwards"], summary["verification"]
    published = f"Published files that tell too much  {read['revealing']} of {read['files']}"
    if after is None:
        return ["Nothing went to the website: no pack is made and nothing taken down.", published]
    return [
        f"Photos in the web editor's pack     {after['packed']}, with sizes, WebP and texts",
        *_withdrew(after),
        published,
        f"Pictures in the pack that do so     {after['pack_revealing']} of {after['pack_files']}",
    ]


def _withdrew(after: dict[str, Any]) -> list[str]:
    withdrawal = after["withdrawal"]
    if withdrawal is None:
        return ["No pupil is on the website, so no parent withdraws."]
    return [
        "Then a parent withdraws the yes to the website. Copies",
        f"    listed to be taken down             {withdrawal['listed']}",
        f"    ... and known to be in the pack     {withdrawal['in_pack']}",
        f"    removed / left / still lying there  {withdrawal['removed']} / {withdrawal['left']} / "
        f"{withdrawal['lying_there']}",
        f"    for a person to look for online     {withdrawal['for_a_person']}",
        f"    to be looked at again               {withdrawal['look_again']}",
        f"    as they were published              {withdrawal['as_published']}",
        f"Photos in the new pack              {after['packed_again']}",
    ]


def _took(summary: dict[str, Any]) -> list[str]:
    return [f"    {step:24} {seconds:7.1f} s" for step, seconds in summary["seconds"].items()]


def _where(summary: dict[str, Any], folder: Path) -> list[str]:
    lines = [f"The result lies in {folder}"]
    if summary["open_first"]:
        lines.append(f"    Open first:    {summary['open_first']}")
    lines += [f"    The accounts:  {folder / 'published'}"]
    after = summary["afterwards"]
    if after and after["packed_again"]:
        lines.append(f"    Web editor:    {folder / PACK}")
    if after:
        lines.append(f"    The proof:     {folder / RECORD}")
    return [
        *lines,
        f'    In the window: consentdesk --workspace "{folder / "workspace"}"',
        f"    Sign in as {OFFICE}; passphrase and password are “{DEMO_PASSWORD}”.",
    ]
