"""One person in many photos, decided together."""
