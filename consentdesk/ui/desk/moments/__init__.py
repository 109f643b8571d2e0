"""Photos of one moment, side by side."""
