"""The people of the school, their permissions, and the school's record on matching."""
