"""Bodies in JSON: what is no text is named before it is decoded."""

from typing import Any

from litestar import Request
from litestar.datastructures import State

from indexer.errors import RequestInvalid
from indexer.surrogates import lone_surrogate


class JsonRequest(Request[Any, Any, State]):
    """A request whose body is JSON."""

    async def body(self) -> bytes:
        """The body as it came.

        Raises:
            RequestInvalid: it is not in UTF-8, or has an escape that stands for no character.
        """
        data = await super().body()
        try:
            fault = lone_surrogate(data.decode())
        except UnicodeDecodeError as error:
            raise RequestInvalid(
                "", f"the body is not valid UTF-8 (byte {error.start}); send JSON in UTF-8."
            ) from error
        if fault:
            raise RequestInvalid("", f"the body is not valid Unicode: {fault}")
        return data
