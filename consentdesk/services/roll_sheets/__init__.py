"""The roll: pupils, classes and leavers, from sheets and from year to year."""
