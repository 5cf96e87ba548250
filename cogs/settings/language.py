"""In which language somebody reads what the bot says to them alone: they choose it themselves."""

from typing import Annotated

from bot.api.answers import Answer
from bot.api.cog import Cog, Context, command
from bot.api.content import content, paragraph
from bot.api.parameters import OneOf
from storage import communities

LANGUAGES = ("nl", "en")


class OwnLanguage(Cog):
    """The command by which somebody chooses their language."""

    @command("taal")
    async def read(self, ctx: Context, language: Annotated[str, OneOf(LANGUAGES)]) -> Answer:
        """Write to somebody in this language from now on, where their chat app does not name one."""
        await communities.know_accounts(ctx.tx, ctx.community.id, {ctx.author.key: ctx.author.name})
        await communities.remember_language(ctx.tx, ctx.community.id, ctx.author.key, language)
        t = ctx.texts(language)
        return Answer(content(paragraph(t("own-language")), paragraph(t("own-language-note"))))
