"""The photos on the left of the desk: which of them, in which order, and how each stands."""
