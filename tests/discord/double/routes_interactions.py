"""Answers to what somebody asked: the first one within seconds, more of them within a quarter of an hour."""

from datetime import timedelta
from typing import Any

from tests.discord.double import components, payloads, writing
from tests.discord.double.errors import DiscordError, invalid, unknown
from tests.discord.double.routing import Call, Routes
from tests.discord.double.state import EPHEMERAL, LOADING, Interaction, Json, Message

routes = Routes()
COMMAND, COMPONENT, AUTOCOMPLETE, SUBMIT = 2, 3, 4, 5
"""Kinds of interaction."""

SAY, SAY_LATER, CHANGE_LATER, CHANGE, SUGGEST, MODAL = 4, 5, 6, 7, 8, 9
"""Kinds of answer."""

ALLOWED = {
    COMMAND: {SAY, SAY_LATER, MODAL},
    COMPONENT: {SAY, SAY_LATER, CHANGE_LATER, CHANGE, MODAL},
    AUTOCOMPLETE: {SUGGEST},
    SUBMIT: {SAY, SAY_LATER, CHANGE_LATER, CHANGE},
}
AT_ONCE, AFTERWARDS = timedelta(seconds=3), timedelta(minutes=15)
ORIGINAL = "/webhooks/{application}/{token}/messages/@original"
FOLLOW_UP = "/webhooks/{application}/{token}/messages/{message}"


@routes.on("POST", "/interactions/{interaction}/{token}/callback")
async def answer(call: Call) -> Any:
    interaction = call.double.state.interactions.get(call.parts["interaction"])
    if interaction is None or interaction.token != call.parts["token"] or not interaction.told:
        raise unknown("Interaction")
    if interaction.response is None and call.double.state.clock.age(interaction.id) > AT_ONCE:
        raise unknown("Interaction")
    if interaction.response is not None:
        raise DiscordError(400, 40060, "Interaction has already been acknowledged.")
    kind, data = call.json["type"], call.json.get("data") or {}
    if kind not in ALLOWED[interaction.type] or (kind in (CHANGE, CHANGE_LATER) and interaction.message_id is None):
        raise invalid("type", f"Value {kind} is not one of what can be answered here.", "BASE_TYPE_CHOICES")
    _respond(call, interaction, kind, data)
    interaction.response = call.json
    interaction.answered.set()
    return _told(call, interaction, kind) if call.query.get("with_response") in ("1", "true", "True") else None


def _respond(call: Call, interaction: Interaction, kind: int, data: Json) -> None:
    """Let the person see the first answer."""
    match kind:
        case 4 | 5:
            interaction.original_id = _say(call, interaction, data, later=kind == SAY_LATER).id
        case 6:
            interaction.original_id = interaction.message_id
        case 7:
            interaction.original_id = interaction.message_id
            writing.change(call.double, call.double.state.messages[str(interaction.message_id)], data, call.files)
        case 8:
            _check_suggestions(data)
        case 9:
            components.check_modal(data)
            call.double.people[interaction.user_id].modal = data | {"interaction": interaction}


def _say(call: Call, interaction: Interaction, data: Json, *, later: bool = False) -> Message:
    double = call.double
    private = interaction.user_id if (data.get("flags") or 0) & EPHEMERAL else None
    channel = double.state.channel(interaction.channel_id)
    assert channel is not None
    if not later:
        bot = double.state.bot.id
        return writing.new(double, channel, bot, data, call.files, private_to=private, interaction=interaction)
    flags = LOADING | (EPHEMERAL if private else 0)
    message = Message(
        double.state.clock.new_id(),
        channel.id,
        double.state.bot.id,
        flags=flags,
        private_to=private,
        interaction=interaction,
    )
    double.state.messages[message.id] = message
    double.events.about_message("MESSAGE_CREATE", message)
    return message


def _check_suggestions(data: Json) -> None:
    choices = data.get("choices") or []
    if len(choices) > 25:
        raise invalid("data.choices", "Must be 25 or fewer in length.")
    for number, choice in enumerate(choices):
        for key in ("name", "value"):
            if not 1 <= len(str(choice[key])) <= 100:
                raise invalid(f"data.choices.{number}.{key}", "Must be between 1 and 100 in length.")


def _told(call: Call, interaction: Interaction, kind: int) -> Json:
    told: Json = {"id": interaction.id, "type": interaction.type}
    if kind not in (SAY, SAY_LATER, CHANGE):
        return {"interaction": told}
    message = call.double.state.messages[str(interaction.original_id)]
    told |= {
        "response_message_id": message.id,
        "response_message_loading": bool(message.flags & LOADING),
        "response_message_ephemeral": message.private_to is not None,
    }
    resource = {"type": kind, "message": payloads.message(call.double.state, message)}
    return {"interaction": told, "resource": resource} if kind != SAY_LATER else {"interaction": told}


@routes.on("POST", "/webhooks/{application}/{token}")
async def follow_up(call: Call) -> Any:
    """Say something more; after "later", that is the first thing said."""
    interaction = _open(call)
    original = call.double.state.messages.get(interaction.original_id or "")
    if original is not None and original.flags & LOADING:
        body = {key: value for key, value in call.json.items() if key != "flags"}
        body["flags"] = (call.json.get("flags") or 0) & ~EPHEMERAL  # the first answer said who sees it
        message = original
        writing.change(call.double, message, body, call.files)
        message.edited_at = None
    else:
        message = _say(call, interaction, call.json)
    return payloads.message(call.double.state, message) if call.query.get("wait") in ("1", "true", "True") else None


@routes.on("GET", ORIGINAL)
async def original(call: Call) -> Any:
    return payloads.message(call.double.state, _message(call))


@routes.on("PATCH", ORIGINAL)
async def change_original(call: Call) -> Any:
    return await change(call)


@routes.on("DELETE", ORIGINAL, status=204)
async def delete_original(call: Call) -> None:
    await delete(call)


@routes.on("GET", FOLLOW_UP)
async def read(call: Call) -> Any:
    return payloads.message(call.double.state, _message(call))


@routes.on("PATCH", FOLLOW_UP)
async def change(call: Call) -> Any:
    message = _message(call)
    writing.change(call.double, message, call.json, call.files)
    return payloads.message(call.double.state, message)


@routes.on("DELETE", FOLLOW_UP, status=204)
async def delete(call: Call) -> None:
    call.double.remove_messages([_message(call)])


def _open(call: Call) -> Interaction:
    """Return the interaction of a token that still counts, when it was answered."""
    interaction = call.double.state.by_token(call.parts["token"])
    if interaction is None or call.double.state.clock.age(interaction.id) > AFTERWARDS:
        raise DiscordError(401, 50027, "Invalid Webhook Token")
    if interaction.response is None:
        raise unknown("Webhook")
    return interaction


def _message(call: Call) -> Message:
    """Return a message of this interaction: one it answered with, or the one it was asked under."""
    interaction = _open(call)
    message_id = call.parts.get("message", interaction.original_id)
    message = call.double.state.messages.get(message_id or "")
    is_source = message_id is not None and message_id == interaction.message_id
    if message is None or not (message.interaction is interaction or is_source):
        raise unknown("Message")
    return message
