"""The school's profile, its staff, who answers for a channel; photos that were kept long enough.

A sign-off from before was given without a password, so every batch is signed again.
"""

from pathlib import Path

from alembic import op

from consentdesk.store.migrations.checks import reword

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_CHANGES = Path(__file__).with_name("v0006_school_and_staff.sql")
_BETWEEN = "\n\n"


def upgrade() -> None:
    """Let photos be retired, then add the columns and tables."""
    reword(op.get_bind(), "photo", "'deleted')", "'deleted', 'retired')")
    for statement in _CHANGES.read_text(encoding="utf-8").split(_BETWEEN):
        op.execute(statement.strip())


def downgrade() -> None:
    """Refuse: what the new columns say would be lost."""
    raise NotImplementedError("a library does not go back to an older schema")
