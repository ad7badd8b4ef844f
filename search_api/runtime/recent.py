"""Values that were computed for recent requests: the next page, the facets of a list, the same question again."""

import threading
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

from cachetools import LRUCache

Value = TypeVar("Value")


class Recent(Generic[Value]):
    """The values of the `most` keys that were requested last; safe to share between threads."""

    def __init__(self, most: int) -> None:
        self._values: LRUCache[Hashable, Value] = LRUCache(most)
        self._lock = threading.Lock()

    def __len__(self) -> int:
        """The number of stored values."""
        return len(self._values)

    def get(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """The value of a key, made where it is not stored. Two threads may both make it, without waiting."""
        with self._lock:
            if key in self._values:
                return self._values[key]
        value = make()
        with self._lock:
            self._values[key] = value
        return value
