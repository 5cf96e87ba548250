"""What a post in a forum is called and sorted by."""

from types import SimpleNamespace

import discord
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.api.content import Heading, content, paragraph
from bot.api.platform import Outgoing
from bot.platforms.discord.posting.forum import TITLE_LIMIT, tags_of, title_of


def forum(*tags: tuple[str, bool], required: bool = False) -> discord.ForumChannel:
    made = [discord.ForumTag(name=name, moderated=moderated) for name, moderated in tags]
    flags = discord.ChannelFlags(require_tag=required)
    return SimpleNamespace(available_tags=made, flags=flags)  # type: ignore[return-value]


def names(found: list[discord.ForumTag]) -> list[str]:
    return [tag.name for tag in found]


@pytest.mark.parametrize(
    ("required", "wanted", "found"),
    [
        (False, ("wonen", " Gezin "), ["Wonen", "gezin"]),
        (False, ("school",), []),
        (True, ("school",), ["Wonen"]),
        (False, ("Besloten",), []),
    ],
)
def test_a_post_gets_the_tags_that_the_forum_has(required: bool, wanted: tuple[str, ...], found: list[str]) -> None:
    channel = forum(("Besloten", True), ("Wonen", False), ("gezin", False), required=required)
    assert names(tags_of(channel, wanted)) == found


def test_a_post_gets_no_more_tags_than_discord_takes() -> None:
    assert len(tags_of(forum(*((str(number), False) for number in range(9))), map(str, range(9)))) == 5


def test_a_post_without_a_title_is_called_as_it_begins() -> None:
    said = content(Heading("Overzicht van maart"), paragraph("Dit gebeurde er."))
    assert title_of(Outgoing(said)) == "Overzicht van maart"
    assert title_of(Outgoing(said, title="Wat als\nwe luisteren?")) == "Wat als we luisteren?"
    assert title_of(Outgoing(content(paragraph(" ")))) == "…"


@given(st.text(), st.text())
def test_every_title_is_one_that_discord_takes(title: str, text: str) -> None:
    made = title_of(Outgoing(content(paragraph(text)), title=title))
    assert 1 <= len(made) <= TITLE_LIMIT
    assert made == made.strip()
