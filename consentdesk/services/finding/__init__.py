"""Find faces: every photo of a batch is searched, and nothing twice."""
