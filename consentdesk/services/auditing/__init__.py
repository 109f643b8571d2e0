"""The audit trail: what its words mean, whether it is whole, and what governors see of it."""
