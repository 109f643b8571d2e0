"""The colours of the window in each of its looks, by what they mean.

Pairs that carry text reach WCAG AA (4.5 to 1), signs and edges 3 to 1, and text in high contrast
AAA (7 to 1); tests/ui/test_contrast.py computes it.
"""

from collections.abc import Mapping

from PySide6.QtGui import QColor, QPalette

LIGHT: Mapping[str, str] = {
    "window": "#f4f6f7",
    "card": "#ffffff",
    "raised": "#e9eef0",
    "text": "#1b262c",
    "muted": "#52626c",
    "muted_soft": "#e9eef0",
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
    "muted_soft": "#2a343a",
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

CONTRAST_LIGHT: Mapping[str, str] = {
    "window": "#ffffff",
    "card": "#ffffff",
    "raised": "#ededed",
    "text": "#000000",
    "muted": "#2b2b2b",
    "muted_soft": "#ffffff",
    "line": "#000000",
    "edge": "#000000",
    "accent": "#00318c",
    "accent_hover": "#001f5c",
    "on_accent": "#ffffff",
    "accent_soft": "#d6e4ff",
    "cleared": "#004d1f",
    "cleared_soft": "#ffffff",
    "held": "#8c0000",
    "held_soft": "#ffffff",
    "open": "#5c3600",
    "open_soft": "#ffffff",
    "flagged": "#4f1070",
    "flagged_soft": "#ffffff",
    "photo": "#000000",
    "on_photo": "#ffffff",
}

CONTRAST_DARK: Mapping[str, str] = {
    "window": "#000000",
    "card": "#000000",
    "raised": "#262626",
    "text": "#ffffff",
    "muted": "#e6e6e6",
    "muted_soft": "#000000",
    "line": "#ffffff",
    "edge": "#ffffff",
    "accent": "#ffe066",
    "accent_hover": "#fff0b3",
    "on_accent": "#000000",
    "accent_soft": "#3d3600",
    "cleared": "#7dffb0",
    "cleared_soft": "#000000",
    "held": "#ffaca5",
    "held_soft": "#000000",
    "open": "#ffd27a",
    "open_soft": "#000000",
    "flagged": "#e6b8ff",
    "flagged_soft": "#000000",
    "photo": "#000000",
    "on_photo": "#ffffff",
}

TEXT_ON: tuple[tuple[str, str], ...] = (
    ("text", "window"),
    ("text", "card"),
    ("text", "raised"),
    ("muted", "window"),
    ("muted", "card"),
    ("muted", "raised"),
    ("muted", "muted_soft"),
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

SIGNS_ON: tuple[tuple[str, str], ...] = (
    ("edge", "window"),
    ("edge", "card"),
    ("accent", "window"),
    ("accent", "card"),
    ("accent", "raised"),
    ("accent", "accent_soft"),
    ("on_accent", "accent"),
    ("muted", "raised"),
    ("muted", "muted_soft"),
    ("cleared", "window"),
    ("cleared", "card"),
    ("held", "window"),
    ("held", "card"),
    ("open", "window"),
    ("open", "card"),
    ("open", "open_soft"),
    ("held", "held_soft"),
    ("cleared", "cleared_soft"),
)
"""Signs, edges of controls and lines of focus with the ground beside them.

``on_accent`` on ``accent`` is the focus of a primary button; ``edge`` is that of every field.
"""


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
