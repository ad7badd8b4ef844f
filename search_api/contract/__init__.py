"""The records of requests and answers, their bounds, cursors, and words for what values are allowed."""
