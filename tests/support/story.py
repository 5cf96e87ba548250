"""What people do in many tests."""

from bot.testing.chat import Chat, Seen
from bot.testing.looking import card, last, open_form

SESSION = {
    "title": "Wat als… (vervolg)",
    "day": "vr 9 okt",
    "hours": "10-12u",
    "place": "Utrecht",
    "online": "ja",
}
DETAILS = {"description": "We werken verder aan de ideeën.", "programme": "10:00 Opening\n11.30 Afsluiting"}


async def make_session(chat: Chat, **other: str) -> None:
    """Let the moderator make a session by form."""
    await chat.say("moderator", "/sessie nieuw", to="moderation")
    await chat.settled()
    await chat.fill_in("moderator", open_form(chat, "moderator"), {**SESSION, **other})
    await chat.settled()
    await chat.fill_in("moderator", open_form(chat, "moderator"), DETAILS)
    await chat.settled()


async def announce(chat: Chat, number: int = 1, **other: str) -> Seen:
    """Let the moderator make a session and announce it; return its card."""
    await make_session(chat, **other)
    await chat.say("moderator", f"/sessie aankondigen {number}", to="moderation")
    await chat.settled()
    await chat.press("moderator", last(chat, "moderator", "moderation"), "confirm")
    await chat.settled()
    return card(chat)


async def submit_idea(chat: Chat, person: str = "jongere", what_if: str = "we eerst luisteren?") -> Seen:
    """Let somebody send in an idea; return its card."""
    await chat.say(person, "/watals", to="bot")
    await chat.settled()
    await chat.fill_in(person, open_form(chat, person), {"what_if": what_if, "now": "Nu luistert niemand."})
    await chat.settled()
    await chat.press(person, last(chat, person, "bot"), "confirm")
    await chat.settled()
    return card(chat, "ideas")


async def change(chat: Chat, number: int = 1, *, confirm: bool = True, **other: str) -> Seen:
    """Let the moderator change a session by form; return what they then see last."""
    await chat.say("moderator", f"/sessie wijzig {number}", to="moderation")
    await chat.settled()
    for _ in range(2):
        form = open_form(chat, "moderator")
        await chat.fill_in("moderator", form, {name: text for name, text in other.items() if name in form.values})
        await chat.settled()
    seen = last(chat, "moderator", "moderation")
    if not confirm or "confirm" not in seen.buttons:
        return seen
    await chat.press("moderator", seen, "confirm")
    await chat.settled()
    return last(chat, "moderator", "moderation")


async def cancel(chat: Chat, number: int = 1, reason: str = "de zaal is bezet") -> None:
    """Let the moderator cancel a session."""
    await chat.say("moderator", f'/sessie afzeggen {number} "{reason}"', to="moderation")
    await chat.settled()
    await chat.press("moderator", last(chat, "moderator", "moderation"), "confirm")
    await chat.settled()
