"""The register: who may appear where, their portraits, and what is handed to staff."""
