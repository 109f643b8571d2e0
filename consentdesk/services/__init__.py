"""The use cases, one module each; they get what they need as arguments."""
