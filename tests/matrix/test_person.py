"""People on Matrix, with whom the other tests are played: what they do happens, and what they see is so."""

import pytest

from tests.matrix.conftest import People
from tests.matrix.http import MatrixError

pytestmark = pytest.mark.matrix


async def test_people_talk_edit_react_and_take_back(people: People) -> None:
    anna, bert = await people("anna"), await people("bert")
    room = await anna.create_room("Tafel", invite=[bert.user_id])
    assert await bert.accept_invites() == [room]

    first = await anna.say(room, "Hoi", formatted="<b>Hoi</b>")
    answer = await bert.say(room, "Dag", thread=first)
    reply = await bert.say(room, "Zeg dat wel", reply_to=first)
    await bert.edit(room, reply, "Zeg dat", formatted="Zeg <i>dat</i>")
    kept = await bert.react(room, first, "✅")
    gone = await bert.react(room, first, "❓")
    await bert.redact(room, gone)
    await anna.redact(room, answer, "vergissing")
    late = await bert.say(room, "Nog iets", thread=first)

    await anna.wait_for(lambda: anna.message(room, late))
    said = anna.messages(room)
    assert [(one.event_id, one.sender, one.body) for one in said] == [
        (first, anna.user_id, "Hoi"),
        (reply, bert.user_id, "Zeg dat"),
        (late, bert.user_id, "Nog iets"),
    ]
    assert said[0].reactions == {(bert.user_id, "✅")}
    assert said[0].formatted == "<b>Hoi</b>"
    assert (said[1].reply_to, said[1].thread, said[1].edits, said[1].formatted) == (first, "", 1, "Zeg <i>dat</i>")
    assert (said[2].reply_to, said[2].thread) == ("", first)
    assert kept in anna.rooms[room].events


async def test_who_was_away_long_sees_every_message_once_and_in_order(people: People) -> None:
    anna, bert = await people("anna"), await people("bert")
    room = await anna.create_room(invite=[bert.user_id])
    await bert.accept_invites()
    before = [await anna.say(room, f"{number}") for number in range(3)]
    await bert.wait_for(lambda: bert.message(room, before[-1]))
    after = [await anna.say(room, f"{number}") for number in range(3, 73)]
    await bert.look()
    assert [one.event_id for one in bert.messages(room)] == before + after


async def test_nobody_else_edits_what_somebody_said(people: People) -> None:
    anna, bert = await people("anna"), await people("bert")
    room = await anna.create_room(invite=[bert.user_id])
    await bert.accept_invites()
    said = await anna.say(room, "Van mij")
    edit = await bert.edit(room, said, "Van een ander")
    await anna.wait_for(lambda: edit in anna.rooms[room].events)
    assert [(one.body, one.edits) for one in anna.messages(room)] == [("Van mij", 0)]


async def test_direct_messages_are_known_to_both(people: People) -> None:
    anna, bert = await people("anna"), await people("bert")
    room = await anna.open_dm(bert.user_id)
    await bert.accept_invites()
    await anna.wait_for(lambda: bert.user_id in anna.rooms[room].members)
    await bert.look()
    assert anna.dms(bert.user_id) == bert.dms(anna.user_id) == [room]


async def test_rooms_have_spaces_powers_and_successors(people: People) -> None:
    anna, bert = await people("anna"), await people("bert")
    space = await anna.create_room("Ons", space=True)
    room = await anna.create_room("Tafel", version="11", public=True, power_levels={"state_default": 60})
    await anna.set_state(space, "m.space.child", {"via": ["localhost"]}, room)
    await bert.join(room)
    await anna.set_power(room, bert.user_id, 50)
    with pytest.raises(MatrixError) as refused:
        await bert.set_state(room, "m.room.topic", {"topic": "Van bert"})
    assert refused.value.errcode == "M_FORBIDDEN"
    new = await anna.upgrade(room, "12")
    await anna.look()
    await bert.look()
    assert anna.state(space, "m.space.child", room)
    assert bert.state(room, "m.room.power_levels")["users"][bert.user_id] == 50
    assert bert.state(room, "m.room.tombstone")["replacement_room"] == new
    await anna.kick(room, bert.user_id, "rust")
    await bert.look()
    assert room not in bert.joined
