"""What `watals check` finds on the servers the bot is on, and in the channels that serve the community."""

from collections.abc import AsyncIterator, Collection, Iterator, Sequence
from pathlib import Path

from bot.platforms.discord import refs
from bot.platforms.discord.examining import Examiner, Seen, Server
from bot.platforms.discord.permissions import invite_url
from bot.setup.findings import Finding, right, warning, wrong
from bot.setup.linked import START, lacking, purposes_of, serving
from storage.channels import Serving

_LINK = "Laat een moderator in het kanaal typen: /instellen kanaal berichten:{purpose}"
_UNSEEN = (
    "Bestaat het kanaal nog? Geef de bot daar dan View Channel, bij Edit Channel → Permissions. Is hij niet meer op de "
    "server? Zet hem er dan weer op: {invite}"
)
_ALLOW = "Geef de bot dat in het kanaal, bij Edit Channel → Permissions, of op de hele server, bij zijn rol."


async def channels(examining: Examiner, database: Path, roles: Collection[str]) -> AsyncIterator[Finding]:
    """Yield how things stand in the channels that serve the community, and where else the bot is.

    `roles` are those whose members are to be moderators. Raises PlatformError where Discord does not answer.
    """
    servers = await examining.servers()
    invite = invite_url(examining.bot.application_id)
    if not servers:
        yield warning("De bot is nog op geen enkele server.", f"Zet hem erop: {invite}")
    served = await serving(database, refs.PLATFORM)
    if served is None:
        yield warning("Nog niet te zien welke kanalen voor de gemeenschap zijn: de bot heeft nog niet gedraaid.", START)
        served = []
    for finding in lacking(served, "kanaal", _LINK) if served or servers else ():
        yield finding
    used: dict[int, Server] = {}
    for one in served:
        seen = await examining.look(one.ref)
        if seen is not None:
            used[seen.server.id] = seen.server
        yield _of_channel(one, seen, invite)
    for finding in _of_servers(list(used.values()), roles):
        yield finding
    if others := [name for server_id, name in servers.items() if server_id not in used]:
        yield right(f"Ook op: {', '.join(others)}. Daar komt niets vanzelf.")


def _of_channel(one: Serving, seen: Seen | None, invite: str) -> Finding:
    """Return whether the bot can do its work in a channel."""
    if seen is None:
        return wrong(f"#{one.name} ({purposes_of(one)}): de bot ziet dit kanaal niet.", _UNSEEN.format(invite=invite))
    name = f"#{seen.name} op {seen.server.name} ({purposes_of(one)})"
    if seen.missing:
        return wrong(f"{name}: de bot mag hier niet {', en niet '.join(seen.missing)}.", _ALLOW)
    if seen.unhandy:
        return warning(f"{name}: de bot kan hier werken, maar mag niet {', en niet '.join(seen.unhandy)}.", _ALLOW)
    return right(f"{name}: de bot mag hier alles wat hij nodig heeft.")


def _of_servers(servers: Sequence[Server], roles: Collection[str]) -> Iterator[Finding]:
    """Yield what is to be done on servers with channels that serve the community."""
    for server in servers:
        if not server.may_keep_events:
            yield warning(
                f"{server.name}: de bot mag sessies niet in de agenda van de server zetten (Create Events).",
                "Geef dat aan zijn rol, bij Server Settings → Roles.",
            )
    known = {role.casefold() for server in servers for role in server.roles}
    for role in roles if servers else ():
        if role.casefold() not in known:
            yield warning(
                f"Er is geen rol die “{role}” heet. Niemand wordt daardoor moderator.",
                "Schrijf bij moderator_roles in de instellingen de naam zoals die op de server is.",
            )
