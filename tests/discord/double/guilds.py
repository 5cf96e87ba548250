"""What those do who run a guild."""

from typing import TYPE_CHECKING

from tests.discord.double import guild_payloads, payloads
from tests.discord.double.events import Intent
from tests.discord.double.people import Person
from tests.discord.double.permissions import NOTHING, PEOPLE, Permission
from tests.discord.double.state import FORUM, TEXT, Channel, Guild, Member, Overwrite, Role, Tag

if TYPE_CHECKING:
    from tests.discord.double.double import Double


class GuildKeeper:
    """A guild, in the hands of its owner."""

    def __init__(self, double: "Double", guild: Guild) -> None:
        self.double = double
        self.guild = guild

    # Channels

    def text(self, name: str) -> Channel:
        return self._add(Channel(self.double.clock.new_id(), TEXT, name, guild_id=self.guild.id))

    def forum(self, name: str, *tags: str, tag_required: bool = False) -> Channel:
        made = [Tag(self.double.clock.new_id(), tag) for tag in tags]
        channel = Channel(self.double.clock.new_id(), FORUM, name, guild_id=self.guild.id)
        channel.tags, channel.tag_required = made, tag_required
        return self._add(channel)

    def rename(self, channel: Channel, name: str) -> None:
        channel.name = name
        self.double.events.about_channel("CHANNEL_UPDATE", channel)

    def delete(self, channel: Channel) -> None:
        self.double.remove_channel(channel)

    def overwrite(self, channel: Channel, who: str, *, allow: Permission = NOTHING, deny: Permission = NOTHING) -> None:
        """Allow and deny a role or somebody things in a channel; the bot is told while or when it sees it."""
        saw = self.double.events.bot_sees(channel)
        channel.overwrites[who] = Overwrite(0 if who in self.guild.roles else 1, allow, deny)
        if saw and not self.double.events.bot_sees(channel):
            told = payloads.channel(self.double.state, channel)
            self.double.gateway.tell("CHANNEL_UPDATE", told, Intent.GUILDS)
        self.double.events.about_channel("CHANNEL_UPDATE", channel)

    # People and roles

    def join(self, *people: Person, roles: tuple[Role, ...] = ()) -> None:
        for one in people:
            self.guild.members[one.id] = Member(one.id, [role.id for role in roles])

    def role(self, name: str, permissions: Permission = NOTHING) -> Role:
        role = Role(self.double.clock.new_id(), name, permissions, len(self.guild.roles))
        self.guild.roles[role.id] = role
        told = {"guild_id": self.guild.id, "role": payloads.role(role)}
        self.double.events.in_guild("GUILD_ROLE_CREATE", self.guild, told)
        return role

    def allow(self, role: Role, permissions: Permission) -> None:
        """Let a role allow exactly this."""
        role.permissions = permissions
        told = {"guild_id": self.guild.id, "role": payloads.role(role)}
        self.double.events.in_guild("GUILD_ROLE_UPDATE", self.guild, told)

    def give(self, user_id: str, *roles: Role) -> None:
        """Let somebody have exactly these roles; of others than itself the bot hears nothing."""
        member = self.guild.members[user_id]
        member.roles = [role.id for role in roles]
        if user_id == self.double.state.bot.id:
            told = payloads.member(self.double.state, member) | {"guild_id": self.guild.id}
            self.double.events.in_guild("GUILD_MEMBER_UPDATE", self.guild, told)

    # The bot

    def invite_bot(self, permissions: Permission) -> Role:
        """Let the bot in, with a role of its own."""
        role = Role(self.double.clock.new_id(), self.double.state.bot.name, permissions, len(self.guild.roles))
        self.guild.roles[role.id] = role
        self.guild.members[self.double.state.bot.id] = Member(self.double.state.bot.id, [role.id])
        self.double.events.in_guild(
            "GUILD_CREATE", self.guild, guild_payloads.guild_create(self.double.state, self.guild)
        )
        return role

    def kick_bot(self) -> None:
        self.double.remove_member(self.guild, self.double.state.bot.id)

    def _add(self, channel: Channel) -> Channel:
        self.double.add_channel(channel)
        return channel


def found_guild(double: "Double", name: str, owner: Person, *people: Person) -> GuildKeeper:
    """Make a guild with these people in it; everybody may what is usual."""
    guild = Guild(double.clock.new_id(), name, owner.id)
    guild.roles[guild.id] = Role(guild.id, "@everyone", PEOPLE, 0)
    double.state.guilds[guild.id] = guild
    keeper = GuildKeeper(double, guild)
    keeper.join(owner, *people)
    return keeper
