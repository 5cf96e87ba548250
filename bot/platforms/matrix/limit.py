"""Whether a homeserver limits how often the bot may say something. It tells that to nobody but its operator.

So it is tried out, with something that the limit counts and that leaves no trace: giving the account the name that it
has. Synapse counts that as it counts messages (measured: by default it stops the tenth), and no room hears of a name
that stays the same. What is refused for other reasons, Synapse does not count, or only where the bot has little power.
"""

from enum import StrEnum
from urllib.parse import quote

from bot.platforms.matrix.asking import Asker

TRIES = 15
"""More than Synapse lets pass at once by default."""


class Limit(StrEnum):
    """LIFTED: nothing was held up. LIMITED: something was. UNKNOWN: this homeserver cannot be tried without a trace."""

    LIFTED = "lifted"
    LIMITED = "limited"
    UNKNOWN = "unknown"


async def limit(asking: Asker) -> Limit:
    """Try it out; raise PlatformError where no answer comes. A limited bot can say nothing for some seconds then."""
    path = f"/_matrix/client/v3/profile/{quote(asking.account.user_id, safe='')}/displayname"
    name = (await asking.ask("GET", path)).fields.get("displayname")
    if not isinstance(name, str):
        return Limit.UNKNOWN
    for _ in range(TRIES):
        answer = await asking.ask("PUT", path, {"displayname": name})
        if answer.status == 429:
            return Limit.LIMITED
        if answer.status != 200:
            return Limit.UNKNOWN
    return Limit.LIFTED
