"""The commands, one file each; this is their list."""

from consentdesk.app.commands import (
    batch,
    clean,
    consent,
    demo,
    doctor,
    engine,
    faces,
    published,
    roll,
    verify,
)
from consentdesk.app.commands.shared import SubParsers


def add_commands(commands: SubParsers) -> None:
    """Add every command to the parser."""
    for command in (demo, faces, clean, verify, roll, consent, batch, published, engine, doctor):
        command.add_to(commands)
