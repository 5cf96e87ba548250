"""Scheduled events of a guild: what Discord shows in its own calendar."""

from datetime import UTC, datetime
from typing import Any

from tests.discord.double import payloads
from tests.discord.double.errors import DiscordError, invalid, no_permission, unknown
from tests.discord.double.permissions import NOTHING, Permission
from tests.discord.double.routing import Call, Routes
from tests.discord.double.state import Json, ScheduledEvent

routes = Routes()
SCHEDULED, ACTIVE, COMPLETED, CANCELED = 1, 2, 3, 4
NEXT = {SCHEDULED: (ACTIVE, CANCELED), ACTIVE: (COMPLETED,)}
MOST = 100


@routes.on("GET", "/guilds/{guild}/scheduled-events")
async def listed(call: Call) -> Any:
    return [payloads.event(call.double.state, one) for one in call.guild.events.values()]


@routes.on("GET", "/guilds/{guild}/scheduled-events/{event}")
async def read(call: Call) -> Any:
    return payloads.event(call.double.state, _event(call))


@routes.on("POST", "/guilds/{guild}/scheduled-events")
async def new(call: Call) -> Any:
    double, guild = call.double, call.guild
    if not double.may_in_guild(guild, Permission.CREATE_EVENTS | Permission.MANAGE_EVENTS):
        raise no_permission()
    if len(guild.events) >= MOST:
        raise DiscordError(400, 30038, "Maximum number of uncompleted guild scheduled events reached (100)")
    event = ScheduledEvent(
        double.state.clock.new_id(),
        guild.id,
        double.state.bot.id,
        **_fields(call.json, needed=True),
    )
    if event.starts_at <= double.clock.now:
        raise invalid(
            "scheduled_start_time", "Cannot schedule event in the past.", "GUILD_SCHEDULED_EVENT_SCHEDULE_PAST"
        )
    _check(event)
    guild.events[event.id] = event
    double.tell_event("GUILD_SCHEDULED_EVENT_CREATE", event)
    return payloads.event(double.state, event)


@routes.on("PATCH", "/guilds/{guild}/scheduled-events/{event}")
async def change(call: Call) -> Any:
    """Change an event; one that is cancelled or over leaves the calendar."""
    double, event = call.double, _own(call)
    fields = _fields(call.json, needed=False)
    if "starts_at" in fields and fields["starts_at"] != event.starts_at and event.status != SCHEDULED:
        raise invalid("scheduled_start_time", "Cannot update start time of an active event.", "EVENT_ACTIVE")
    if "starts_at" in fields and fields["starts_at"] <= double.clock.now and event.status == SCHEDULED:
        raise invalid(
            "scheduled_start_time", "Cannot schedule event in the past.", "GUILD_SCHEDULED_EVENT_SCHEDULE_PAST"
        )
    status = call.json.get("status", event.status)
    if status not in (event.status, *NEXT.get(event.status, ())):
        raise invalid("status", "Invalid status transition", "GUILD_SCHEDULED_EVENT_INVALID_STATUS")
    changed = ScheduledEvent(**{**vars(event), **fields, "status": status})
    _check(changed)
    event.__dict__.update(vars(changed))
    double.tell_event("GUILD_SCHEDULED_EVENT_UPDATE", event)
    if event.status in (COMPLETED, CANCELED):
        del call.guild.events[event.id]
    return payloads.event(double.state, event)


@routes.on("DELETE", "/guilds/{guild}/scheduled-events/{event}", status=204)
async def delete(call: Call) -> None:
    event = _own(call)
    del call.guild.events[event.id]
    call.double.tell_event("GUILD_SCHEDULED_EVENT_DELETE", event)


def _event(call: Call) -> ScheduledEvent:
    event = call.guild.events.get(call.parts["event"])
    if event is None:
        raise unknown("Guild Scheduled Event")
    return event


def _own(call: Call) -> ScheduledEvent:
    """Return the event, when the bot may change it: its own, or with the right any."""
    event = _event(call)
    own = event.creator_id == call.double.state.bot.id
    needed = Permission.MANAGE_EVENTS | (Permission.CREATE_EVENTS if own else NOTHING)
    if not call.double.may_in_guild(call.guild, needed):
        raise no_permission()
    return event


def _fields(body: Json, *, needed: bool) -> dict[str, Any]:
    """Return what a body says of an event somewhere outside Discord, the one kind the double knows."""
    if needed and (body.get("entity_type") != 3 or body.get("privacy_level") != 2):
        raise invalid("entity_type", "The double knows events of kind 3 only")
    if needed or "entity_metadata" in body:
        location = (body.get("entity_metadata") or {}).get("location")
        if not location or len(location) > 100:
            raise invalid("entity_metadata.location", "Must be between 1 and 100 in length.")
    names = {"name": "name", "description": "description"}
    fields: dict[str, Any] = {field: body[key] for key, field in names.items() if key in body}
    if needed:
        fields.setdefault("description", None)
    if "entity_metadata" in body:
        fields["location"] = body["entity_metadata"]["location"]
    for key, field in (("scheduled_start_time", "starts_at"), ("scheduled_end_time", "ends_at")):
        if needed and not body.get(key):
            raise invalid(key, "This field is required", "BASE_TYPE_REQUIRED")
        if body.get(key):
            fields[field] = datetime.fromisoformat(body[key]).astimezone(UTC)
    return fields


def _check(event: ScheduledEvent) -> None:
    if not 1 <= len(event.name) <= 100:
        raise invalid("name", "Must be between 1 and 100 in length.")
    if len(event.description or "") > 1000:
        raise invalid("description", "Must be 1000 or fewer in length.")
    if event.ends_at <= event.starts_at:
        raise invalid("scheduled_end_time", "Must be after the start.", "GUILD_SCHEDULED_EVENT_END_BEFORE_START")
