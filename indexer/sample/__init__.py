"""The sample: one interview of 16 February 2022, in the public domain (U.S. Department of State)."""

from pathlib import Path


def sample_folder() -> Path:
    """The folder that holds the interview and its sidecar file."""
    return Path(__file__).parent
