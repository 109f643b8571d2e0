"""Where answers came from: sources, imports, aliases; more of what a roll says of a person."""

from pathlib import Path

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_CHANGES = Path(__file__).with_name("v0003_consent_sources.sql")
_BETWEEN = "\n\n"


def upgrade() -> None:
    """Add the columns and tables; live answers from sheets become one import of one source.

    So the next sheet of that source replaces them. Who brought them in is not on record there.
    Replaced answers stay as they are: nothing brings them back.
    """
    for statement in _CHANGES.read_text(encoding="utf-8").split(_BETWEEN):
        op.execute(statement.strip())


def downgrade() -> None:
    """Refuse: what the new columns say would be lost."""
    raise NotImplementedError("a library does not go back to an older schema")
