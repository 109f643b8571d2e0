"""What went out: who is in a copy, when and how it looks; records; how a channel names files."""

from pathlib import Path

from alembic import op

from consentdesk.store.migrations.checks import reword

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_CHANGES = Path(__file__).with_name("v0005_published_copies.sql")
_BETWEEN = "\n\n"


def upgrade() -> None:
    """Let copies be taken down or gone, then add the columns and tables."""
    reword(op.get_bind(), "released_file", "'replaced')", "'replaced', 'taken_down', 'gone')")
    for statement in _CHANGES.read_text(encoding="utf-8").split(_BETWEEN):
        op.execute(statement.strip())


def downgrade() -> None:
    """Refuse: what the new columns say would be lost."""
    raise NotImplementedError("a library does not go back to an older schema")
