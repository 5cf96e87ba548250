"""Messages of every kind, for tests that must hold for any of them."""

from datetime import UTC, datetime

from hypothesis import strategies as st

from bot.api.content import Block, Content, Count, Divider, Fact, Facts, Heading, Items, Paragraph, Quote, Span, Tally

moments = st.none() | st.datetimes(min_value=datetime(2000, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
words = st.text(st.characters(codec="utf-8"), max_size=60)
spans = st.lists(
    st.builds(Span, words, st.sampled_from(["plain", "strong", "emphasis", "code"]))
    | st.builds(lambda text: Span(text, "link", f"https://example.org/{len(text)}"), words),
    max_size=5,
).map(tuple)
blocks: st.SearchStrategy[Block] = st.one_of(
    st.builds(Heading, words, st.sampled_from([1, 2])),
    st.builds(Paragraph, spans),
    st.builds(Quote, spans),
    st.builds(Facts, st.lists(st.builds(Fact, words, words, words, moments), max_size=4).map(tuple)),
    st.builds(Items, st.lists(spans, max_size=5).map(tuple), st.booleans()),
    st.builds(Tally, words, st.lists(st.builds(Count, words, words, st.integers(0, 9999)), max_size=4).map(tuple)),
    st.just(Divider()),
)
contents = st.lists(blocks, max_size=8).map(lambda found: Content(tuple(found)))
