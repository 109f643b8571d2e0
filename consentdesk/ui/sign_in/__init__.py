"""The door of the window: the first account, signing in, and the lock."""
