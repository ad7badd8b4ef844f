"""The records of requests and answers, their bounds, and cursors."""
