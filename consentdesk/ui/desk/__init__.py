"""The Decide desk: a person settles every face of a batch."""
