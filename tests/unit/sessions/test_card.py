"""A session's card: however much there is to say, what people need stays on it."""

from datetime import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.api.content import MESSAGE_LIMIT, Block, Facts, File, Items, Paragraph, Tally, plain
from bot.api.fitting import fit
from bot.core.i18n import LOCALES
from bot.domain.session import DEFAULT_EMOJI, ProgrammeItem, Rsvp, RsvpCounts, SessionDetails, SessionState
from cogs.sessions.card import card
from tests.unit.sessions.making import COMMUNITY, any_details, counts, details, session, states, texts


def gives_way(block: Block) -> bool:
    return isinstance(block, Items) or (isinstance(block, Paragraph) and block.body)


@settings(deadline=None)
@given(any_details(), states, counts, st.sampled_from(LOCALES))
def test_a_card_fits_and_keeps_facts_tally_how_to_and_contact(
    told: SessionDetails, state: SessionState, many: RsvpCounts, locale: str
) -> None:
    whole = card(texts(locale), session(told, state), many, DEFAULT_EMOJI, COMMUNITY).content
    fitted = fit(whole)
    assert len(plain(fitted)) <= MESSAGE_LIMIT
    assert [b for b in fitted.blocks if not gives_way(b)] == [b for b in whole.blocks if not gives_way(b)]
    assert any(map(gives_way, fitted.blocks)) is any(map(gives_way, whole.blocks))


@given(any_details(), counts)
def test_everybody_who_answered_is_on_the_card(told: SessionDetails, many: RsvpCounts) -> None:
    made = card(texts(), session(told), many, DEFAULT_EMOJI, COMMUNITY)
    (tally,) = [block for block in made.content.blocks if isinstance(block, Tally)]
    assert sum(row.count for row in tally.rows) == sum(many.of(choice) for choice in Rsvp)
    assert [choice.value for choice in made.choices] == [choice.value for choice in told.options]


@pytest.mark.parametrize(("state", "files"), [(SessionState.CANCELLED, 1), (SessionState.OVER, 0)])
@pytest.mark.parametrize("locale", LOCALES)
def test_a_closed_card_says_what_to_do_next(state: SessionState, files: int, locale: str) -> None:
    t = texts(locale)
    made = card(t, session(details(), state), RsvpCounts(), DEFAULT_EMOJI, COMMUNITY).content
    said = plain(made)
    assert t("card-closed") in said
    assert t("card-how") not in said
    assert "rvjeugdzorg@loc.nl" in said
    assert len([block for block in made.blocks if isinstance(block, File)]) == files


def test_the_time_says_when_that_is() -> None:
    told = details()
    made = card(texts(), session(told), RsvpCounts(), DEFAULT_EMOJI, COMMUNITY).content
    (facts,) = [block for block in made.blocks if isinstance(block, Facts)]
    assert [row.at for row in facts.rows if row.at is not None] == [told.starts_at]


def test_a_description_keeps_its_paragraphs_and_links() -> None:
    told = details(description="Eerst dit.\n\nLees https://loc.nl/wat-als.")
    made = card(texts(), session(told), RsvpCounts(), DEFAULT_EMOJI, COMMUNITY).content
    bodies = [block for block in made.blocks if isinstance(block, Paragraph) and block.body]
    assert len(bodies) == 2
    assert [span.href for span in bodies[1].spans if span.href] == ["https://loc.nl/wat-als"]


@given(any_details())
def test_a_calendar_shows_what_the_card_says_of_an_announced_session(told: SessionDetails) -> None:
    made = card(texts(), session(told), RsvpCounts(), DEFAULT_EMOJI, COMMUNITY)
    happening = made.happening
    assert happening is not None
    assert (happening.title, happening.starts_at, happening.ends_at) == (told.title, told.starts_at, told.ends_at)
    assert f"Waar: {happening.place}" in plain(made.content)


@pytest.mark.parametrize("state", [SessionState.DRAFT, SessionState.CANCELLED, SessionState.OVER])
def test_a_calendar_shows_nothing_of_what_is_not_to_come(state: SessionState) -> None:
    assert card(texts(), session(details(), state), RsvpCounts(), DEFAULT_EMOJI, COMMUNITY).happening is None


def test_a_calendar_tells_what_it_is_about_and_whom_to_ask() -> None:
    told = details(description="Eerst dit.\n\nDan dat.", programme=(ProgrammeItem(time(10), "Opening"),))
    happening = card(texts(), session(told), RsvpCounts(), DEFAULT_EMOJI, COMMUNITY).happening
    assert happening is not None
    assert happening.about.startswith("Eerst dit.\n\nDan dat.\n\n10:00 Opening\n\n")
    assert "rvjeugdzorg@loc.nl" in happening.about
