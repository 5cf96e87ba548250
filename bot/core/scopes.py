"""Makes what hooks are handed."""

from datetime import datetime

from bot.api.cog import Cog, Scope
from bot.api.kinds import Reading
from bot.core.i18n import LOCALES
from bot.core.registry import Registry
from bot.domain.community import Community
from bot.domain.tx import Tx
from storage import communities


class Scopes:
    """Makes the scopes in which hooks run for many subjects at one moment; looks each community up once."""

    def __init__(self, registry: Registry, tx: Tx, now: datetime) -> None:
        self._registry = registry
        self._tx = tx
        self._now = now
        self._known: dict[tuple[str, int], Scope] = {}

    async def of(self, cog: Cog, community_id: int) -> Scope:
        """Return the scope in which a hook of this cog runs."""
        key = cog.name, community_id
        if key not in self._known:
            self._known[key] = await scope_for(self._registry, cog, self._tx, community_id, self._now)
        return self._known[key]


async def scope_for(registry: Registry, cog: Cog, tx: Tx, community_id: int, now: datetime) -> Scope:
    """Return the scope in which a hook of this cog runs."""
    community = await communities.get(tx, community_id)
    return Scope(tx, community, now, registry.texts(cog), cogs=everybody(registry, tx, community, now))


def everybody(registry: Registry, tx: Tx, community: Community, now: datetime) -> tuple[tuple[Cog, Scope], ...]:
    """Return every cog with the scope in which its hooks run: where cogs meet."""
    return tuple((cog, Scope(tx, community, now, registry.texts(cog))) for cog in registry.cogs.values())


def reading_for(scope: Scope) -> Reading:
    """Return how what somebody types is read: on the community's clock, in any language, theirs first."""
    others = (scope.texts(locale) for locale in LOCALES if locale != scope.t.locale)
    return Reading(scope.now, scope.community.zone, (scope.t, *others))
