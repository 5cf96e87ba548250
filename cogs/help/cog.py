"""The help command."""

from bot.api.answers import Answer, CommandInfo
from bot.api.cog import Cog, Context, command
from bot.api.content import Block, Heading, Items, code, content, paragraph, spans
from bot.api.phrases import contact


class Help(Cog):
    """Tells what one can do here."""

    name = "help"

    @command("hulp")
    async def help(self, ctx: Context) -> Answer:
        """List the commands the reader may use, those for everyone first."""
        everyone = [info for info in ctx.commands if not info.moderators_only]
        moderators = [info for info in ctx.commands if info.moderators_only]
        blocks: list[Block] = [
            Heading(ctx.t("title")),
            paragraph(ctx.t("lead")),
            Heading(ctx.t("for-everyone"), 2),
            *_listed(everyone),
        ]
        if moderators:
            blocks += [Heading(ctx.t("for-moderators"), 2), *_listed(moderators)]
        reach = contact(ctx.t, ctx.community.contact)
        return Answer(content(*blocks, reach))


def _listed(commands: list[CommandInfo]) -> list[Items]:
    return [Items((spans(code(info.usage), f"  {info.summary}"),)) for info in commands]
