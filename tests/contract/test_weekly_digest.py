"""What moderators set and keep for digests, on any platform."""

from bot.testing.chat import Chat
from bot.testing.looking import with_button
from tests.support.story import last, open_form

ACTION = "Zet in het volgende overzicht"
WORDS = "We hebben nu een kookgroep. Kijk op https://voorbeeld.nl/koken."


async def told(chat: Chat, command: str) -> str:
    """Return what the moderator is answered to a command."""
    await chat.say("moderator", command, to="moderation")
    await chat.settled()
    return last(chat, "moderator", "moderation").text


async def confirm(chat: Chat) -> None:
    await chat.press("moderator", with_button(chat, "moderator", "confirm"), "confirm")
    await chat.settled()


async def keep(chat: Chat, words: str) -> None:
    await told(chat, f"/overzicht erbij {words}")
    await confirm(chat)


async def post(chat: Chat) -> str:
    """Let the moderator post a digest; return what it says."""
    await chat.say("moderator", "/overzicht nu", to="moderation")
    await chat.settled()
    await chat.fill_in("moderator", open_form(chat, "moderator"), {})
    await chat.settled()
    await confirm(chat)
    return last(chat, "ouder", "announcements").text


async def test_the_moment_is_set_by_form_and_said_with_the_first_date(chat: Chat) -> None:
    await chat.say("moderator", "/instellen overzicht", to="moderation")
    await chat.settled()
    form = open_form(chat, "moderator")
    assert form.values["weekday"] == "off"
    await chat.fill_in("moderator", form, {"weekday": "friday", "at": "half tien 's ochtends"})
    await chat.settled()
    said = last(chat, "moderator", "moderation").text
    assert "elke vrijdag om 09:30" in said
    assert "vrijdag 4 september 2026 om 09:30" in said

    await chat.say("moderator", "/instellen overzicht", to="moderation")
    await chat.settled()
    form = open_form(chat, "moderator")
    assert dict(form.values) == {"weekday": "friday", "at": "09:30"}


async def test_the_moment_is_set_in_one_line_and_taken_away(chat: Chat) -> None:
    assert "dinsdag 8 september 2026 om 09:00" in await told(chat, "/instellen overzicht tuesday 09:00")
    assert "komt niet meer vanzelf" in await told(chat, "/instellen overzicht off")


async def test_a_day_without_a_time_is_asked_for_the_time(chat: Chat) -> None:
    await chat.say("moderator", "/instellen overzicht friday", to="moderation")
    await chat.settled()
    form = open_form(chat, "moderator")
    assert "Hoe laat?" in form.errors["at"]
    assert form.values["weekday"] == "friday"


async def test_a_message_goes_into_the_next_digest_and_into_that_one_alone(chat: Chat) -> None:
    await chat.say("ouder", WORDS, to="ideas")
    await chat.settled()
    await chat.act("moderator", chat.seen("moderator", "ideas")[-1], ACTION)
    await chat.settled()
    preview = last(chat, "moderator", "ideas")
    assert preview.private
    assert WORDS in preview.text
    assert "in vertrouwen" in preview.text
    await confirm(chat)
    digest = await post(chat)
    assert WORDS in digest
    assert "Uit de gesprekken" in digest
    assert "Ouder" not in digest
    assert "niets om te vertellen" in await told(chat, "/overzicht voorbeeld")
    assert "niets klaar" in await told(chat, "/overzicht lijst")


async def test_a_no_keeps_nothing(chat: Chat) -> None:
    await told(chat, f"/overzicht erbij {WORDS}")
    await chat.press("moderator", with_button(chat, "moderator", "confirm"), "cancel")
    await chat.settled()
    assert "niets klaar" in await told(chat, "/overzicht lijst")


async def test_what_waits_is_listed_and_can_be_taken_away(chat: Chat) -> None:
    await keep(chat, "Eerste bericht.")
    await keep(chat, "Tweede bericht.")
    listed = await told(chat, "/overzicht lijst")
    assert "1. Eerste bericht." in listed
    assert "2. Tweede bericht." in listed
    assert "Eerste bericht." in await told(chat, "/overzicht eraf 1")
    assert "staat niet klaar" in await told(chat, "/overzicht eraf 1")
    digest = await post(chat)
    assert "Tweede bericht." in digest
    assert "Eerste bericht." not in digest


async def test_what_was_just_kept_can_be_taken_out_again(chat: Chat) -> None:
    await keep(chat, WORDS)
    await chat.follow("moderator", last(chat, "moderator", "moderation"), "Haal het er weer af")
    await chat.settled()
    assert WORDS in last(chat, "moderator", "moderation").text
    assert "niets klaar" in await told(chat, "/overzicht lijst")


async def test_words_that_are_too_long_are_given_back_to_shorten(chat: Chat) -> None:
    long = "Dit is een lang verhaal. " * 40
    await chat.say("ouder", long, to="ideas")
    await chat.settled()
    await chat.act("moderator", chat.seen("moderator", "ideas")[-1], ACTION)
    await chat.settled()
    form = open_form(chat, "moderator")
    assert not chat.forms or form.values["text"] == long
    assert "Maak het wat korter" in form.errors["text"]
    await chat.fill_in("moderator", form, {"text": "Dit is een kort verhaal."})
    await chat.settled()
    await confirm(chat)
    assert "Dit is een kort verhaal." in await post(chat)


async def test_words_that_look_like_markup_or_pings_stay_words(chat: Chat) -> None:
    nasty = "@everyone <b>dik</b> **sterk** @room [klik](javascript:alert(1))"
    await keep(chat, nasty)
    assert nasty in await post(chat)


async def test_only_moderators_keep_words_for_a_digest(chat: Chat) -> None:
    await chat.say("ouder", f"/overzicht erbij {WORDS}", to="bot")
    await chat.settled()
    assert "voor moderatoren" in last(chat, "ouder", "bot").text
