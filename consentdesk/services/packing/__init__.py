"""Packs for a web editor: published copies with their texts, in one file."""
