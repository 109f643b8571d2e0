"""The face on the right of the desk: enlarged, who it may be, and where the photo may go."""
