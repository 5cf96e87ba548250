"""What the bot sends by itself, as it is kept until then."""

from hypothesis import given
from hypothesis import strategies as st

from bot.api import content as contents
from bot.api import letters
from bot.api.answers import FollowUp
from bot.api.content import Content
from tests.unit.api.strategies import contents as messages
from tests.unit.api.strategies import words

ways = st.lists(st.builds(FollowUp, words, words, st.dictionaries(words, words, max_size=3)), max_size=4)


@given(messages, ways)
def test_a_letter_comes_back_as_it_was(message: Content, ways: list[FollowUp]) -> None:
    letter = letters.from_json(letters.to_json(message, ways))
    assert (letter.content, list(letter.follow_ups)) == (message, ways)


@given(messages)
def test_a_message_that_was_kept_without_more_is_a_letter_too(message: Content) -> None:
    assert letters.from_json(contents.to_json(message)) == letters.Letter(message.blocks)
