"""Names of people in what somebody typed: who is meant, and what must not go out."""
