"""What goes over the websocket: the room's state as one person may see it."""

from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Any

from msgspec import to_builtins

from bot.api.answers import Completion, FormView, MessageAction
from bot.api.content import as_string
from bot.platforms.room import files
from bot.platforms.room.model import BOT_ID, BOT_NAME, Message, Person, RoomChannel, Thread, direct_channel
from bot.platforms.room.timeline import State, place

Json = dict[str, Any]

PAGE = 50
"""Messages sent at once."""


def visible_channels(channels: Sequence[RoomChannel], person: Person) -> list[Json]:
    """Return the channels a person sees, their direct one with the bot last."""
    shown = [
        {"id": channel.id, "name": channel.name, "topic": channel.topic, "direct": False}
        for channel in channels
        if person.moderator or not channel.private
    ]
    return [*shown, {"id": direct_channel(person.id), "name": BOT_NAME, "topic": "", "direct": True}]


def message(shown: Message, person: Person, people: Mapping[str, Person]) -> Json:
    """Return a message as a person sees it."""
    author = people.get(shown.author)
    return {
        "id": shown.id,
        "seq": shown.n,
        "channel": shown.channel,
        "author": {
            "id": shown.author,
            "name": BOT_NAME if shown.author == BOT_ID else (author.name if author else shown.author),
            "bot": shown.author == BOT_ID,
        },
        "at": shown.at,
        "edited": shown.edited,
        "private": shown.private_to is not None,
        "content": files.without_data(shown.id, shown.content),
        "card": shown.card,
        "closed": shown.closed,
        "gone": shown.gone,
        "thread": shown.thread,
        "preview": _preview(shown),
        "reactions": _reactions(shown, person),
        "draft": shown.draft if shown.buttons else None,
        "buttons": list(shown.buttons),
        "follow_ups": [one["label"] for one in shown.follow_ups],
    }


def thread(shown: Thread) -> Json:
    """Return how a thread stands; what is said in it comes as the history of its channel."""
    about = shown.about
    return {
        "id": shown.id,
        "channel": shown.channel,
        "message": about.id,
        "seq": about.n,
        "title": shown.title,
        "count": shown.count,
        "last": shown.last,
    }


def history(
    state: State,
    channel: str,
    person: Person,
    people: Mapping[str, Person],
    *,
    before: int | None = None,
    after: int | None = None,
) -> Json:
    """Return a page of a channel, and whether there is more that way.

    It is the first page after a message's number, or else the last one before a number, or else the latest.
    """
    said = state.channels.get(channel, ())
    # Outward from where one is, and no further than needed: a channel may be very long.
    if after is not None:
        way = range(place(said, after + 1), len(said))
    else:
        way = range((len(said) if before is None else place(said, before)) - 1, -1, -1)
    seen = (said[at] for at in way if said[at].private_to in {None, person.id})
    found = list(islice(seen, PAGE + 1))
    page = sorted(found[:PAGE], key=lambda one: one.n)
    return {"messages": [message(one, person, people) for one in page], "more": len(found) > PAGE}


def form(view: FormView) -> Json:
    """Return a form step."""
    shown: Json = to_builtins(view, enc_hook=as_string)
    shown["draft"] = shown.pop("draft_id")
    return shown


def completions(items: Sequence[Completion]) -> list[Json]:
    """Return ways to finish what is being typed."""
    return [to_builtins(item, enc_hook=as_string) for item in items]


def actions(offered: Sequence[MessageAction]) -> list[Json]:
    """Return what can be done with a message."""
    return [{"command": action.command, "label": action.label} for action in offered]


def _preview(shown: Message) -> Json | None:
    """Return a card as it would look: nobody reacted to it yet."""
    card = shown.preview
    if card is None:
        return None
    reactions = [
        {"emoji": choice["emoji"], "label": choice["label"], "count": 0, "mine": False} for choice in card["choices"]
    ]
    content = files.without_data(shown.id, card["content"], first=len(shown.content["blocks"]))
    return {"content": content, "reactions": reactions, "thread": card["thread"]}


def _reactions(shown: Message, person: Person) -> list[Json]:
    labels = {choice["emoji"]: choice["label"] for choice in shown.choices}
    # The bot's own reaction only invites: it is shown, but not counted.
    return [
        {
            "emoji": emoji,
            "label": labels.get(emoji),
            "count": sum(who != BOT_ID for who in who_reacted),
            "mine": person.id in who_reacted,
        }
        for emoji, who_reacted in shown.reactions.items()
    ]
