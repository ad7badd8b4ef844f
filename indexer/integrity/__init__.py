"""Whether an index is whole: verifying, backups, what it holds."""
