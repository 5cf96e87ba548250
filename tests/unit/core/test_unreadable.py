"""Somebody says something that the bot has no key for."""

from bot.api import content as contents
from bot.api.answers import Answer
from bot.api.events import Author, Batch, Unreadable
from bot.testing.world import World

SAID = Unreadable("$said", Author("room:ouder", "Ouder", "en"), "wat-als")


async def test_they_are_told_once_in_their_own_language(world: World) -> None:
    (reply,) = await world.app.intake.take(Batch("room", [SAID]))
    assert isinstance(reply.shown.view, Answer)
    assert contents.plain(reply.shown.view.content).startswith("I cannot read your message.")
    assert not reply.shown.view.public
    assert await world.app.intake.take(Batch("room", [SAID])) == []
