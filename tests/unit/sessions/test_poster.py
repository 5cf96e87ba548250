"""The picture of a session: what is on it can be read, and its description says the same."""

import base64
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops

from bot.api.content import MESSAGE_LIMIT
from bot.core.i18n import LOCALES
from bot.domain.community import Community, Contact
from bot.domain.session import SessionDetails
from cogs.sessions import lettering
from cogs.sessions.poster import BAND, HEIGHT, INK, MARGIN, PAPER, TONE, WIDTH, poster
from tests.unit.sessions.making import AMSTERDAM, COMMUNITY, any_details, details, session, texts


def picture(told: SessionDetails, community: Community = COMMUNITY) -> Image.Image:
    file = poster(texts(), session(told), community)
    return Image.open(BytesIO(base64.b64decode(file.data))).convert("RGB")


def inked(image: Image.Image) -> tuple[int, int, int, int]:
    """Return where below the band something is drawn."""
    below = image.crop((0, BAND + 1, WIDTH, HEIGHT))
    paper = Image.new("RGB", below.size, below.getpixel((0, below.height - 1)))
    found = ImageChops.difference(below, paper).getbbox()
    assert found is not None
    return found


def luminance(colour: tuple[int, int, int]) -> float:
    parts = [c / 255 for c in colour]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("ink", [INK, TONE])
def test_letters_stand_out_from_the_paper(ink: tuple[int, int, int]) -> None:
    light, dark = luminance(PAPER), luminance(ink)
    assert (light + 0.05) / (dark + 0.05) >= 7, "WCAG AAA"


@pytest.mark.parametrize("locale", LOCALES)
def test_the_description_says_all_that_is_on_it(locale: str) -> None:
    file = poster(texts(locale), session(details()), COMMUNITY)
    day = {"nl": "vrijdag 9 oktober 2026", "en": "Friday 9 October 2026"}[locale]
    for part in (COMMUNITY.name, "Wat als… (vervolg)", day, "10:00 - 12:00", "Utrecht", "rvjeugdzorg@loc.nl", "3200"):
        assert part in file.label
    assert file.media_type == "image/png"


def test_the_sessions_own_contact_comes_before_the_communitys() -> None:
    file = poster(texts(), session(details(contact=Contact(phone="06 12345678"))), COMMUNITY)
    assert "Bel 06 12345678" in file.label
    assert "rvjeugdzorg" not in file.label


def test_without_a_contact_one_is_sent_to_who_passed_it_on() -> None:
    nobody = Community(1, "Thuis", "nl", AMSTERDAM, Contact())
    assert "Vraag het aan wie je dit stuurde" in poster(texts(), session(details()), nobody).label


@settings(deadline=None, max_examples=15)
@given(any_details())
def test_everything_stays_on_the_paper(told: SessionDetails) -> None:
    image = picture(told)
    assert image.size == (WIDTH, HEIGHT)
    left, _, right, bottom = inked(image)
    assert left >= MARGIN - 12
    assert right <= WIDTH - MARGIN + 12
    assert bottom <= HEIGHT - BAND - 20
    assert len(poster(texts(), session(told), COMMUNITY).label) < MESSAGE_LIMIT


def test_the_longest_texts_fit() -> None:
    image = picture(details(title="W" * 120, place="W" * 120, contact=Contact("w" * 114 + "@loc.nl", "0" * 40)))
    _, _, right, bottom = inked(image)
    assert right <= WIDTH - MARGIN + 12
    assert bottom <= HEIGHT - BAND - MARGIN + 40


@pytest.mark.parametrize(
    "letters", ["éèëêç", "ïîíì", "ÉËÏÖÜ", "ñãõ", "åůÅ", "őűŐ", "čšžřě", "ąęįų", "āēī", "ğăŏ", "ẹṭ", "șțß", "Ωλя", "…–€"]
)
def test_the_letters_of_many_languages_are_there(letters: str) -> None:
    assert lettering.readable(letters) == letters


@given(st.text(st.characters(codec="utf-8"), max_size=40))
def test_only_what_can_be_drawn_is_drawn(text: str) -> None:
    kept = lettering.readable(text)
    assert lettering.readable(kept) == kept
    missing = lettering.font(20).getmask("\uffff")
    for letter in kept:
        if letter.isalpha():
            assert bytes(lettering.font(20).getmask(letter)) != bytes(missing)


def test_plain_words_stay_as_they_are_and_what_has_no_letter_is_left_out() -> None:
    assert lettering.readable("Wat als… (vervolg) “ja” & 10:00") == "Wat als… (vervolg) “ja” & 10:00"
    assert lettering.readable("🎉 Łódź 日本\nnu") == "Łódź nu"


@given(st.text(st.sampled_from("aWi .é-"), max_size=80), st.integers(60, 600))
def test_lines_are_not_wider_than_asked_and_lose_no_letter(text: str, width: int) -> None:
    text = lettering.readable(text)
    lines = lettering.wrapped(text, lettering.font(40), width)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(lettering.font(40).getlength(line) <= width for line in lines)
