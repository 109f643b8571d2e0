"""A made-up school with no real person in it, for trying the program out."""
