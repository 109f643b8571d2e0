"""Compare faces, behind the locks only: what may be kept, for whom, and when it is destroyed."""
