"""Whether markdown is read as Discord shows it: what is escaped stays as it is, the rest becomes what it means."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.platforms.discord.writing.escaping import clean, escaped
from tests.discord.rendered import markdown

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
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
        ("Typ </sessie toon:12> `3`", "Typ /sessie toon 3"),
        ("## Titel\nTekst", "Titel\n\nTekst"),
        ("- een\n- twee\n  en meer", "• een\n• twee\nen meer"),
        (r"\- geen lijst", "- geen lijst"),
        ("-# klein", "klein"),
        ("[hier](https://voorbeeld.nl)", "hier (https://voorbeeld.nl)"),
        (r"\[hier\](javascript:alert)", "[hier](javascript:alert)"),
        ("<https://voorbeeld.nl>", "https://voorbeeld.nl"),
        ("||geheim|| ~~weg~~ __onder__", "geheim weg onder"),
        ("een\u2060twee", "eentwee"),
        (f"10:00 · <t:{int(NOW.timestamp()) + 3 * 86_400}:R>", "10:00 · over 3 dagen"),
    ],
)
def test_it_is_read_as_discord_shows_it(written: str, read: str) -> None:
    assert markdown(written, NOW) == read


@given(SIGNS | st.text(max_size=40))
def test_what_people_write_is_read_as_they_wrote_it(text: str) -> None:
    assert _bare(markdown(escaped(text), NOW)) == _bare(clean(text))


def _bare(text: str) -> list[str]:
    """Return a text without what no escaping keeps: how much white space there is, and what nobody sees."""
    for unseen in "\u2060\u200b\u200c":
        text = text.replace(unseen, "")
    return text.split()
