"""Escapes of JSON that stand for no character: half of a surrogate pair."""

import re

# A pair, a lone half, or any other escape, so that the backslash of `\\ud800` is not taken for the escape's own.
_ESCAPE = re.compile(
    r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(u[dD][89a-fA-F][0-9a-fA-F]{2})|.)",
    re.DOTALL,
)


def lone_surrogate(text: str) -> str | None:
    """What is wrong with the first lone surrogate of a JSON text, a clause with the mend; None where there is none."""
    for escape in _ESCAPE.finditer(text):
        if escape[1]:
            return (
                f"\\{escape[1]} (character {escape.start()}) is a lone surrogate, half of a pair that stands for no "
                "character; write the whole pair, or leave it out."
            )
    return None
