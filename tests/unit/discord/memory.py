"""What a platform keeps, in memory."""

from collections.abc import Mapping


class Memory:
    """A PlatformStore that forgets when it goes."""

    def __init__(self) -> None:
        self.kept: dict[str, str] = {}

    async def get(self, key: str) -> str | None:
        return self.kept.get(key)

    async def put(self, key: str, value: str) -> None:
        self.kept[key] = value

    async def drop(self, key: str) -> None:
        self.kept.pop(key, None)

    async def all(self, prefix: str) -> Mapping[str, str]:
        return {key: value for key, value in self.kept.items() if key.startswith(prefix)}
