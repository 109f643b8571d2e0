"""The accounts and outlets photos go to."""
