"""Steps from older schemas to the current one; alembic reads them, nothing else does."""
