"""Tables and JSON with a record for each turn, or for each transcript."""
