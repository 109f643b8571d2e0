"""Bring in: every file that was chosen is accounted for."""
