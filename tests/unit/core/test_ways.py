"""Ways on in words: what one types does what a button would do."""

import pytest

from bot.api.answers import FollowUp
from bot.api.content import MESSAGE_LIMIT, content, paragraph, plain
from bot.api.letters import Letter
from bot.core.registry import Registry, load_cogs
from bot.core.textcommand import Parsed, TextCommands
from bot.core.ways import Ways
from bot.demo.running import COGS
from bot.testing.room_chat import RoomChat
from storage import communities
from tests.unit.core.example_cog import setup

REGISTRY = Registry([*load_cogs(COGS), setup()])
ABOUT = {"session": "3"}


@pytest.mark.parametrize(
    ("way", "language", "typed"),
    [
        (FollowUp("", "afmelden", ABOUT), "nl", "/afmelden 3"),
        (FollowUp("", "afmelden", ABOUT), "en", "/signoff 3"),
        (FollowUp("", "aanmelden", {**ABOUT, "choice": "online"}), "nl", "/aanmelden 3 Ik doe online mee"),
        (FollowUp("", "aanmelden", {"choice": "online", **ABOUT}), "en", "/signup 3 I will join online"),
        (FollowUp("", "herinneringen-uit"), "nl", "/herinneringen uit"),
        (FollowUp("", "proef", {"first": "een twee", "second": "drie vier"}), "nl", '/proef "een twee" drie vier'),
        (FollowUp("", "proef", {"first": 'een "twee"', "second": "drie"}), "nl", "/proef"),
        (FollowUp("", "proef", {"second": "drie"}), "nl", "/proef"),
        (FollowUp("", "sessie-lijst", {"page": "2"}), "nl", "/sessie lijst"),
    ],
)
def test_a_way_on_is_a_command_that_one_can_type(way: FollowUp, language: str, typed: str) -> None:
    assert Ways(REGISTRY).typed(way, language) == typed
    parsed = TextCommands(REGISTRY).parse(typed)
    assert isinstance(parsed, Parsed)
    assert parsed.command.id == way.command


async def in_words(room: RoomChat, letter: Letter, who: str) -> str:
    ways = Ways(REGISTRY)
    return plain(await room.world.database.read(lambda tx: ways.in_words(tx, letter, who)))


async def test_it_is_said_in_the_language_somebody_reads(room: RoomChat) -> None:
    letter = Letter(content(paragraph("Morgen.")).blocks, (FollowUp("Ik kan niet", "afmelden", ABOUT),))
    assert await in_words(room, letter, "room:ouder") == "Morgen.\n\nDit kun je typen:\n\n• Ik kan niet: /afmelden 3"
    await room.world.database.write(lambda tx: communities.know_accounts(tx, 1, {"room:ouder": "Ouder"}))
    await room.world.database.write(lambda tx: communities.remember_language(tx, 1, "room:ouder", "en"))
    assert await in_words(room, letter, "room:ouder") == "Morgen.\n\nYou can type:\n\n• Ik kan niet: /signoff 3"


async def test_a_command_that_is_gone_is_not_offered(room: RoomChat) -> None:
    gone = FollowUp("Weg", "weg")
    letter = Letter(content(paragraph("Morgen.")).blocks, (gone,))
    assert await in_words(room, letter, "room:ouder") == "Morgen."
    assert "Weg" not in await in_words(room, Letter(letter.blocks, (gone, FollowUp("Hulp", "hulp"))), "room:ouder")


async def test_what_can_be_typed_is_never_left_out_for_what_is_long(room: RoomChat) -> None:
    letter = Letter(content(paragraph("lang " * 1000)).blocks, (FollowUp("Hulp", "hulp"),))
    said = await in_words(room, letter, "room:ouder")
    assert said.endswith("• Hulp: /hulp")
    assert MESSAGE_LIMIT - 20 < len(said) <= MESSAGE_LIMIT
