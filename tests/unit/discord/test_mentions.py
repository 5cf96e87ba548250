"""Commands in a text: pressed where Discord knows them, else read as they are."""

import pytest

from bot.api.content import Content, Items, Paragraph, Quote, Span, code, content, paragraph, plain, spans
from bot.platforms.discord.commands.mentions import Mentions
from bot.platforms.discord.commands.names import SLASH, listing
from bot.platforms.discord.writing.blocks import text_of
from tests.unit.discord.shapes import command

SHAPES = [
    command("aanmelden", "signup"),
    command("sessie toon", "session show"),
    command("sessie lijst"),
    command("herinneringen"),
    command("herinneringen uit"),
    command("een twee drie vier"),
]


def known() -> Mentions:
    mentions, listed = Mentions(), listing(SHAPES)
    slash = (one["name"] for one in listed.payload if one["type"] == SLASH)
    mentions.know(listed, {name: str(number) for number, name in enumerate(slash, 101)})
    return mentions


def written(message: Content) -> str:
    return "\n".join(text_of(block) for block in known().written(message).blocks)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("/aanmelden", "</aanmelden:101>"),
        ("/aanmelden 3", "</aanmelden:101> `3`"),
        ("/sessie toon <sessie>", "</sessie toon:102> `<sessie>`"),
        ("/herinneringen", "</herinneringen toon:103>"),
        ("/herinneringen uit", "</herinneringen uit:103>"),
        ("/een twee drie vier", "</een twee drie-vier:104>"),
        ("/sessie", "`/sessie`"),
        ("/sessie wijzig 3", "`/sessie wijzig 3`"),
        ("/signup 3", "`/signup 3`"),
        ("/aanmeldenx", "`/aanmeldenx`"),
        ("ja", "`ja`"),
        ("/", "`/`"),
    ],
)
def test_a_command_is_written_as_discord_knows_it(typed: str, read: str) -> None:
    assert written(content(paragraph("Typ ", code(typed), " nu"))) == f"Typ {read} nu"
    assert written(content(Items((spans(code(typed), "  doet iets"),)))) == f"- {read}  doet iets"


def test_before_discord_was_told_it_is_code() -> None:
    said = content(paragraph("Typ ", code("/aanmelden 3")))
    assert Mentions().written(said) == said


def test_what_people_write_is_no_command() -> None:
    said = content(paragraph("/aanmelden `/aanmelden` </aanmelden:101>"), Quote((code("/aanmelden"),)))
    assert known().written(said) == said
    assert "</" not in written(said).replace("\\<", "")


def test_it_stays_readable_as_plain_text() -> None:
    said = content(paragraph("Typ ", code("/sessie toon 3"), "."))
    assert plain(known().written(said)) == plain(said)


@pytest.mark.parametrize("href", ["</aanmelden:1> @everyone", "</a:b>", "<@1>", "</:1>"])
def test_nothing_else_is_written_as_it_is(href: str) -> None:
    assert text_of(Paragraph((Span("hier", "link", href),))) == "hier"
