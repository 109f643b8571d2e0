"""Papers a school needs, begun from its real settings."""
