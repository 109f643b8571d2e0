"""Finding faces and, behind its locks, comparing them; the only room with a face engine."""
