"""Whatever somebody types, they get an answer; and what a command gets is what they typed."""

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.api import content as contents
from bot.core import replies
from bot.core.registry import Registry, load_cogs
from bot.testing.world import COGS, World, config_in
from tests.unit.core.example_cog import setup
from tests.unit.core.example_cog.cog import Example
from tests.unit.core.talk.talker import Talker, without_forms

HUGE = "woord " * 10_000

words = st.sampled_from(
    ["ja", "nee", "stop", "terug", "-", "leeg", "1", "2", "3", "9", "0", "10", "✅", "❌", "2️⃣", "", " ", "!", "/", "|"]
)
commands = st.sampled_from(
    [
        "!proef lang", "!proef bekijken", "!proef bekijken iets", "!proef kiezen", "!proef doorsturen",
        "!proef anders 1", "!watals", "!watals a | b", "!sessie nieuw", "!sessie wijzig 1", "!sessie plakken",
        "!instellen toon", "!instellen contact", "!overzicht nu", "!aankondiging nieuw", "!hulp", "!taal", "hulp",
        "!xyzzy", "!sesie lijst", "!instellen moderator erbij", "!instellen reacties", "!instellen overzicht",
    ]
)  # fmt: skip
anything = st.text(max_size=30)
plain = (
    st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=20)
    .map(str.strip)
    .filter(lambda text: text and text[0] not in "!/" and not replies.is_reply(text) and text != "mis")
)


async def talked(typed: Sequence[str], person: str = "moderator") -> Example:
    """Say things one after the other in a new community; each gets an answer that fits. Return what ran."""
    example = setup()
    with TemporaryDirectory() as folder:
        world = without_forms(World(config_in(Path(folder)), Registry([*load_cogs(COGS), example]), strict=True))
        await world.start()
        try:
            talker = Talker(world, person)
            for text in typed:
                answer = await talker.answer(text)
                for part in (answer.content, *answer.more):
                    assert 0 < len(contents.plain(part)) <= contents.MESSAGE_LIMIT
            await world.settled()
        finally:
            await world.close()
    return example


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(words | commands | anything, min_size=1, max_size=25))
async def test_whatever_is_typed_gets_an_answer(typed: list[str]) -> None:
    await talked(typed)


@settings(max_examples=25)
@given(st.lists(plain, min_size=4, max_size=4), st.sampled_from(["", "terug", "-"]))
async def test_what_a_command_gets_is_what_was_typed(typed: list[str], between: str) -> None:
    one, two, six, seven = (text[:10].strip() for text in typed)
    said = ["!proef lang", one, two, "-", "-", "-"]
    again = {"": [six], "terug": ["terug", "-", six], "-": ["-", "terug", six]}[between]
    example = await talked([*said, *again, seven, "ja"])
    assert example.ran == [f"{one}|{two}|{six}|{seven}"]


@pytest.mark.parametrize(
    "before",
    [
        [], ["!proef lang"], ["!proef kiezen"], ["!proef bekijken iets"], ["!watals"], ["!instellen toon"],
        ["!proef lang", "een", "twee", *"-----"], ["!instellen naam"],
    ],
)  # fmt: skip
@pytest.mark.parametrize("mark", ["", "!", "!watals ", "!hulp ", "!proef kiezen ", "!instellen tijdzone "])
async def test_a_huge_message_gets_one_short_answer(world: World, before: list[str], mark: str) -> None:
    talker = Talker(world, "moderator")
    for text in before:
        await talker.answer(text)
    answer = await talker.answer(mark + HUGE)
    assert answer.more == ()
    assert len(contents.plain(answer.content)) < 1500
