"""The community that the crash tests kill the bot in: how it is made, and what people do while the bot is away."""

import secrets
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.app import found_community, room_settings
from bot.domain.session import SessionDetails, SessionState
from bot.domain.subject import Due, Subject
from bot.domain.tx import Tx
from bot.platforms.room.adapter import Room
from bot.testing.world import config_in
from storage import cards, communities, digests, drafts, ideas, news, schedule, sessions
from storage.database import Database
from storage.drafts import Draft
from storage.moments import to_text

CANCELLED, OPEN, OVER, OVER_TOO, NEW, CLEARED = range(1, 7)
"""The sessions, by the number people know them by. NEW is announced while the bot is away."""

REASON = "De zaal is bezet."
FOREWORD = "Hallo allemaal. " + "Er is veel gebeurd. " * 45
KEPT = "We hebben nu een kookgroep."
NEWS = "Verslag van de actiedag"
NEW_IDEA = "we elkaar vertrouwen?"
ZONE = ZoneInfo("Europe/Amsterdam")


async def founded(folder: Path) -> None:
    """Make the community: sessions and an idea whose cards the bot has yet to post."""
    config = config_in(folder)
    database = await Database.open(config.database)
    try:
        await database.write(lambda tx: found_community(tx, config))
        await database.write(_fill)
    finally:
        await database.close()


async def _fill(tx: Tx) -> None:
    community = await communities.first(tx)
    assert community is not None
    channels = {
        purpose: [channel.id for channel in await communities.channels_for(tx, community.id, purpose)]
        for purpose in ("announcements", "ideas")
    }
    today = datetime.now(ZONE).replace(hour=10, minute=0, second=0, microsecond=0)
    for number in range(1, 7):
        starts_at = today + timedelta(days=-2 if number in {OVER, OVER_TOO} else 28 + number)
        told = SessionDetails(
            title=f"Dag {number}",
            starts_at=starts_at,
            ends_at=starts_at + timedelta(hours=2),
            place="Utrecht",
            online=True,
        )
        session = await sessions.add(tx, community.id, told, datetime.now(UTC))
        assert session.number == number
        if number != NEW:
            await sessions.set_state(tx, session.id, SessionState.ANNOUNCED)
            await cards.post(tx, Subject("session", session.id), channels["announcements"])
    for number in range(1, 6):
        what_if = f"we {'echt ' * 40}luisteren, keer {number}?"
        idea = await ideas.add(tx, community.id, what_if=what_if, now="Nu niet.", theme=None, at=datetime.now(UTC))
        if number == 1:
            await cards.post(tx, Subject("idea", idea.id), channels["ideas"])


async def asked(folder: Path) -> None:
    """Keep the previews that the moderator and a young person are looking at, and plan moments that are past."""
    database = await Database.open(config_in(folder).database)
    try:
        await database.write(_ask)
    finally:
        await database.close()


async def _ask(tx: Tx) -> None:
    now = datetime.now(UTC)
    community = await communities.first(tx)
    assert community is not None
    previews = (
        ("cancel", "moderator", "sessie-afzeggen", {"session": str(CANCELLED), "reason": REASON}),
        ("announce", "moderator", "sessie-aankondigen", {"session": str(NEW)}),
        ("digest", "moderator", "overzicht-nu", {"foreword": FOREWORD}),
        ("idea", "jongere", "watals", {"what_if": NEW_IDEA, "now": "Nu vertrouwt niemand elkaar."}),
    )
    for name, person, command, typed in previews:
        draft = Draft(
            id=name,
            community_id=community.id,
            account_key=f"room:{person}",
            channel_ref=f"dm:{person}",
            kind="preview",
            command=command,
            input=typed,
            asked=(),
            notes=(),
            step=1,
            expires_at=now + timedelta(hours=24),
        )
        await drafts.keep(tx, draft)
    for number in (OVER, OVER_TOO):
        session = await sessions.by_number(tx, community.id, number)
        assert session is not None
        due = Due(f"session-over:{session.id}", community.id, "session-over", session.id, now - timedelta(days=number))
        await schedule.plan(tx, due)
    await _plan_news_and_digest(tx, community.id, now - timedelta(hours=1))


