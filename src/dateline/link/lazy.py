"""A dictionary that fetches what it is asked for: state that lies on disk is read piece by piece, each piece once."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Lazy(dict[K, V]):
    """``fetch`` gives the value of a key or ``None``; it is asked once a key, and never for what was put in or taken out.

    Going through it (``items()``, ``len()``) shows what was fetched or put in so far.

    >>> squares = Lazy(lambda n: n * n if n else None)
    >>> squares[3], squares.get(0), 0 in squares, squares.pop(5), 5 in squares, dict(squares)
    (9, None, False, 25, False, {3: 9})
    """

    def __init__(self, fetch: Callable[[K], V | None]) -> None:
        super().__init__()
        self.fetch = fetch
        self._asked: set[K] = set()

    def __missing__(self, key: K) -> V:
        if key not in self._asked:
            self._asked.add(key)
            value = self.fetch(key)
            if value is not None:
                self[key] = value
                return value
        raise KeyError(key)

    def __contains__(self, key: object) -> bool:
        return self.get(key) is not None  # type: ignore[arg-type]

    def get(self, key: K, default: Any = None) -> Any:
        """The value, ``default`` where there is none."""
        try:
            return self[key]
        except KeyError:
            return default

    def pop(self, key: K, *default: Any) -> Any:
        """Take a value out; it is not fetched again."""
        value = self[key] if not default else self.get(key, *default)
        del self[key]
        return value

    def __delitem__(self, key: K) -> None:
        self._asked.add(key)
        super().pop(key, None)
