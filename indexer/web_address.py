"""Addresses from sources: they are shown as links, so none may run anything."""

from urllib.parse import urlsplit


def is_web_address(text: str) -> bool:
    """Whether a text is an address of the web: http or https, and no javascript: or the like."""
    try:
        return urlsplit(text).scheme in {"http", "https"}
    except ValueError:
        return False
