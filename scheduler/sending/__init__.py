"""How what is owed goes out: the outbox, the sender and what stops it."""
