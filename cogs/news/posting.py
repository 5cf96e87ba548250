"""Posting announcements: at once, at their moment, and taking them away."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.api.cog import Scope
from bot.api.errors import UserError
from bot.domain.news import News, NewsState
from bot.domain.subject import Due, Subject
from storage import cards, communities, news, schedule
from storage.communities import Channel

DUE = "news-post"
PURPOSE = "announcements"
LOOK_AGAIN_AFTER = timedelta(hours=1)


async def channels(scope: Scope) -> Sequence[Channel]:
    """Return where announcements are posted; raise UserError where there is no such channel."""
    found = await communities.channels_for(scope.tx, scope.community.id, PURPOSE)
    if not found:
        raise UserError("error-no-channel")
    return found


async def post(scope: Scope, told: News) -> None:
    """Post an announcement now, also when it was planned."""
    await schedule.cancel(scope.tx, _key(told))
    await news.move(scope.tx, told.id, scope.now)
    await news.set_state(scope.tx, told.id, NewsState.POSTED)
    found = await communities.channels_for(scope.tx, scope.community.id, PURPOSE)
    await cards.post(scope.tx, Subject(news.KIND, told.id), [channel.id for channel in found])


async def plan(scope: Scope, told: News, at: datetime) -> None:
    """Plan an announcement, or move one that is planned; `at` carries the community's zone."""
    await news.move(scope.tx, told.id, at)
    await schedule.plan(scope.tx, _due(scope, told, at))


async def come(scope: Scope, due: Due) -> None:
    """Post what was planned for this moment, however late: nobody else will. It waits where there is no channel."""
    told = await news.get(scope.tx, due.subject_id)
    if told is None or told.state is not NewsState.PLANNED:
        return
    if await communities.channels_for(scope.tx, scope.community.id, PURPOSE):
        await post(scope, told)
    else:
        await schedule.plan(scope.tx, _due(scope, told, scope.now + LOOK_AGAIN_AFTER))


async def replan(scope: Scope) -> None:
    """Keep everything that is planned at its time on the clock, in the zone the community has now."""
    for told in await news.planned(scope.tx, scope.community.id):
        at = await schedule.keep_wall(scope.tx, _key(told), scope.community.zone)
        if at is not None:
            await news.move(scope.tx, told.id, at)


async def withdraw(scope: Scope, told: News) -> None:
    """Take an announcement away from the channel, or drop its moment."""
    await news.set_state(scope.tx, told.id, NewsState.WITHDRAWN)
    await schedule.cancel(scope.tx, _key(told))
    await cards.retire(scope.tx, Subject(news.KIND, told.id))


def _key(told: News) -> str:
    return f"{DUE}:{told.id}"


def _due(scope: Scope, told: News, at: datetime) -> Due:
    return Due(_key(told), scope.community.id, DUE, told.id, at)
