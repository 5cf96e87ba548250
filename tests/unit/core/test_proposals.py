"""What was nearly right is proposed: how well, is measured on what people really mistype."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.api.content import Content, plain
from bot.api.events import Author
from bot.core.catalogue import Catalogue
from bot.core.i18n import texts_of
from bot.core.proposals import Proposals
from bot.core.registry import Registry, load_cogs
from bot.core.textcommand import TextCommands
from bot.demo.running import COGS

REGISTRY = Registry(load_cogs(COGS))
PROPOSALS = Proposals(REGISTRY, Catalogue(REGISTRY), TextCommands(REGISTRY))
OUDER = Author("room:ouder", "Ouder", "nl")
MODERATOR = Author("room:moderator", "Moderator", "nl", moderator=True)

TYPOS = [
    # letters wrong, left out, doubled, turned round
    ("aanmeldn", "aanmelden"),
    ("anmelden", "aanmelden"),
    ("aamnelden", "aanmelden"),
    ("aanmeldem 3", "aanmelden"),
    ("afmeldne 3", "afmelden"),
    ("affmelden", "afmelden"),
    ("hlup", "hulp"),
    ("hup", "hulp"),
    ("hulpp", "hulp"),
    ("watalls", "watals"),
    ("watlas eerst luisteren", "watals"),
    ("mijn aanmeldigen", "mijn aanmeldingen"),
    ("mij aanmeldingen", "mijn aanmeldingen"),
    ("idee lisjt", "idee lijst"),
    ("iedee lijst", "idee lijst"),
    ("idee ton 3", "idee toon"),
    ("idee steum 3", "idee steun"),
    ("sesie lijst", "sessie lijst"),
    ("sessie lijts", "sessie lijst"),
    ("sessie nieww", "sessie nieuw"),
    ("sesssie wijzg 3", "sessie wijzig"),
    ("sessie afzegen 3", "sessie afzeggen"),
    ("sessie aankondiggen 3", "sessie aankondigen"),
    ("sessie deelnmers 3", "sessie deelnemers"),
    ("overzicht voorbeld", "overzicht voorbeeld"),
    ("overzigt nu", "overzicht nu"),
    # a form of the word
    ("aanmeld 3", "aanmelden"),
    ("sessies lijst", "sessie lijst"),
    ("ideeen lijst", "idee lijst"),
    ("ideeën lijst", "idee lijst"),
    ("sessie wijzigen 3", "sessie wijzig"),
    ("sessie tonen 3", "sessie toon"),
    ("sessie nieuwe", "sessie nieuw"),
    ("mijn aanmelding", "mijn aanmeldingen"),
    # words in another order, written as one, written apart
    ("nieuw sessie", "sessie nieuw"),
    ("nieuwe sessie", "sessie nieuw"),
    ("lijst ideeen", "idee lijst"),
    ("toon idee 3", "idee toon"),
    ("sessielijst", "sessie lijst"),
    ("sessie-nieuw", "sessie nieuw"),
    ("mijnaanmeldingen", "mijn aanmeldingen"),
    ("wat als", "watals"),
    ("aan melden", "aanmelden"),
    # another language, and both in one
    ("session nieuw", "sessie nieuw"),
    ("sessie new", "sessie nieuw"),
    ("sesion list", "sessie lijst"),
    ("what if", "watals"),
    ("sign up 3", "aanmelden"),
    ("idea lijst", "idee lijst"),
    ("helpp", "hulp"),
    # one word of it
    ("deelnemers", "sessie deelnemers"),
    ("aanmeldingen", "mijn aanmeldingen"),
    ("plakken", "sessie plakken"),
]
NONSENSE = [
    "",
    "x",
    "xyzzy",
    "onbegrijpelijk",
    "goedemorgen allemaal",
    "12",
    "tot morgen",
    "!!",
    "sessie 3",
    "sessie xyzzy",
]


def proposed(typed: str, author: Author = MODERATOR) -> list[str]:
    return [each.label for each in PROPOSALS.nearest(typed.split(), author, "nl")]


def test_nearly_all_that_people_mistype_is_understood_first() -> None:
    wrong = {typed: proposed(typed) for typed, meant in TYPOS if proposed(typed)[:1] != [f"/{meant}"]}
    assert wrong == {}


@pytest.mark.parametrize("typed", NONSENSE)
def test_what_resembles_nothing_is_not_guessed(typed: str) -> None:
    assert proposed(typed) == []


def test_only_what_the_reader_may_use_is_proposed() -> None:
    assert "/sessie nieuw" in proposed("sessie nieww", MODERATOR)
    assert "/sessie nieuw" not in proposed("sessie nieww", OUDER)
    assert proposed("sessie aankondiggen 3", OUDER) == []
    assert proposed("overzigt nu", OUDER) == []


def test_a_proposal_takes_along_what_was_typed() -> None:
    [first, *_] = PROPOSALS.nearest(["sesie", "afzegen", "3", "reden:", "de", "zaal"], MODERATOR, "nl")
    assert (first.command, first.input) == ("sessie-afzeggen", {"session": "3", "reason": "de zaal"})


@given(st.lists(st.text(min_size=1, max_size=20), max_size=8))
def test_whatever_is_typed_at_most_three_are_proposed_each_once(typed: list[str]) -> None:
    found = PROPOSALS.nearest(typed, MODERATOR, "en")
    assert len({each.command for each in found}) == len(found) <= 3


def test_the_name_of_a_group_is_found_in_either_language() -> None:
    assert PROPOSALS.group(["SESSION"]) == "session"
    assert PROPOSALS.group(["mijn"]) == "mijn"
    assert PROPOSALS.group(["sesie"]) is PROPOSALS.group(["hulp"]) is PROPOSALS.group([]) is None


@pytest.mark.parametrize("typed", ["sesie", "sessie 3", "Sessies", "sessie xyzzy"])
def test_a_group_is_recognised_by_its_first_word(typed: str) -> None:
    assert PROPOSALS.group_like(typed.split()) == "sessie"


@pytest.mark.parametrize("typed", ["", "xyzzy", "tot morgen"])
def test_what_begins_like_no_group_is_of_none(typed: str) -> None:
    assert PROPOSALS.group_like(typed.split()) is None


def test_a_group_lists_what_the_reader_may_use() -> None:
    nl = texts_of(None)("nl")
    ouder = plain(Content(tuple(PROPOSALS.listing("sessie", OUDER, nl))))
    moderator = plain(Content(tuple(PROPOSALS.listing("session", MODERATOR, nl))))
    assert "/sessie toon <sessie>  Bekijk één sessie" in ouder
    assert "/sessie nieuw" not in ouder
    assert "/sessie nieuw" in moderator
    assert "moderatoren" in plain(Content(tuple(PROPOSALS.listing("overzicht", OUDER, nl))))
