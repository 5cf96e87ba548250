"""Announcements that are no session, on any platform."""

from bot.testing.chat import Chat, Seen
from bot.testing.looking import with_button
from tests.support.story import announce, last, open_form

NEWS = {
    "title": "Verslag van de actiedag",
    "body": "Het verslag is klaar.\n\nLees het op https://voorbeeld.nl/verslag.\n\nDank je wel!",
}


async def write(chat: Chat, **other: str) -> Seen:
    """Let the moderator write an announcement; return its preview."""
    await chat.say("moderator", "/aankondiging nieuw", to="moderation")
    await chat.settled()
    await chat.fill_in("moderator", open_form(chat, "moderator"), {**NEWS, **other})
    await chat.settled()
    return last(chat, "moderator", "moderation")


async def confirm(chat: Chat) -> None:
    await chat.press("moderator", with_button(chat, "moderator", "confirm"), "confirm")
    await chat.settled()


async def post(chat: Chat, **other: str) -> Seen:
    """Let the moderator post an announcement at once; return its card."""
    await write(chat, **other)
    await confirm(chat)
    return last(chat, "ouder", "announcements")


async def told(chat: Chat, command: str) -> str:
    """Return what the moderator is answered to a command."""
    await chat.say("moderator", command, to="moderation")
    await chat.settled()
    return last(chat, "moderator", "moderation").text


async def test_it_is_posted_as_the_preview_showed_it(chat: Chat) -> None:
    preview = await write(chat)
    assert preview.private
    assert chat.seen("ouder") == []
    await confirm(chat)
    card = last(chat, "ouder", "announcements")
    for part in ("Verslag van de actiedag", "Lees het op https://voorbeeld.nl/verslag.", "Dank je wel!", "rvjeugdzorg"):
        assert part in card.text
    assert card.text in preview.text
    assert card.offered == ()


async def test_people_can_talk_about_it_beside_it(chat: Chat) -> None:
    thread = chat.thread(await post(chat))
    await chat.say("ouder", "Mooi verslag", to=thread)
    await chat.settled()
    assert [message.text for message in chat.seen("jongere", thread)] == ["Mooi verslag"]


async def test_cancelling_the_preview_posts_nothing(chat: Chat) -> None:
    await chat.press("moderator", await write(chat), "cancel")
    await chat.settled()
    assert chat.seen("ouder") == []
    assert "nog geen aankondigingen" in await told(chat, "/aankondiging lijst")


async def test_a_change_is_seen_in_the_same_message(chat: Chat) -> None:
    before = await post(chat)
    await chat.say("moderator", "/aankondiging wijzig 1", to="moderation")
    await chat.settled()
    form = open_form(chat, "moderator")
    assert form.values["title"] == NEWS["title"]
    assert form.values["when"] == ""
    await chat.fill_in("moderator", form, {"body": "Er komt nog een foto bij."})
    await chat.settled()
    assert "Er komt nog een foto bij." in last(chat, "moderator", "moderation").text
    await confirm(chat)
    after = last(chat, "ouder", "announcements")
    assert after.ref == before.ref
    assert "Er komt nog een foto bij." in after.text


async def test_the_answer_leads_to_what_one_may_want_next(chat: Chat) -> None:
    await post(chat)
    await chat.follow("moderator", last(chat, "moderator", "moderation"), "Verander")
    await chat.settled()
    assert open_form(chat, "moderator").values["title"] == NEWS["title"]


async def test_what_is_posted_gets_no_other_moment(chat: Chat) -> None:
    await post(chat)
    await chat.say("moderator", "/aankondiging wijzig 1", to="moderation")
    await chat.settled()
    await chat.fill_in("moderator", open_form(chat, "moderator"), {"when": "vr 9 okt 10 uur", "title": "Nieuw"})
    await chat.settled()
    form = open_form(chat, "moderator")
    assert "staat al in het kanaal" in form.errors["when"]
    assert form.values["title"] == "Nieuw"


