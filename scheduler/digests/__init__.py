"""What is in whose digest, and how it gets into the outbox."""
