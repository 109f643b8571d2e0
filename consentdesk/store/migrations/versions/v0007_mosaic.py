"""A face may be made a mosaic; what was decided before stays as it is."""

from alembic import op

from consentdesk.store.migrations.checks import reword

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Let a decision be a mosaic."""
    reword(op.get_bind(), "settled", "'no_look_out'", "'no_look_out', 'mosaic'")


def downgrade() -> None:
    """Refuse: faces that were made a mosaic would have no decision any more."""
    raise NotImplementedError("a library does not go back to an older schema")
