"""Who somebody is to a community: whether they are a moderator, and which language they read."""

from msgspec.structs import replace

from bot.api.events import Author
from bot.domain.community import Community
from bot.domain.tx import Tx
from storage import communities, moderators


async def recognised(tx: Tx, community: Community, author: Author) -> Author:
    """Return somebody as this community knows them.

    A moderator is one by the platform's word or by the community's; the language is the platform's word, or else the
    one they chose.
    """
    if author.locale is None:
        author = replace(author, locale=await communities.language_of(tx, community.id, author.key))
    if author.moderator or not await moderators.includes(tx, community.id, author.key):
        return author
    return replace(author, moderator=True)
