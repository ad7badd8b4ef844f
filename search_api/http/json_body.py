"""Bodies in JSON: faults are named before Litestar decodes them, whose messages are those of its decoder."""

import re
from typing import Any, ClassVar

import msgspec
from litestar import Request
from litestar.datastructures import State

from indexer.errors import RequestInvalid
from indexer.surrogates import lone_surrogate
from search_api.contract.allowed import convert

_BYTE = re.compile(r"\(byte (\d+)\)")


class JsonRequest(Request[Any, Any, State]):
    """A request whose body is a JSON object."""

    record: ClassVar[type[msgspec.Struct]]
    """What the body is decoded as."""

    async def json(self) -> Any:
        """The decoded body.

        Raises:
            RequestInvalid: it is not UTF-8 or not JSON, is nested too deeply, has an escape that stands for no
                character, or a field is wrong.
        """
        data = await self.body()
        try:
            fault = lone_surrogate(data.decode())
            decoded = None if fault else msgspec.json.decode(data)
        except UnicodeDecodeError as error:
            raise RequestInvalid(
                "", f"the body is not valid UTF-8 (byte {error.start}); send JSON in UTF-8."
            ) from error
        except msgspec.DecodeError as error:
            place = _BYTE.search(str(error))
            where = f"there is a fault at byte {place[1]}" if place else "it ends too early"
            raise RequestInvalid("", f"the body is not valid JSON: {where}; send a JSON object.") from error
        except RecursionError as error:
            raise RequestInvalid(
                "", "the body is nested too deeply; send an object with lists and plain fields."
            ) from error
        if fault:
            raise RequestInvalid("", f"the body is not valid Unicode: {fault}")
        convert(decoded, self.record)
        return decoded
