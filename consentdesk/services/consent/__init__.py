"""Consent sheets as a safety control: understood, matched, proposed, committed, undone."""
