"""Addresses from sources, which are shown as links and must not run scripts."""

from urllib.parse import urlsplit


def is_web_address(text: str) -> bool:
    """Whether the scheme of an address is http or https."""
    try:
        return urlsplit(text).scheme in {"http", "https"}
    except ValueError:
        return False
