"""The encrypted database, the vault and the audit chain; the only room with SQLAlchemy."""
