"""One thing somebody asked, with all that is needed to answer it."""

from datetime import datetime

from msgspec import Struct

from bot.api.cog import Texts
from bot.api.events import Asked, Author
from bot.core.i18n import texts_of
from bot.domain.community import Community
from bot.domain.tx import Tx


class Turn(Struct, frozen=True):
    """One event that gets an answer.

    `talks` says that it comes from a platform without forms. `begun_by` is the event of the command that it belongs
    to: its own, or where a question is answered, the one that led to the question.
    """

    tx: Tx
    community: Community
    now: datetime
    asked: Asked
    talks: bool
    begun_by: str

    @property
    def author(self) -> Author:
        """Who asked."""
        return self.asked.author

    @property
    def platform(self) -> str:
        """The platform on which they did."""
        return platform_of(self.asked)

    @property
    def own_texts(self) -> Texts:
        """The bot's own texts, in their language."""
        return texts_of(None)(self.author.locale or self.community.language)


def platform_of(asked: Asked) -> str:
    """Return the platform on which something was asked."""
    return asked.author.key.partition(":")[0]
