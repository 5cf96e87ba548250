"""What a transaction offers. Storage provides it; hooks and queries are handed it.

The protocol lives here because it is the one thing that `bot.api` and `storage` must agree on
while neither may import the other (docs/decisions/0003-transactions.md).
"""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Any, Protocol

Parameters = Sequence[Any] | Mapping[str, Any]


class Row(Protocol):
    """One row of a result; columns by name or position."""

    def __getitem__(self, key: str | int, /) -> Any:
        """Return the value of a column."""

    def keys(self) -> list[str]:
        """Return the names of the columns."""


class Tx(Protocol):
    """An open transaction. Everything done through it is kept together or not at all."""

    async def all(self, sql: str, parameters: Parameters = ()) -> list[Row]:
        """Run a statement and return every row it yields."""

    async def one(self, sql: str, parameters: Parameters = ()) -> Row | None:
        """Run a statement and return its first row, or None."""

    async def value(self, sql: str, parameters: Parameters = ()) -> Any:
        """Run a statement and return the first column of its first row, or None."""

    async def execute(self, sql: str, parameters: Parameters = ()) -> None:
        """Run a statement for its effect."""

    async def execute_many(self, sql: str, rows: Iterable[Parameters]) -> None:
        """Run one statement for each of the given rows, in one go."""

    def savepoint(self) -> AbstractAsyncContextManager[None]:
        """Open a part that is undone on its own when it raises; the transaction goes on."""

    def signal(self, topic: str) -> None:
        """Wake who listens to `topic`, once this transaction is durable."""
