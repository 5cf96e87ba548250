"""Who is a moderator: by a platform's word, or by the community's own."""

from dataclasses import replace

from bot.api.events import Author
from bot.domain.community import Community
from bot.domain.tx import Tx
from storage import moderators


async def recognised(tx: Tx, community: Community, author: Author) -> Author:
    """Return somebody as this community knows them."""
    if author.moderator or not await moderators.includes(tx, community.id, author.key):
        return author
    return replace(author, moderator=True)
