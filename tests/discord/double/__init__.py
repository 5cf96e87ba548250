"""A Discord of our own for tests."""

from tests.discord.double.double import Double
from tests.discord.double.guilds import GuildKeeper, found_guild
from tests.discord.double.hooks import hooked
from tests.discord.double.people import Person
from tests.discord.double.permissions import Permission

__all__ = ["Double", "GuildKeeper", "Permission", "Person", "found_guild", "hooked"]
