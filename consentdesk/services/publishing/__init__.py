"""Sign off and publish: what is cleared goes out in clean copies, and a record proves it."""
