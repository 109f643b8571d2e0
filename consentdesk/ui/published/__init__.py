"""Copies that went out: what may stay, what has to be taken down."""
