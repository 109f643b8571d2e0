"""``consentdesk engine``: which detector and encoder are used, and how readily they ask."""

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import Any

from consentdesk.app.commands.shared import (
    SubParsers,
    add_command,
    add_json,
    add_workspace,
    answer,
    who,
    workspace_of,
)
from consentdesk.domain.errors import KnownError
from consentdesk.domain.search import Sensitivity
from consentdesk.faces.engine_files import EngineKind, kind_of
from consentdesk.faces.pool import FacePool
from consentdesk.faces.ports import EngineFiles
from consentdesk.services.finding.face_engine import FaceEngine

_AFTERWARDS: dict[EngineKind, str] = {
    "detector": "Scan open batches again: what another detector found is not used any more.",
    "encoder": "Enrol the portraits again, then scan open batches again: "
    "the vectors of the encoder before are destroyed.",
}

_NOW_SCAN = "Scan open batches again: it counts from the next search on."


def add_to(commands: SubParsers) -> None:
    """Add the commands."""
    parser = add_command(
        commands,
        "engine",
        "which face engine is used",
        "engine show",
        "engine sensitivity more",
    )
    steps = parser.add_subparsers(metavar="STEP", required=True)
    show = add_command(steps, "show", "detector and encoder in use")
    use = add_command(steps, "use", "use a model of your own")
    use.add_argument("file", type=Path, metavar="FILE.toml", help="its description")
    built_in = add_command(steps, "built-in", "use the engine that came with the program")
    built_in.add_argument("kind", choices=("detector", "encoder"), help="which of the two")
    calibrate = add_command(steps, "calibrate", "measure an encoder on photos of test people")
    calibrate.add_argument("encoder", metavar="FILE.toml|built-in", help="which one to measure")
    calibrate.add_argument(
        "--people", type=Path, required=True, metavar="FOLDER", help="see docs/engines.md"
    )
    add_json(calibrate)
    calibrate.set_defaults(run=_calibrate)
    sensitivity = add_command(steps, "sensitivity", "how readily the program asks")
    values = [each.value for each in Sensitivity]
    sensitivity.add_argument("value", nargs="?", choices=values, help="none: tell what is set")
    for step, run in (
        (show, _show),
        (use, _use),
        (built_in, _built_in),
        (sensitivity, _sensitivity),
    ):
        add_json(step)
        add_workspace(step)
        step.set_defaults(run=run)


def _show(given: argparse.Namespace) -> int:
    with workspace_of(given) as workspace:
        told = engines(workspace.engine)
    answer(given, told, lambda: "\n".join(_line(kind, one) for kind, one in told.items()))
    return 1 if any(one["problem"] for one in told.values()) else 0


def _use(given: argparse.Namespace) -> int:
    from consentdesk.app.engine_trial import try_detector, try_encoder

    file = str(given.file.resolve())
    kind = kind_of(file)
    with workspace_of(given) as workspace:
        chosen = workspace.engine.files()
        with FacePool(1) as pool:
            if kind == "detector":
                tried = try_detector(pool, EngineFiles(detector=file))
            else:
                tried = try_encoder(pool, EngineFiles(detector=chosen.detector, encoder=file))
        workspace.engine.choose(kind, given.file, who(given))
        return _changed(given, workspace.engine, kind, tried)


def _built_in(given: argparse.Namespace) -> int:
    with workspace_of(given) as workspace:
        workspace.engine.back_to_built_in(given.kind, who(given))
        return _changed(given, workspace.engine, given.kind, "")


def _sensitivity(given: argparse.Namespace) -> int:
    with workspace_of(given) as workspace:
        scanner = workspace.scanner
        if given.value:
            scanner.set_sensitivity(Sensitivity(given.value), who(given))
        told = {"sensitivity": scanner.sensitivity().value, "next_step": ""}
    if given.value:
        told["next_step"] = _NOW_SCAN
    answer(given, told, lambda: "\n".join(line for line in told.values() if line))
    return 0


def _calibrate(given: argparse.Namespace) -> int:
    from consentdesk.app.engine_calibration import calibrate, table

    file = "" if given.encoder == "built-in" else str(Path(given.encoder).resolve())
    with FacePool() as pool:
        told = calibrate(EngineFiles(encoder=file), given.people, pool)
    answer(given, told, lambda: table(told))
    return 0


def _changed(given: argparse.Namespace, engine: FaceEngine, kind: EngineKind, tried: str) -> int:
    now = engines(engine)[kind]
    told = {"kind": kind, **now, "tried": tried, "next_step": _AFTERWARDS[kind]}
    lines = [tried, _line(kind, now), _AFTERWARDS[kind]]
    answer(given, told, lambda: "\n".join(line for line in lines if line))
    return 0


def engines(engine: FaceEngine) -> dict[str, dict[str, Any]]:
    """Return for detector and encoder which one is in use, and what is wrong with it if so."""
    files = engine.files()
    told: dict[str, dict[str, Any]] = {
        "detector": {"built_in": not files.detector, "file": files.detector or None},
        "encoder": {"built_in": not files.encoder, "file": files.encoder or None},
    }
    versions = {"detector": engine.detector_version, "encoder": engine.matcher_version}
    for kind, one in told.items():
        try:
            one |= {"version": versions[kind](), "problem": None}
            if kind == "encoder":
                one["lines"] = asdict(engine.lines())
        except KnownError as error:
            one |= {"version": None, "problem": str(error)}
    return told


def _line(kind: str, one: dict[str, Any]) -> str:
    place = "built in" if one["built_in"] else one["file"]
    line = f"{kind:8}  {one['problem'] or one['version']}  ({place})"
    lines = "".join(f"\n          {name} {value:g}" for name, value in one.get("lines", {}).items())
    return line + lines
