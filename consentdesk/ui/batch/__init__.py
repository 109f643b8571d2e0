"""One batch on its path from bringing in to publishing."""
