"""Taking superseded reactions away: after some quiet, with another look, and withdrawing nobody."""

import json
from collections.abc import Collection
from datetime import datetime, timedelta

from bot.domain.subject import Subject
from bot.domain.tx import Tx
from storage import outbox, statements
from storage.outbox import Lane, Parcel
from storage.superseded import Superseded, superseded

QUIET = timedelta(seconds=10)
"""Somebody who is still choosing is left alone for this long."""


async def plan(tx: Tx, subject: Subject, platforms: Collection[str], now: datetime) -> None:
    """Put it in the outbox to take away each newly superseded reaction, where the platform lets the bot."""
    found = await superseded(tx, subject)
    parcels = [_parcel(one, now) for one in found if one.platform in platforms]
    if parcels:
        await outbox.put(tx, *parcels)


async def look_again(tx: Tx, payload: str) -> Superseded | None:
    """Return the reaction a parcel is about, where it is still superseded."""
    told = json.loads(payload)
    subject = Subject(told["kind"], told["subject"])
    found = await superseded(tx, subject, of=told["account"])
    return next((s for s in found if (s.account_key, s.source) == (told["account"], told["source"])), None)


async def record(tx: Tx, parcel_id: int, taken: Superseded) -> None:
    """Record that it was taken away. What it said no longer stands; what was said since does."""
    await statements.strike(tx, taken.subject, taken.account_key, taken.source)
    await outbox.record(tx, parcel_id, "sent")


def _parcel(found: Superseded, now: datetime) -> Parcel:
    about = {
        "kind": found.subject.kind,
        "subject": found.subject.id,
        "account": found.account_key,
        "source": found.source,
    }
    return Parcel(
        key=f"tidy:{found.source}:{found.account_key}:{found.seq}:{found.by_seq}",
        kind="tidy",
        platform=found.platform,
        target=found.message_ref,
        lane=Lane.TIDY,
        payload=json.dumps(about),
        not_before=now + QUIET,
    )
