"""Tells the demo's story to an empty database."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.core.settling import Settling
from bot.demo.story import IDEAS, SESSIONS, DemoSession
from bot.domain.community import Community
from bot.domain.session import ProgrammeItem, SessionDetails, SessionState
from bot.domain.subject import Due, Subject
from bot.domain.tx import Tx
from bot.domain.wallclock import resolve
from storage import cards, communities, ideas, schedule, sessions


async def fill(tx: Tx, settling: Settling, now: datetime) -> None:
    """Add the demo's sessions and ideas, with their cards, where there are none yet; every cog hears of them."""
    community = await communities.first(tx)
    if community is None or await sessions.by_number(tx, community.id, 1) is not None:
        return
    announcements = await _channels(tx, community, "announcements")
    for told in SESSIONS:
        session = await sessions.add(tx, community.id, _details(told, now, community.zone), now)
        if not told.announced:
            continue
        await sessions.set_state(tx, session.id, SessionState.ANNOUNCED)
        await cards.post(tx, Subject("session", session.id), announcements)
        key = f"session-over:{session.id}"
        await schedule.plan(tx, Due(key, community.id, "session-over", session.id, session.details.ends_at))
        await settling.tell_changed(tx, community.id, [Subject("session", session.id)], now)
    for idea in IDEAS:
        kept = await ideas.add(tx, community.id, what_if=idea.what_if, now=idea.now, theme=idea.theme, at=now)
        await cards.post(tx, Subject("idea", kept.id), await _channels(tx, community, "ideas"))


async def _channels(tx: Tx, community: Community, purpose: str) -> list[int]:
    return [channel.id for channel in await communities.channels_for(tx, community.id, purpose)]


def _details(told: DemoSession, now: datetime, zone: ZoneInfo) -> SessionDetails:
    today = now.astimezone(zone).date()
    day = today + timedelta(weeks=told.weeks, days=told.weekday - today.weekday())
    start = resolve(datetime.combine(day, told.start), zone).at
    return SessionDetails(
        title=told.title,
        starts_at=start,
        ends_at=start + told.lasts,
        place=told.place,
        online=told.online,
        description=told.description,
        programme=tuple(ProgrammeItem(at, title) for at, title in told.programme),
    )
