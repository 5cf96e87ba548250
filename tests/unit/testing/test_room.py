"""The room that authors of cogs test in: short to use, and strict with a cog that fails."""

import subprocess
import sys
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest

from bot.api.errors import CogError
from bot.testing import CogFailedError, room
from storage.migrate import SchemaError

NUMBERS = count(1)
COG = """
from bot.api.answers import Answer
from bot.api.cards import Card
from bot.api.cog import Cog, command
from bot.api.content import content, paragraph
from bot.domain.subject import Due, Subject
from storage import cards, communities, schedule

class Small(Cog):
    name = "small"
    subjects = ("small",)

    @command("groet")
    async def greet(self, ctx):
        {greet}
        return Answer(content(paragraph("Hallo " + ctx.author.name)))

    async def card(self, scope, subject):
        return Card(content(paragraph({card})))

setup = Small
"""
POST = "await cards.post(ctx.tx, Subject({kind!r}, 1), [1])"


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Write a small cog; return the name to load it by."""
    monkeypatch.syspath_prepend(tmp_path)

    def write(greet: str = "pass", card: str = "'Een kaart'", migration: str | None = None) -> str:
        package = tmp_path / f"small_cog_{next(NUMBERS)}"
        package.mkdir()
        (package / "__init__.py").write_text(COG.format(greet=greet, card=card), encoding="utf-8")
        for locale in ("nl", "en"):
            (package / f"{locale}.ftl").write_text("command-groet = Groet\n", encoding="utf-8")
        if migration is not None:
            (package / "migrations").mkdir()
            (package / "migrations" / "0001_first.sql").write_text(f"-- oldest: 1\n{migration}\n", encoding="utf-8")
        return package.name

    return write


async def test_a_first_test_is_short(small) -> None:
    async with room(small()) as chat:
        await chat.say("ouder", "/groet")
        assert "Hallo" in chat.last("ouder").text


async def test_people_talk_react_fill_in_and_press(small) -> None:
    async with room("cogs.ideas", small()) as chat:
        await chat.say("jongere", "/watals", to="bot")
        await chat.fill_in("jongere", what_if="we eerst luisteren?", now="Niemand luistert.")
        await chat.press("jongere")
        card = chat.card("ideas")
        await chat.react("ouder", card, "👍")
        assert "👍 Ik steun dit: 1" in chat.card("ideas").text
        await chat.unreact("ouder", card, "👍")
        assert "👍 Ik steun dit: 0" in chat.card("ideas").text
        await chat.delete(card)
        assert chat.seen("ouder", "ideas") == []


async def test_only_a_moderator_sees_the_moderators_channel(small) -> None:
    async with room(small()) as chat:
        await chat.say("moderator", "/groet", to="moderation")
        assert "Moderator" in chat.last("moderator", "moderation").text
        assert chat.seen("ouder", "moderation") == []


async def test_what_happens_while_the_bot_is_away_is_taken_in_on_its_return(small) -> None:
    async with room(small()) as chat:
        await chat.stop_bot()
        await chat.chat.say("ouder", "/groet")
        assert not any(message.by_bot for message in chat.seen("ouder"))
        await chat.start_bot()
        assert "Hallo" in chat.last("ouder").text


async def test_time_passes_when_told(small) -> None:
    async with room(small()) as chat:
        before = chat.now
        await chat.later(timedelta(days=2))
        assert timedelta(days=2) <= chat.now - before < timedelta(days=2, seconds=10)


async def test_english_readers(small) -> None:
    async with room("cogs.help", small(), locale="en") as chat:
        await chat.say("ouder", "/help")
        assert "Groet" in chat.last("ouder").text
        assert "commands" in chat.last("ouder").text


async def test_a_cogs_own_table_is_there(small) -> None:
    name = small(
        "await ctx.tx.execute('INSERT INTO small_greeting VALUES (1)')", migration="CREATE TABLE small_greeting (many);"
    )
    async with room(name) as chat:
        await chat.say("ouder", "/groet")
        assert "Hallo" in chat.last("ouder").text


async def test_nothing_is_kept_from_one_room_to_the_next(small) -> None:
    name = small("assert await cards.by_messages(ctx.tx, 'room', ['m']) == {}")
    for _ in range(2):
        async with room(name) as chat:
            assert chat.seen("ouder") == []
            await chat.say("ouder", "/groet")


@pytest.mark.parametrize(
    ("greet", "said"),
    [
        ("raise RuntimeError('not today')", "RuntimeError: not today"),
        ("ctx.t('no-such-text')", "TextError: no text 'no-such-text' in nl"),
        ("await ctx.tx.execute('DELETE FROM nowhere')", "no such table: nowhere"),
        ("ctx.touched.add(Subject('smal', 1))", "no cog names 'smal' among its subjects"),
        (POST.format(kind="smal"), "no cog names 'smal' among its subjects"),
        (
            "await schedule.plan(ctx.tx, Due('k', 1, 'smal', 1, ctx.now))",
            "no cog names 'smal' among its subjects or dues",
        ),
    ],
)
async def test_a_cog_that_fails_ends_the_test_with_its_words(small, greet: str, said: str) -> None:
    async with room(small(greet)) as chat:
        with pytest.raises(CogFailedError, match=said):
            await chat.say("ouder", "/groet")


async def test_a_card_that_cannot_be_drawn_ends_the_test(small) -> None:
    async with room(small(POST.format(kind="small"), card="1 / 0")) as chat:
        with pytest.raises(ZeroDivisionError):
            await chat.say("ouder", "/groet")


async def test_a_cog_that_is_not_well_formed_opens_no_room(small) -> None:
    with pytest.raises(CogError, match="no_such_cog"):
        async with room("no_such_cog"):
            pass
    with pytest.raises(SchemaError, match="'greetings' is not its own"):
        async with room(small(migration="CREATE TABLE greetings (many);")):
            pass


async def test_looking_for_what_is_not_there_says_so(small) -> None:
    async with room(small()) as chat:
        with pytest.raises(AssertionError, match="said nothing that ouder sees in 'ideas'"):
            chat.last("ouder", "ideas")
        with pytest.raises(AssertionError, match="said nothing to all"):
            chat.card()
        with pytest.raises(AssertionError, match="no button 'confirm'"):
            await chat.press("ouder")
        with pytest.raises(AssertionError, match="no form is open"):
            await chat.fill_in("ouder", what_if="we luisteren?")


def test_it_needs_no_test_framework() -> None:
    code = "import sys, bot.testing; sys.exit('pytest' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0  # noqa: S603 - our own words
