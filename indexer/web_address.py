"""Addresses from sources, which are shown as links and must not run scripts; and recordings at a time."""

import re
from urllib.parse import parse_qsl, urldefrag, urlencode, urlsplit

_YOUTUBE = re.compile(r"(?:.+\.)?(?:youtube(?:-nocookie)?\.com|youtu\.be)")


def is_web_address(text: str) -> bool:
    """Whether the scheme of an address is http or https."""
    try:
        return urlsplit(text).scheme in {"http", "https"}
    except ValueError:
        return False


def recording_address(media: str | None, seconds: float | None) -> str:
    """The address of a recording from a time on; empty where either is not known or the recording has no web address.

    The time is a fragment (Media Fragments URI 1.0, 4.2.1). YouTube takes whole seconds in the query: `t`, of an
    embedded player `start` (developers.google.com/youtube/player_parameters).
    """
    if media is None or seconds is None or not is_web_address(media):
        return ""
    address, parts = urldefrag(media).url, urlsplit(media)
    if not _YOUTUBE.fullmatch(parts.hostname or ""):
        return f"{address}#t={seconds:.10g}"
    name = "start" if parts.path.startswith("/embed/") else "t"
    others = [(key, value) for key, value in parse_qsl(parts.query, keep_blank_values=True) if key != name]
    return parts._replace(query=urlencode([*others, (name, str(int(seconds)))]), fragment="").geturl()
