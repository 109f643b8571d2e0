"""The first schema, as it was; it never changes again."""

from pathlib import Path

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_SCHEMA = Path(__file__).with_name("v0001_first_schema.sql")
_BETWEEN = "\n\n"


def upgrade() -> None:
    """Make every table."""
    for statement in _SCHEMA.read_text(encoding="utf-8").split(_BETWEEN):
        op.execute(statement.strip())


def downgrade() -> None:
    """Refuse: there is nothing before the first schema."""
    raise NotImplementedError("there is nothing before the first schema")
