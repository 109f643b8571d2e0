"""Decide: what a person does on the desk, each thing saved when it is done."""
