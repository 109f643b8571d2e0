"""The window; the only room with PySide6."""

from consentdesk.ui.reserve_references import hold_references

hold_references()
