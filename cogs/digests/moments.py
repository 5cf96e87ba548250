"""The weekly moment: planned on the community's clock, one digest each time it comes."""

from datetime import datetime, time, timedelta

from bot.api import content as contents
from bot.api.cog import Scope
from bot.api.content import content, paragraph
from bot.domain.subject import Due
from bot.domain.weekly import Weekly
from cogs.digests import gathering
from storage import communities, digests, moderators, outbox, schedule
from storage.outbox import Lane, Parcel

DUE = "digest-weekly"
SETTING = "digest-moment"
TOLD = "digest-skip-told"

LATE_AT_MOST = timedelta(days=2)
"""A digest that comes later than this waits for the next week's moment, which is then about all that passed."""


async def weekly(scope: Scope) -> Weekly | None:
    """Return when in the week digests come; None where they do not come by themselves."""
    told = await communities.setting(scope.tx, scope.community.id, SETTING)
    return None if told is None else Weekly(told["weekday"], time.fromisoformat(told["at"]))


async def set_weekly(scope: Scope, told: Weekly) -> datetime:
    """Let digests come at this moment from now on; return the first one."""
    value = {"weekday": told.weekday, "at": told.at.isoformat("minutes")}
    await communities.set_setting(scope.tx, scope.community.id, SETTING, value)
    return await _plan_next(scope, told)


async def stop(scope: Scope) -> None:
    """Let digests come by themselves no more."""
    await communities.drop_setting(scope.tx, scope.community.id, SETTING)
    await schedule.cancel(scope.tx, _key(scope))


async def come(scope: Scope) -> None:
    """Post the digest of this week, unless there is nothing to tell, and plan the next.

    However many weeks were missed, one digest is about them all.
    """
    told = await weekly(scope)
    if told is None:
        return
    await _plan_next(scope, told)
    if scope.now - told.last_until(scope.now, scope.community.zone) > LATE_AT_MOST:
        return
    parts, where = await gathering.gather(scope), await gathering.channels(scope)
    if not parts:
        await _tell_moderators(scope, "skipped-empty")
    elif not where:
        await _tell_moderators(scope, "skipped-no-channel")
    else:
        await gathering.post(scope, parts, where)


async def keep_wall(scope: Scope) -> None:
    """Keep the next digest at its day and time on the clock, in the zone the community has now."""
    await schedule.keep_wall(scope.tx, _key(scope), scope.community.zone)


async def _plan_next(scope: Scope, told: Weekly) -> datetime:
    at = told.next_after(scope.now, scope.community.zone)
    await schedule.plan(scope.tx, Due(_key(scope), scope.community.id, DUE, scope.community.id, at))
    return at


async def _tell_moderators(scope: Scope, text_id: str) -> None:
    """Tell the moderators why no digest came: once since the last digest, not every week in the same words."""
    last = await digests.last_number(scope.tx, scope.community.id)
    if await communities.setting(scope.tx, scope.community.id, TOLD) == [text_id, last]:
        return
    await communities.set_setting(scope.tx, scope.community.id, TOLD, [text_id, last])
    home = await communities.channels_for(scope.tx, scope.community.id, "moderation")
    targets = [("post", channel.platform, channel.ref, scope.community.language) for channel in home]
    if not home:
        for key in await moderators.of(scope.tx, scope.community.id):
            language = await communities.language_of(scope.tx, scope.community.id, key)
            targets.append(("direct", key.partition(":")[0], key, language or scope.community.language))
    for kind, platform, target, language in targets:
        t = scope.texts(language)
        said = content(paragraph(t(text_id)), paragraph(t("skipped-how-to-stop")))
        parcel = Parcel(
            key=f"{text_id}:{scope.community.id}:{last}:{target}",
            kind=kind,
            platform=platform,
            target=target,
            lane=Lane.DIGEST,
            payload=contents.to_json(said),
        )
        await outbox.put(scope.tx, parcel)


def _key(scope: Scope) -> str:
    return f"{DUE}:{scope.community.id}"
