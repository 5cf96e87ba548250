"""Matrix as a `Chat`: people with clients of their own, who type and react as one does there; see `seeing`."""

from collections.abc import Mapping
from datetime import timedelta

from bot.api.events import Author
from bot.platforms.matrix.own import SHORTCUTS
from bot.testing.chat import Seen, SeenForm
from storage.drafts import Draft
from tests.matrix.person import Person
from tests.matrix.seeing import READ, WORDS, Seeing, parts, step_of, typed_ways, ways_on
from tests.matrix.timeline import Message

LANGUAGES = {"nl": "Nederlands", "en": "English"}


class MatrixChat(Seeing):
    """Drives people's clients."""

    forms = False
    tells_when = True
    names_channels = True

    async def say(self, person: str, text: str, *, to: str = "announcements") -> None:
        await self._reads(person)
        await self._type(person, f"!{text[1:]}" if text.startswith("/") else text, to)

    async def react(self, person: str, message: Seen, emoji: str) -> None:
        room, event_id = parts(message.ref)
        made = await self.people[person].react(room, event_id, emoji)
        self._shared.where[made] = self._where(self.people[person], room, event_id)

    async def unreact(self, person: str, message: Seen, emoji: str) -> None:
        room, event_id = parts(message.ref)
        who = self.people[person]
        await who.look()
        for one in self._reactions(who, room, event_id):
            if one["sender"] == who.user_id and one["content"]["m.relates_to"]["key"] == emoji:
                await who.redact(room, one["event_id"])

    async def clear_reactions(self, message: Seen) -> None:
        room, event_id = parts(message.ref)
        moderator = self.people["moderator"]
        await moderator.look()
        for one in self._reactions(moderator, room, event_id):
            await moderator.redact(room, one["event_id"])

    async def delete(self, message: Seen) -> None:
        await self.people["moderator"].redact(*parts(message.ref))

    async def press(self, person: str, message: Seen, button: str) -> None:
        room, event_id = parts(message.ref)
        told = self.people[person].message(room, event_id)
        assert told is not None, "this message is gone"
        emoji = next(emoji for emoji, text in told.content[SHORTCUTS].items() if text == WORDS[button])
        if (self.people[person].user_id, emoji) in self._pressed(message):
            await self._type(person, WORDS[button], self._where(self.people[person], room, event_id))
            return
        await self.react(person, message, emoji)
        self._shared.pressed.add((message.ref, self.people[person].user_id, emoji))

    def _pressed(self, message: Seen) -> set[tuple[str, str]]:
        """Return who clicked on what under a message: one cannot click on it twice."""
        return {(who, emoji) for ref, who, emoji in self._shared.pressed if ref == message.ref}

    async def follow(self, person: str, message: Seen, label: str) -> None:
        typed = typed_ways(message.text)
        if label in typed:
            await self.say(person, typed[label], to="bot")
            return
        number = next(number for number, known in ways_on(message.text) if known == label)
        room, event_id = parts(message.ref)
        told = self.people[person].message(room, event_id)
        assert told is not None, "this message is gone"
        if number in told.content.get(SHORTCUTS, {}).values():
            await self.react(person, message, f"{number}\ufe0f\u20e3")
        else:
            await self._say_beside(person, room, told, number)

    async def _say_beside(self, person: str, room: str, told: Message, text: str) -> None:
        """Say something where a message of the bot is."""
        made = await self.people[person].say(room, text, thread=told.thread or None)
        self._shared.where[made] = self._where(self.people[person], room, told.event_id)

    async def act(self, person: str, message: Seen, label: str) -> None:
        who = self.people[person]
        room, event_id = parts(message.ref)
        author = Author(f"matrix:{who.user_id}", who.name, self.locale, moderator=person == "moderator")
        offered = {one.label: one.command for one in await self.world.app.desk.actions(author, room)}
        command = self.world.registry.commands[offered[label]]
        made = await who.say(room, f"!{command.path}", reply_to=event_id)
        self._shared.where[made] = self._where(who, room, event_id)

    async def fill_in(self, person: str, form: SeenForm, values: Mapping[str, str], button: str = "next") -> None:
        """Answer the questions of one step of the form, as a platform with forms would show it."""
        await self._reads(person)
        if button == "cancel":
            await self._answer(person, "stop")
            return
        if button == "back":
            await self._go_back(person, form.step - 1)
            return
        names = step_of(self._shared.open[person].draft, form.step)
        answered: set[str] = set()
        while (name := self._field(person, form)) in names and name not in answered:
            answered.add(str(name))
            await self._answer_field(person, str(name), form, values)
        if name is not None or self._draft(person, form) is None:
            return
        for name in names:
            if name not in answered and name in values and values[name] != form.values[name]:
                await self._answer(person, str(self._shared.open[person].draft.asked.index(name) + 1))
                await self._answer_field(person, name, form, values)
        if self._field(person, form) is None:
            self._shared.steps[form.ref] = form.step + 1
            if form.step == form.steps:
                await self._answer(person, "ja")

    async def _answer_field(self, person: str, name: str, form: SeenForm, values: Mapping[str, str]) -> None:
        self._shared.typed[form.ref, name] = text = _as_typed(name, form, values)
        self._shared.readings.pop((form.ref, name), None)
        await self._answer(person, text)
        read = READ.search(self._last_said(person).body)
        if read is not None:
            self._shared.readings[form.ref, name] = read[1]

    def _draft(self, person: str, form: SeenForm) -> Draft | None:
        """Return the draft of a form, as long as somebody is busy with it."""
        now = self._shared.open.get(person)
        return now.draft if now is not None and now.draft.id == form.ref else None

    def _field(self, person: str, form: SeenForm) -> str | None:
        """Return the input that is asked for now; None where all answers are shown, or nothing is asked any more."""
        now = self._shared.open.get(person)
        return now.field if now is not None and now.draft.id == form.ref else None

    async def _go_back(self, person: str, step: int) -> None:
        first = step_of(self._shared.open[person].draft, step)[0]
        while self._shared.open[person].field != first:
            await self._answer(person, "terug")

    def reading(self, locale: str) -> "MatrixChat":
        return MatrixChat(self.world, self.people, locale, self._shared)

    async def later(self, by: timedelta) -> None:
        if self.world.runs:
            await self.world.settled()  # what people did before is there before
        await self.world.later(by)
        if self.world.runs:
            await self._look()

    async def settled(self) -> None:
        await self.world.settled()
        while await self._look():
            await self.world.settled()

    async def stop_bot(self) -> None:
        await self.world.stop()

    async def start_bot(self, *, after_gap: bool = False) -> None:
        await self.world.start(after_gap=after_gap)
        await self._look()

    async def _type(self, person: str, text: str, where: str) -> None:
        who = self.people[person]
        room, thread = await self._place(person, where)
        made = await who.say(room, text, thread=thread)
        self._shared.where[made] = where

    async def _answer(self, person: str, text: str) -> None:
        """Answer what the bot asked last, where it asked."""
        dialogue = self._shared.open[person].dialogue
        if dialogue.place == "direct":
            room, thread = self.people[person].dms(self.world.bot.user_id)[-1], None
        else:
            room, thread = parts(dialogue.place)
        made = await self.people[person].say(room, text, thread=thread)
        self._shared.where[made] = self._shared.where.get(dialogue.begun_by, "bot")
        await self.world.settled()
        while await self._let_look([person]):
            await self.world.settled()

    async def _place(self, person: str, where: str) -> tuple[str, str | None]:
        if "/$" in where:
            return parts(where)
        if where != "bot":
            return self.world.rooms[where], None
        who = self.people[person]
        if not who.dms(self.world.bot.user_id):
            await self._look_of(who)  # perhaps the bot began
        known = who.dms(self.world.bot.user_id)
        return (known[-1] if known else await self._begin(who)), None

    async def _begin(self, who: Person) -> str:
        """Begin to talk with the bot, and wait until it is there."""
        room = await who.open_dm(self.world.bot.user_id)
        if self.world.runs:
            await who.wait_for(lambda: self.world.bot.user_id in who.rooms[room].members)
        return room

    async def _reads(self, person: str) -> None:
        """Let somebody choose the language they read, where it is not that of the community."""
        if self._shared.reads.get(person, "nl") != self.locale:
            self._shared.reads[person] = self.locale
            await self._type(person, f"!taal {LANGUAGES[self.locale]}", "bot")
            await self.settled()


def _as_typed(name: str, form: SeenForm, values: Mapping[str, str]) -> str:
    """Return how one types an answer: what stays is left with a dash, what goes is emptied with a word."""
    was = form.values.get(name, "")
    value = values.get(name, was)
    if value == was and name not in form.errors:
        return "-"
    return value or ("leeg" if was else "-")
