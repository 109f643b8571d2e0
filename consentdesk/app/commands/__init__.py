"""The commands, one file each; this is their list."""

from consentdesk.app.commands import (
    audit,
    backup,
    batch,
    channel,
    clean,
    consent,
    demo,
    device,
    doctor,
    engine,
    faces,
    key,
    matching,
    pack,
    papers,
    published,
    pupil,
    retention,
    roll,
    school,
    staff,
    verify,
)
from consentdesk.app.commands.shared import SubParsers


def add_commands(commands: SubParsers) -> None:
    """Add every command to the parser."""
    for command in (
        demo,
        faces,
        clean,
        verify,
        roll,
        consent,
        batch,
        device,
        matching,
        papers,
        published,
        pack,
        retention,
        pupil,
        staff,
        school,
        channel,
        audit,
        backup,
        key,
        engine,
        doctor,
    ):
        command.add_to(commands)
