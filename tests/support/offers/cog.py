"""Files, next things to ask, things to do with a message, and a card that is previewed as it will look."""

import struct
import zlib
from typing import Annotated

from bot.api.answers import Answer, FollowUp, Preview
from bot.api.cards import Card, Choice
from bot.api.cog import Cog, Context, Right, Scope, command
from bot.api.content import Count, Fact, Facts, Heading, Tally, content, file, paragraph
from bot.api.parameters import OneOf, Text
from bot.domain.subject import Subject
from storage import cards, communities

KIND = "offer"
THE_ONE = Subject(KIND, 1)
PAGES = ("1", "2", "3")
AGENDA = b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"


def picture(width: int = 240, height: int = 120) -> bytes:
    """Return a PNG of one colour."""
    row = b"\0" + bytes((0x0F, 0x6A, 0x66)) * width
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(row * height)), (b"IEND", b""))
    packed = (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(packed)


class Offers(Cog):
    """Keeps nothing of its own but one card."""

    name = "offers"
    subjects = (KIND,)
    reposts = True

    @command("aanbod bestanden")
    async def files(self, ctx: Context) -> Answer:
        """Give files to keep."""
        return Answer(
            content(
                paragraph(ctx.t("files")),
                file("bijeenkomst één.ics", "text/calendar; charset=utf-8", AGENDA, ctx.t("file-agenda")),
                file("kaart.png", "image/png", picture(), ctx.t("file-map")),
                file("tekening.svg", "image/svg+xml", b"<svg xmlns='http://www.w3.org/2000/svg'/>", ctx.t("file-svg")),
            )
        )

    @command("aanbod blad")
    async def page(self, ctx: Context, number: Annotated[str, OneOf(PAGES)] = "1") -> Answer:
        """Give one page of three, and the way to the others."""
        others = [other for other in PAGES if other != number]
        ways = tuple(FollowUp(ctx.t("to-page", number=other), "aanbod-blad", {"number": other}) for other in others)
        return Answer(content(paragraph(ctx.t("page", number=number))), follow_ups=ways)

    @command("aanbod bewaar", on_message="text")
    async def keep(self, ctx: Context, text: Annotated[str, Text(most=None)]) -> Answer:
        """Say what would be kept."""
        return Answer(content(paragraph(ctx.t("kept", text=text))))

    @command("aanbod gebruik", right=Right.MODERATOR, on_message="text")
    async def use(self, ctx: Context, text: Annotated[str, Text(most=None)]) -> Answer:
        """Say what would be used."""
        return Answer(content(paragraph(ctx.t("used", text=text))))

    @command("aanbod kaart")
    async def post(self, ctx: Context) -> Answer | Preview:
        """Show the card as it will look; on a yes, post it."""
        if not ctx.confirmed:
            return Preview(content(paragraph(ctx.t("lead"))), "button-post", card=await self.card(ctx, THE_ONE))
        channels = await communities.channels_for(ctx.tx, ctx.community.id, "announcements")
        await cards.post(ctx.tx, THE_ONE, [channel.id for channel in channels])
        return Answer(content(paragraph(ctx.t("posted"))))

    @command("aanbod dicht")
    async def close(self, ctx: Context) -> Answer:
        """Take no more reactions."""
        await cards.close(ctx.tx, THE_ONE)
        return Answer(content(paragraph(ctx.t("closed"))))

    async def card(self, scope: Scope, subject: Subject) -> Card:
        """Return the one card."""
        t = scope.public
        choice = Choice("👍", "yes", t("choice-yes"))
        return Card(
            content(
                Heading(t("card-title")),
                Facts((Fact("📅", t("card-day"), t("card-friday")),)),
                Tally(t("card-tally"), (Count(choice.emoji, choice.label, 0),)),
                file("agenda.ics", "text/calendar", AGENDA, t("file-agenda")),
            ),
            (choice,),
            thread=t("card-title"),
        )
