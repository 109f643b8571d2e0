"""What the desk records: moved frames, groups, checks, objections; how long faces were seen."""

from pathlib import Path

from alembic import op

from consentdesk.store.migrations.checks import reword

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_CHANGES = Path(__file__).with_name("v0004_review_desk.sql")
_BETWEEN = "\n\n"

_WIDER = {
    "region": ("CONSTRAINT ck_region_shown CHECK (shown IN (0, 1)),", ""),
    "photo": ("'set_aside')", "'set_aside', 'deleted')"),
    "review_action": (
        "'recheck'",
        "'recheck', 'reshape', 'remove', 'crop', 'checks', 'smaller', 'refer', "
        "'answer_referral', 'regroup', 'not_this_person', 'carry'",
    ),
}
"""For each table: words of a check, and what takes their place."""


def upgrade() -> None:
    """Let the checks allow the new words, then add the columns and tables."""
    connection = op.get_bind()
    for table, (before, after) in _WIDER.items():
        reword(connection, table, before, after)
    for statement in _CHANGES.read_text(encoding="utf-8").split(_BETWEEN):
        op.execute(statement.strip())


def downgrade() -> None:
    """Refuse: what the new columns say would be lost."""
    raise NotImplementedError("a library does not go back to an older schema")
