"""Looking at a chat: what tests ask for again and again."""

from bot.testing.chat import PLACES, Chat, Seen, SeenForm


def open_form(chat: Chat, person: str) -> SeenForm:
    """Return the form that is open for somebody."""
    form = chat.form(person)
    assert form is not None, f"no form is open; last said: {chat.seen(person, 'bot')[-1:]}"
    return form


def last(chat: Chat, person: str, where: str) -> Seen:
    """Return the newest message from the bot that somebody sees."""
    found = [message for message in chat.seen(person, where) if message.by_bot]
    assert found, f"the bot has said nothing that {person} sees in {where!r}"
    return found[-1]


def card(chat: Chat, where: str = "announcements") -> Seen:
    """Return the newest card that everybody sees."""
    found = [message for message in chat.seen("ouder", where) if message.by_bot and not message.private]
    assert found, f"the bot has said nothing to all in {where!r}"
    return found[-1]


def with_button(chat: Chat, person: str, button: str) -> Seen:
    """Return the newest message with a button, wherever somebody sees one."""
    found = [message for where in PLACES for message in chat.seen(person, where) if button in message.buttons]
    assert found, f"{person} sees no button {button!r}"
    return found[-1]
