"""The photo in the middle of the desk: its pixels, its faces, the frame in hand."""