async def test_withdrawing_takes_the_message_away(chat: Chat) -> None:
    await post(chat)
    await chat.say("moderator", "/aankondiging intrekken 1", to="moderation")
    await chat.settled()
    assert len(chat.seen("ouder")) == 1
    await confirm(chat)
    assert chat.seen("ouder") == []
    assert "al weggehaald" in await told(chat, "/aankondiging intrekken 1")


async def test_a_message_that_a_moderator_deleted_counts_as_withdrawn(chat: Chat) -> None:
    await announce(chat)
    await chat.delete(await post(chat))
    await chat.settled()
    assert all(NEWS["title"] not in message.text for message in chat.seen("ouder"))
    assert "al weggehaald" in await told(chat, "/aankondiging wijzig 1")
    assert NEWS["title"] not in await told(chat, "/overzicht voorbeeld")
    assert "nog geen aankondigingen" in await told(chat, "/aankondiging lijst")
    assert all(NEWS["title"] not in message.text for message in chat.seen("ouder"))


async def test_a_digest_begins_with_the_news_since_the_last_one(chat: Chat) -> None:
    await announce(chat)
    await post(chat)
    await chat.say("moderator", "/overzicht nu", to="moderation")
    await chat.settled()
    await chat.fill_in("moderator", open_form(chat, "moderator"), {})
    await chat.settled()
    await confirm(chat)
    digest = last(chat, "ouder", "announcements").text
    assert digest.index(NEWS["title"]) < digest.index("Wat als… (vervolg)")
    assert "Het verslag is klaar. Lees het op" in digest
    assert NEWS["title"] not in await told(chat, "/overzicht voorbeeld")


async def test_a_planned_one_waits_and_can_be_withdrawn(chat: Chat) -> None:
    preview = await write(chat, when="vr 9 okt 10 uur")
    assert "vrijdag 9 oktober 2026 om 10:00" in preview.text
    await confirm(chat)
    assert "vrijdag 9 oktober 2026 om 10:00" in last(chat, "moderator", "moderation").text
    assert chat.seen("ouder") == []
    assert "Staat klaar" in await told(chat, "/aankondiging lijst")
    await chat.say("moderator", "/aankondiging intrekken 1", to="moderation")
    await chat.settled()
    await confirm(chat)
    assert "wordt niet geplaatst" in last(chat, "moderator", "moderation").text
    assert "nog geen aankondigingen" in await told(chat, "/aankondiging lijst")


async def test_a_moment_that_cannot_be_is_said_at_its_field(chat: Chat) -> None:
    wrong = {
        "1-9-2026 9 uur": "al voorbij",
        "28 maart 2027 2:30": "gaat die nacht de klok vooruit",
        "vr 9 okt": "staat geen tijd",
        "vr 9 okt 10-12u": "staan twee tijden",
        "di 9 okt 10 uur": "kloppen de dag en de datum niet",
        "binnenkort": "niet te lezen als dag en tijd",
    }
    await chat.say("moderator", "/aankondiging nieuw", to="moderation")
    await chat.settled()
    for when, words in wrong.items():
        await chat.fill_in("moderator", open_form(chat, "moderator"), {**NEWS, "when": when})
        await chat.settled()
        form = open_form(chat, "moderator")
        assert words in form.errors["when"]
        assert {**NEWS, "when": when} == dict(form.values)


async def test_words_that_look_like_markup_or_pings_stay_words(chat: Chat) -> None:
    nasty = "@everyone <b>dik</b> **sterk** @room [klik](javascript:alert(1))"
    assert nasty in (await post(chat, body=nasty)).text


async def test_only_moderators_make_announcements(chat: Chat) -> None:
    await chat.say("ouder", "/aankondiging nieuw", to="bot")
    await chat.settled()
    assert "voor moderatoren" in last(chat, "ouder", "bot").text
