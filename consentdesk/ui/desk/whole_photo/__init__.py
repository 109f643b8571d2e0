"""The photo as a whole: what is asked about it, and many of them looked through."""
