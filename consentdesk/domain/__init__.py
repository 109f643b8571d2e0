"""Words, states and rules of the photo-consent job; standard library only."""
