"""Judging a quote that somebody pastes: whether anybody in the index said it, who, and what was changed."""
