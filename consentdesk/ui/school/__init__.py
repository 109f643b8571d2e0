"""The School screen: policy and days, staff, keeping and deleting, backups."""
