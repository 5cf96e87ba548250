"""Whether markdown is read as Discord shows it: what is escaped stays as it is, the rest becomes what it means."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.platforms.discord.escaping import clean, escaped
from bot.testing.platform_world import START
from tests.discord.rendered import markdown

SIGNS = st.text(alphabet="*_~|`\\[]()<>#-+.:@>1ab \n/", max_size=40)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("**dik** en *schuin*", "dik en schuin"),
        ("**a*b**", "a*b"),
        (r"\*\*dik\*\*", "**dik**"),
        (r"een\_twee", "een_twee"),
        ("een_twee_drie", "een_twee_drie"),
        ("`/sessie *`", "/sessie *"),
        ("## Titel\nTekst", "Titel\n\nTekst"),
        ("- een\n- twee\n  en meer", "• een\n• twee\nen meer"),
        (r"\- geen lijst", "- geen lijst"),
        ("-# klein", "klein"),
        ("[hier](https://voorbeeld.nl)", "hier (https://voorbeeld.nl)"),
        (r"\[hier\](javascript:alert)", "[hier](javascript:alert)"),
        ("<https://voorbeeld.nl>", "https://voorbeeld.nl"),
        ("||geheim|| ~~weg~~ __onder__", "geheim weg onder"),
        ("een\u2060twee", "eentwee"),
    ],
)
def test_it_is_read_as_discord_shows_it(written: str, read: str) -> None:
    assert markdown(written, START) == read


@given(SIGNS | st.text(max_size=40))
def test_what_people_write_is_read_as_they_wrote_it(text: str) -> None:
    assert _bare(markdown(escaped(text), START)) == _bare(clean(text))


def _bare(text: str) -> list[str]:
    """Return a text without what no escaping keeps: how much white space there is, and what nobody sees."""
    for unseen in "\u2060\u200b\u200c":
        text = text.replace(unseen, "")
    return text.split()
