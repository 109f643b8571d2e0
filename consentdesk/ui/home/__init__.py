"""The first screen: every batch as a card."""
