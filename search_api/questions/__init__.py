"""Interpreting a query: forms of questions, people, dates."""
