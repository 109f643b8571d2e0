"""The colours of the window, light and dark, by what they mean.

Pairs that carry text reach WCAG AA (4.5 to 1); tests/ui/test_contrast.py computes it.
"""

from collections.abc import Mapping

from PySide6.QtGui import QColor, QPalette

LIGHT: Mapping[str, str] = {
    "window": "#f4f6f7",
    "card": "#ffffff",
    "raised": "#e9eef0",
    "text": "#1b262c",
    "muted": "#52626c",
    "line": "#d3dce0",
    "edge": "#7d8d96",
    "accent": "#0b6b78",
    "accent_hover": "#095a65",
    "on_accent": "#ffffff",
    "accent_soft": "#dff0f2",
    "cleared": "#176b3a",
    "cleared_soft": "#e0f2e7",
    "held": "#a3271c",
    "held_soft": "#fae6e4",
    "open": "#7d4a00",
    "open_soft": "#fbeed6",
    "flagged": "#74299b",
    "flagged_soft": "#f3e6f9",
    "photo": "#20272b",
    "on_photo": "#f2f5f6",
}

DARK: Mapping[str, str] = {
    "window": "#14191c",
    "card": "#1d2429",
    "raised": "#2a343a",
    "text": "#e9eef1",
    "muted": "#a9b7bf",
    "line": "#37434a",
    "edge": "#7f909a",
    "accent": "#5fc4d2",
    "accent_hover": "#7fd3df",
    "on_accent": "#05262b",
    "accent_soft": "#12393f",
    "cleared": "#74d09b",
    "cleared_soft": "#173726",
    "held": "#ff9b90",
    "held_soft": "#44211e",
    "open": "#f0bd5c",
    "open_soft": "#40300f",
    "flagged": "#dba9f4",
    "flagged_soft": "#3a2348",
    "photo": "#0d1113",
    "on_photo": "#f2f5f6",
}

TEXT_ON: tuple[tuple[str, str], ...] = (
    ("text", "window"),
    ("text", "card"),
    ("text", "raised"),
    ("muted", "window"),
    ("muted", "card"),
    ("muted", "raised"),
    ("accent", "window"),
    ("accent", "card"),
    ("accent", "accent_soft"),
    ("text", "accent_soft"),
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    ("cleared", "card"),
    ("cleared", "cleared_soft"),
    ("held", "card"),
    ("held", "held_soft"),
    ("open", "card"),
    ("open", "open_soft"),
    ("held", "open_soft"),
    ("flagged", "card"),
    ("flagged", "flagged_soft"),
    ("text", "held_soft"),
    ("text", "open_soft"),
    ("text", "cleared_soft"),
    ("on_photo", "photo"),
)
"""Text colour and ground it is written on, everywhere in the window."""


def qt_palette(colours: Mapping[str, str]) -> QPalette:
    """Return the palette for everything the style sheet does not name."""
    palette = QPalette()
    for role, name in (
        (QPalette.ColorRole.Window, "window"),
        (QPalette.ColorRole.Base, "card"),
        (QPalette.ColorRole.AlternateBase, "window"),
        (QPalette.ColorRole.Button, "card"),
        (QPalette.ColorRole.Text, "text"),
        (QPalette.ColorRole.WindowText, "text"),
        (QPalette.ColorRole.ButtonText, "text"),
        (QPalette.ColorRole.ToolTipBase, "text"),
        (QPalette.ColorRole.ToolTipText, "card"),
        (QPalette.ColorRole.PlaceholderText, "muted"),
        (QPalette.ColorRole.Accent, "accent"),
        (QPalette.ColorRole.Highlight, "accent"),
        (QPalette.ColorRole.HighlightedText, "on_accent"),
        (QPalette.ColorRole.Link, "accent"),
        (QPalette.ColorRole.Mid, "line"),
    ):
        palette.setColor(role, QColor(colours[name]))
    faded = QColor(colours["muted"])
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, faded)
    return palette
