"""``consentdesk device``: the school's devices, and photos that may still be on an iPad."""

import argparse
from dataclasses import asdict

from consentdesk.app.commands.shared import (
    SubParsers,
    add_command,
    add_json,
    add_workspace,
    answer,
    who,
    workspace_of,
)
from consentdesk.domain.emptied_device import DEVICE_WORDS, DevicePlace, StillOnDevice
from consentdesk.domain.ids import ImportId
from consentdesk.domain.photo import DEVICE_STATE_WORDS, SchoolDevice
from consentdesk.services.bringing_in.new_photo import NO_DEVICE_LIST


def add_to(commands: SubParsers) -> None:
    """Add the command and what it can do."""
    device = add_command(
        commands,
        "device",
        "the school's devices; photos to delete there",
        "device waiting",
        "device emptied 3 --library --recently-deleted --cloud",
    )
    acts = device.add_subparsers(required=True, metavar="ACT")
    listed = add_command(acts, "list", "the school's devices, who keeps each, and its state")
    waiting = add_command(acts, "waiting", "imports whose photos may still be on the iPad")
    emptied = add_command(acts, "emptied", "record that they were deleted there")
    emptied.add_argument("import_id", type=int, metavar="IMPORT", help="number of the import")
    for place in DevicePlace:
        option = "--" + place.value.replace("_", "-")
        emptied.add_argument(option, action="store_true", help=f"from {DEVICE_WORDS[place]}")
    for parser, run in ((listed, run_list), (waiting, run_waiting), (emptied, run_emptied)):
        add_json(parser)
        add_workspace(parser)
        parser.set_defaults(run=run)


def run_list(given: argparse.Namespace) -> int:
    """Print the devices on the school's list."""
    with workspace_of(given) as workspace:
        devices = workspace.batches.school_devices()
    told = [{**asdict(d.device), "kept_by": d.kept_by, "state": d.state} for d in devices]
    answer(given, {"devices": told}, lambda: "\n".join(map(_device, devices)) or NO_DEVICE_LIST)
    return 0


def run_waiting(given: argparse.Namespace) -> int:
    """Print the imports; 1 when there is one."""
    with workspace_of(given) as workspace:
        waiting = workspace.emptied_devices.waiting()
    told = {"waiting": [_told(still) for still in waiting]}
    answer(given, told, lambda: "\n".join(map(_line, waiting)) or "No iPad waits.")
    return 1 if waiting else 0


def run_emptied(given: argparse.Namespace) -> int:
    """Record that a device was emptied of an import's photos."""
    places = {place for place in DevicePlace if getattr(given, place.value)}
    with workspace_of(given) as workspace:
        import_id = ImportId(given.import_id)
        photos = workspace.emptied_devices.confirm(import_id, places, who(given))
    answer(given, {"photos": photos}, lambda: f"{photos} photos are whole here. Recorded.")
    return 0


def _told(still: StillOnDevice) -> dict[str, object]:
    return {
        "import": still.import_id,
        "batch": still.batch_id,
        "event": still.event,
        "photos": still.photos,
        "not_kept": still.not_kept,
    }


def _device(one: SchoolDevice) -> str:
    parts = (one.device.make, one.device.model, one.device.serial)
    kept = f"kept by {one.kept_by}" if one.kept_by else "nobody keeps it"
    return f"{' '.join(filter(None, parts))}: {DEVICE_STATE_WORDS[one.state].lower()}, {kept}"


def _line(still: StillOnDevice) -> str:
    line = f"{still.import_id:5} {still.event}: {still.photos} photos"
    return f"{line}; {still.not_kept} other files are not kept here" if still.not_kept else line
