"""Gold made from the markup of real files, and what the readers make of the same files.

A module of `formats` takes turns, names and dates out of the markup in a few lines of its own, which share no code with
the readers: only so can a comparison find what a reader gets wrong.
"""
