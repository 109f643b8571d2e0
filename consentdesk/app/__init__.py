"""Wiring, command line, start and stop; sees every room and is seen by none."""
