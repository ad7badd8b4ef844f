"""JSON escapes of lone surrogates, which are no characters."""

import re

# A pair, a lone half, or any other escape, so that in `\\ud800` the second backslash does not begin an escape.
_ESCAPE = re.compile(
    r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(u[dD][89a-fA-F][0-9a-fA-F]{2})|.)",
    re.DOTALL,
)


def lone_surrogate(text: str) -> str | None:
    """A clause that reports the first lone surrogate in a JSON text and how to repair it; None if there is none."""
    for escape in _ESCAPE.finditer(text):
        if escape[1]:
            return (
                f"\\{escape[1]} (character {escape.start()}) is a lone surrogate, half of a pair and no character; "
                "write the whole pair, or remove it."
            )
    return None
