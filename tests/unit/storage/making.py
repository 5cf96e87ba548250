"""What many tests of storage need to have made."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.community import Contact
from bot.domain.session import SessionDetails
from bot.domain.subject import Subject
from bot.domain.tx import Tx
from storage import cards, communities, sessions
from storage.statements import Meaning

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
NOW = datetime(2026, 9, 1, 8, 0, tzinfo=UTC)
PLATFORM = "room"


@dataclass(frozen=True)
class Home:
    """A community and its channels, by purpose."""

    id: int
    channels: Mapping[str, int]


async def new_home(tx: Tx, slug: str) -> Home:
    community = await communities.found(
        tx, slug=slug, name=slug.capitalize(), language="nl", zone=AMSTERDAM, contact=Contact()
    )
    channels: dict[str, int] = {}
    for purpose in ("announcements", "ideas"):
        await communities.link_channel(tx, community.id, PLATFORM, f"{slug}-{purpose}", purpose)
        found = await communities.channels_for(tx, community.id, purpose)
        channels[purpose] = found[0].id
    return Home(community.id, channels)


def details(title: str = "Meedenkdag", *, starts_at: datetime = NOW + timedelta(weeks=4)) -> SessionDetails:
    starts_at = starts_at.astimezone(AMSTERDAM)
    return SessionDetails(title=title, starts_at=starts_at, ends_at=starts_at + timedelta(hours=2), place="Utrecht")


async def new_session(tx: Tx, home: Home, title: str = "Meedenkdag") -> Subject:
    session = await sessions.add(tx, home.id, details(title), NOW)
    return Subject("session", session.id)


async def new_card(tx: Tx, home: Home, subject: Subject, ref: str, purpose: str = "announcements") -> int:
    """Return the id of a new card that stands on the platform as message `ref`."""
    await cards.post(tx, subject, [home.channels[purpose]])
    card_id = int(await tx.value("SELECT MAX(id) FROM card"))
    await cards.record_post(tx, card_id, ref)
    return card_id


async def know(tx: Tx, home: Home, *names: str) -> dict[str, int]:
    """Make an account for each name; return the members by account key."""
    await communities.know_accounts(tx, home.id, {name: name.capitalize() for name in names})
    return {name: await member(tx, home, name) for name in names}


async def member(tx: Tx, home: Home, key: str) -> int:
    found = await communities.member_of(tx, home.id, key)
    assert found is not None, f"nobody is called {key}"
    return found


async def link(tx: Tx, home: Home, key: str, to: str) -> None:
    """Let one account belong to the member of another."""
    await tx.execute(
        "UPDATE account SET member_id = ? WHERE community_id = ? AND key = ?",
        (await member(tx, home, to), home.id, key),
    )


def said(home: Home, subject: Subject, who: str, choice: str, source: str = "said") -> tuple[Meaning, str, str]:
    return Meaning(home.id, subject, choice), who, source
