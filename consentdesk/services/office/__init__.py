"""The office: who works here and may do what, its key and its backups."""
