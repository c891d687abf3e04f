"""What was sent to whom: ledger, audit, pruning, and how sending goes."""
