"""What somebody does in their client, and what they see there."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from tests.discord.double import modal, payloads, picking
from tests.discord.double.asking import ask
from tests.discord.double.components import BUTTON, LINK, walk
from tests.discord.double.modal import NotAcceptedError, Value
from tests.discord.double.permissions import ALL, Permission, in_channel
from tests.discord.double.picking import Pick
from tests.discord.double.routes_interactions import AUTOCOMPLETE, COMMAND, COMPONENT, SUBMIT
from tests.discord.double.routes_reactions import MOST
from tests.discord.double.state import Channel, Interaction, Json, Message, User

if TYPE_CHECKING:
    from tests.discord.double.double import Double


class Person:
    """Somebody with a client. `modal` is the one that is open for them."""

    def __init__(self, double: "Double", user: User) -> None:
        self.double = double
        self.user = user
        self.modal: Json | None = None

    @property
    def id(self) -> str:
        return self.user.id

    # Talking

    def write(self, channel: Channel, text: str, *, reply_to: Message | None = None) -> Message:
        """Say something in a channel."""
        message = Message(
            self.double.clock.new_id(),
            channel.id,
            self.id,
            content=text,
            reply_to=reply_to.id if reply_to else None,
            pings=[one for one in self.double.state.users if f"<@{one}>" in text],
        )
        self.double.state.messages[message.id] = message
        self.double.events.about_message("MESSAGE_CREATE", message)
        return message

    def edit(self, message: Message, text: str) -> None:
        """Say something of one's own otherwise."""
        message.content, message.edited_at = text, self.double.clock.now
        self.double.events.about_message("MESSAGE_UPDATE", message)

    def delete(self, message: Message) -> None:
        self.double.remove_messages([message])

    def direct(self) -> Channel:
        """Return one's conversation with the bot, or begin it."""
        return self.double.state.with_person(self.id) or self.double.begin_direct(self.id)

    def react(self, message: Message, emoji: str) -> None:
        if emoji not in message.reactions and len(message.reactions) >= MOST:
            raise NotAcceptedError(f"a message takes {MOST} kinds of reaction")
        self.double.add_reaction(message, emoji, self.id)

    def unreact(self, message: Message, emoji: str) -> None:
        self.double.remove_reaction(message, emoji, self.id)

    def clear(self, message: Message, emoji: str | None = None) -> None:
        """Take all reactions away, or all with an emoji."""
        self.double.clear_reactions(message, emoji)

    # Asking the bot

    def press(self, message: Message, button: str) -> Interaction:
        """Press a button, by its label or its custom id."""
        assert message in self.sees(self._channel(message)), "one cannot press what one does not see"
        found = next((one for one in buttons(message) if button in (one.get("label"), one.get("custom_id"))), None)
        if found is None or found["style"] == LINK or found.get("disabled"):
            raise NotAcceptedError(f"there is no button {button!r} to press")
        data = {"component_type": BUTTON, "custom_id": found["custom_id"], "id": found["id"]}
        return ask(self.double, self.id, COMPONENT, self._channel(message), data, message=message)

    def submit(self, values: Mapping[str, Value]) -> Interaction:
        """Fill in the open modal, by label or custom id, and send it."""
        assert self.modal is not None, "no modal is open"
        sent = modal.submitted(self.modal, values)
        opener: Interaction = self.modal["interaction"]
        channel = self.double.state.channel(opener.channel_id)
        source = self.double.state.messages.get(opener.message_id or "")
        data = {"custom_id": self.modal["custom_id"], "components": sent}
        self.modal = None
        assert channel is not None
        return ask(self.double, self.id, SUBMIT, channel, data, message=source, parent=opener)

    def dismiss(self) -> None:
        """Close the open modal; nobody hears of it."""
        self.modal = None

    def commands(self, channel: Channel) -> list[Pick]:
        """Return the commands in one's list."""
        return list(
            picking.offered(self.double.state.commands, self.user.locale, self.allowed(channel), self._where(channel))
        )

    def command(self, channel: Channel, path: str, values: Mapping[str, str] | None = None) -> Interaction:
        """Give a command, by its path in one's own language."""
        pick = self.picked(channel, path)
        return ask(self.double, self.id, COMMAND, channel, pick.data(values or {}))

    def picked(self, channel: Channel, path: str) -> Pick:
        found = next((one for one in self.commands(channel) if one.path == path), None)
        if found is None:
            raise NotAcceptedError(f"/{path} is not in the list")
        return found

    async def suggestions(
        self, channel: Channel, path: str, option: str, typed: str, given: Mapping[str, str] | None = None
    ) -> Sequence[Json]:
        """Return what the bot suggests for an option while one types; the bot must be there."""
        pick = self.picked(channel, path)
        data = pick.data({**(given or {}), option: typed}, focused=option)
        asked = ask(self.double, self.id, AUTOCOMPLETE, channel, data)
        await asked.answered.wait()
        assert asked.response is not None
        return list(asked.response["data"].get("choices") or ())

    def act(self, message: Message, action: str) -> Interaction:
        """Do something with a message that a command offers, by its name in one's own language."""
        channel = self._channel(message)
        offered = picking.actions(self.double.state.commands, self.allowed(channel), self._where(channel))
        found = next((one for one in offered if picking.called(one, self.user.locale) == action), None)
        if found is None:
            raise NotAcceptedError(f"{action!r} is not in the list")
        told = payloads.message(self.double.state, message)
        data = {
            "id": found["id"],
            "type": found["type"],
            "name": found["name"],
            "target_id": message.id,
            "resolved": {"messages": {message.id: told}},
        }
        return ask(self.double, self.id, COMMAND, channel, data)

    # Looking

    def sees(self, channel: Channel) -> list[Message]:
        """Return the messages one sees in a channel, oldest first."""
        if channel.recipient_id not in (None, self.id):
            return []
        if channel.guild_id and not self.allowed(channel) & Permission.VIEW_CHANNEL:
            return []
        found = self.double.state.in_channel(channel.id)
        return [one for one in found if one.private_to in (None, self.id)]

    def allowed(self, channel: Channel) -> Permission:
        guild = self.double.state.guild_of(channel)
        return ALL if guild is None else in_channel(guild, channel, guild.members[self.id])

    def _channel(self, message: Message) -> Channel:
        channel = self.double.state.channel(message.channel_id)
        assert channel is not None
        return channel

    def _where(self, channel: Channel) -> int:
        return picking.GUILD if channel.guild_id else picking.WITH_BOT


def buttons(message: Message) -> list[Json]:
    """Return the buttons under a message."""
    return [one for one in walk(message.components) if one["type"] == BUTTON]
