"""Measuring the check of quotes: real ones, altered by rule, and ones that nobody said."""
