"""Reactions that people paid for ("super") stand apart on Discord, and count as any other."""

from types import SimpleNamespace
from typing import Any

from bot.platforms.discord.posting.reacting import standing


class Http:
    """Knows one page of people for each kind of reaction."""

    def __init__(self, **people: list[int]) -> None:
        self.people = people

    async def get_reaction_users(self, *_: Any, after: int | None, type: int) -> list[dict[str, Any]]:  # noqa: A002
        found = self.people["burst" if type else "normal"]
        return [{"id": str(one), "username": f"lid{one}", "global_name": None} for one in found if one > (after or 0)]


async def test_both_kinds_of_reaction_are_read() -> None:
    client: Any = SimpleNamespace(http=Http(normal=[7], burst=[8]), user=SimpleNamespace(id=7))
    reaction = SimpleNamespace(emoji="📍", normal_count=1, burst_count=1)
    message: Any = SimpleNamespace(id=2, channel=SimpleNamespace(id=1), reactions=[reaction])
    found = [one async for page in standing(client, message) for one in page]
    assert [(one.author.key, one.author.name, one.mine) for one in found] == [
        ("discord:7", "lid7", True),
        ("discord:8", "lid8", False),
    ]
