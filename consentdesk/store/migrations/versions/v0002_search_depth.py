"""How deep photos were searched, what a detector found, groups, advice on portraits."""

from pathlib import Path

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_CHANGES = Path(__file__).with_name("v0002_search_depth.sql")
_BETWEEN = "\n\n"


def upgrade() -> None:
    """Add the columns and tables; photos checked so far were searched to the usual depth."""
    for statement in _CHANGES.read_text(encoding="utf-8").split(_BETWEEN):
        op.execute(statement.strip())


def downgrade() -> None:
    """Refuse: what the new columns say would be lost."""
    raise NotImplementedError("a library does not go back to an older schema")