async def _plan_news_and_digest(tx: Tx, community_id: int, then: datetime) -> None:
    """Plan an announcement and the weekly digest, which takes along what was kept for it, for a moment that is past."""
    kept = await news.add(tx, community_id, title=NEWS, body="Het is klaar.", post_at=then)
    await schedule.plan(tx, Due(f"news-post:{kept.id}", community_id, "news-post", kept.id, then))
    await digests.keep_item(tx, community_id, KEPT, then)
    wall = then.astimezone(ZONE)
    await communities.set_setting(tx, community_id, "digest-moment", {"weekday": wall.weekday(), "at": f"{wall:%H:%M}"})
    await schedule.plan(tx, Due(f"digest-weekly:{community_id}", community_id, "digest-weekly", community_id, then))


class People:
    """What people do in the room while there is no bot."""

    def __init__(self, room: Room) -> None:
        self._room = room

    def say(self, person: str, text: str) -> None:
        self._room.say(self._room.people[person], f"dm:{person}", text, "nl", secrets.token_hex(8))

    def confirm(self, person: str, draft: str) -> None:
        self._room.submit(self._room.people[person], draft, "confirm", {}, "nl")

    def react(self, person: str, number: int, emoji: str) -> None:
        self._room.put_reaction(person, self._card("session", number), emoji)

    def take_back(self, person: str, number: int, emoji: str) -> None:
        self._room.take_back(person, self._card("session", number), emoji)

    def support(self, person: str, emoji: str) -> None:
        self._room.put_reaction(person, self._card("idea", 1), emoji)

    def clear(self, number: int) -> None:
        self._room.clear_reactions(self._card("session", number))

    def sees(self, number: int) -> bool:
        """Whether the card of a session stands in the channel."""
        return any(f"Dag {number}" in str(m.content) for m in self._room.timeline.state.messages.values() if m.card)

    def _card(self, kind: str, number: int) -> str:
        titles = {"session": f"Dag {number}", "idea": f"keer {number}?"}
        messages = self._room.timeline.state.messages.values()
        return next(message.id for message in messages if message.card and titles[kind] in str(message.content))


def while_away(folder: Path) -> None:
    """Let people do all that they do before the bot is started, and killed."""
    with closing(Room(room_settings(config_in(folder)))) as room:
        people = People(room)
        people.react("ouder", CANCELLED, "📍")
        people.react("jongere", CANCELLED, "💻")
        people.say("professional", f"/aanmelden {CANCELLED} maybe")
        people.react("moderator", CANCELLED, "❌")

        people.react("ouder", OPEN, "📍")
        people.say("professional", f"/aanmelden {OPEN} online")
        people.react("ouder", OPEN, "❌")
        people.react("jongere", OPEN, "📍")
        people.take_back("jongere", OPEN, "📍")
        people.react("moderator", OPEN, "🤔")
        people.say("moderator", f"/aanmelden {OPEN} place")

        people.react("ouder", CLEARED, "📍")
        people.react("jongere", CLEARED, "❌")
        people.clear(CLEARED)
        people.react("professional", CLEARED, "💻")

        people.support("jongere", "👍")
        people.support("ouder", "👍")
        people.say("professional", "/idee steun 1 join")

        for _ in range(2):
            people.confirm("moderator", "cancel")
            people.confirm("moderator", "announce")
            people.confirm("jongere", "idea")
            people.confirm("moderator", "digest")
        people.say("ouder", f"/aanmelden {NEW} online")


def after_the_crash(folder: Path) -> None:
    """Let people go on after the bot was killed: what they see they use, also what it does not know it posted."""
    with closing(Room(room_settings(config_in(folder)))) as room:
        people = People(room)
        if people.sees(NEW):
            people.react("professional", NEW, "📍")
        else:
            people.say("professional", f"/aanmelden {NEW} place")
        people.say("jongere", f"/aanmelden {NEW} maybe")
        people.react("jongere", OPEN, "💻")


def claimed_long_ago(folder: Path) -> None:
    """Let more time pass since what was claimed than the platform knows its keys for."""
    then = to_text(datetime.now(UTC) - timedelta(hours=1))
    with closing(sqlite3.connect(config_in(folder).database)) as database, database:
        database.execute("UPDATE card SET claimed_at = ? WHERE claimed_at IS NOT NULL", (then,))
        database.execute("UPDATE outbox SET claimed_at = ? WHERE claimed_at IS NOT NULL", (then,))
