"""What happens to channels: they get a name, people go on in another, the bot cannot work there, or can again."""

import structlog

from bot.api import content as contents
from bot.api.content import content, paragraph
from bot.api.events import ChannelEvent, ChannelMoved, ChannelNamed, Hindered, Unhindered
from bot.api.fitting import shortened
from bot.core.i18n import texts_of
from bot.domain.tx import Tx
from storage import communities, moderators, moves, outbox, places
from storage.moves import Linked
from storage.outbox import Lane, Parcel

NAME_LIMIT = 80
"""Characters of a channel's name that are shown."""

_log = structlog.get_logger(__name__)


async def take(tx: Tx, platform: str, event: ChannelEvent) -> None:
    """Turn what happened to a channel into state. An event that comes again changes nothing."""
    if isinstance(event, ChannelNamed):
        name = shortened(" ".join(event.name.split()), NAME_LIMIT)
        await places.name(tx, platform, event.channel_ref, name)
        return
    channel = await moves.linked(tx, platform, event.channel_ref)
    match event:
        case ChannelMoved():
            await _move(tx, platform, channel, event)
        case Hindered() if channel is not None:
            await _hinder(tx, platform, channel, event)
        case Unhindered() if channel is not None and await moves.come_back(tx, channel.id):
            _log.info("channel_is_back", platform=platform, channel=event.channel_ref)


async def _move(tx: Tx, platform: str, channel: Linked | None, event: ChannelMoved) -> None:
    target = await moves.linked(tx, platform, event.to_ref)
    if channel is None:
        await moves.move_name(tx, platform, event.channel_ref, event.to_ref)
    elif target is not None and target.community_id != channel.community_id:
        # What is another community's stays so: here there is only an end.
        await _hinder(tx, platform, channel, Hindered(event.event_id, event.channel_ref, "out"))
    else:
        await moves.move(tx, platform, channel, event.channel_ref, event.to_ref)


async def _hinder(tx: Tx, platform: str, channel: Linked, event: Hindered) -> None:
    if event.what != "untidy" and not await moves.leave(tx, channel.id):
        return
    _log.warning("channel_hindered", platform=platform, channel=event.channel_ref, what=event.what)
    if channel.serves:
        await _tell_moderators(tx, platform, channel, event)


async def _tell_moderators(tx: Tx, platform: str, channel: Linked, event: Hindered) -> None:
    """Tell in the other channels for moderation; where there is none the bot can use, tell each moderator alone."""
    community = await communities.get(tx, channel.community_id)
    name = await places.called(tx, platform, event.channel_ref)
    key = f"hindered:{platform}:{event.event_id}"

    def said(language: str) -> str:
        return contents.to_json(content(paragraph(texts_of(None)(language)(f"hindered-{event.what}", channel=name))))

    found = await communities.channels_for(tx, community.id, "moderation")
    homes = [home for home in found if home.id != channel.id and not home.away]
    for home in homes:
        parcel = Parcel(f"{key}:{home.id}", "post", home.platform, home.ref, Lane.URGENT, said(community.language))
        await outbox.put(tx, parcel)
    for account in [] if homes else await moderators.of(tx, community.id):
        language = await communities.language_of(tx, community.id, account) or community.language
        await outbox.put(tx, outbox.direct(f"{key}:{account}", account, said(language)))
