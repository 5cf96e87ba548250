"""Matrix as a `Chat`: people with clients of their own, who type and react as one does there."""

import asyncio
import html
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.api.events import Author
from bot.core import waiting
from bot.core.commands import FIELDS_A_STEP
from bot.core.waiting import Question
from bot.domain.tx import Tx
from bot.platforms.matrix.markup import ASKED, KEY
from bot.platforms.matrix.own import SHORTCUTS
from bot.testing.chat import Seen, SeenForm
from storage import dialogues, drafts
from storage.dialogues import Dialogue
from storage.drafts import Draft
from tests.matrix.person import Person
from tests.matrix.timeline import Message
from tests.matrix.world import MatrixWorld

WORDS = {"confirm": "ja", "cancel": "nee"}
"""What a button is called where there are none."""

LANGUAGES = {"nl": "Nederlands", "en": "English"}
_READ = re.compile("^Zo lees ik je antwoord: (.*)$", re.MULTILINE)
_COMMAND = re.compile(r"(?<!\S)!(?=[^\W\d_])")
_OFFERS = re.compile("om verder te gaan:|number to go on:|of typ 1 voor:|or type 1 for:")
_TO_TYPE = re.compile("^(Dit kun je typen|You can type):$", re.MULTILINE)
_TYPED = re.compile(r"^• (?P<label>[^\n:]+): (?P<command>/.+)$", re.MULTILINE)
_WAY_ON = re.compile(r"(?:^(?P<number>\d)\. |typ (?P<only>1) voor: )(?P<label>.+)$", re.MULTILINE)


@dataclass(frozen=True)
class _Open:
    """What somebody is asked now."""

    dialogue: Dialogue
    draft: Draft

    @property
    def field(self) -> str | None:
        asked = waiting.from_json(self.dialogue.waiting)
        return asked.name if isinstance(asked, Question) else None


@dataclass
class _Shared:
    """What every view of the same chat knows."""

    where: dict[str, str] = field(default_factory=dict)
    open: dict[str, _Open] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    reads: dict[str, str] = field(default_factory=dict)
    steps: dict[str, int] = field(default_factory=dict)
    pressed: set[tuple[str, str, str]] = field(default_factory=set)
    typed: dict[tuple[str, str], str] = field(default_factory=dict)
    readings: dict[tuple[str, str], str] = field(default_factory=dict)


class MatrixChat:
    """Drives people's clients; what they see is what these were told when everything had settled."""

    forms = False
    tells_when = True
    names_channels = True

    def __init__(
        self, world: MatrixWorld, people: Mapping[str, Person], locale: str = "nl", shared: _Shared | None = None
    ) -> None:
        self.world = world
        self.people = people
        self.locale = locale
        self._shared = shared or _Shared()

    async def say(self, person: str, text: str, *, to: str = "announcements") -> None:
        await self._reads(person)
        await self._type(person, f"!{text[1:]}" if text.startswith("/") else text, to)

    async def react(self, person: str, message: Seen, emoji: str) -> None:
        room, event_id = _parts(message.ref)
        made = await self.people[person].react(room, event_id, emoji)
        self._shared.where[made] = self._where(self.people[person], room, event_id)

    async def unreact(self, person: str, message: Seen, emoji: str) -> None:
        room, event_id = _parts(message.ref)
        who = self.people[person]
        await who.look()
        for one in self._reactions(who, room, event_id):
            if one["sender"] == who.user_id and one["content"]["m.relates_to"]["key"] == emoji:
                await who.redact(room, one["event_id"])

    async def clear_reactions(self, message: Seen) -> None:
        room, event_id = _parts(message.ref)
        moderator = self.people["moderator"]
        await moderator.look()
        for one in self._reactions(moderator, room, event_id):
            await moderator.redact(room, one["event_id"])

    async def delete(self, message: Seen) -> None:
        await self.people["moderator"].redact(*_parts(message.ref))

    async def press(self, person: str, message: Seen, button: str) -> None:
        room, event_id = _parts(message.ref)
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
        typed = _typed_ways(message.text)
        if label in typed:
            await self.say(person, typed[label], to="bot")
            return
        number = next(number for number, known in _ways_on(message.text) if known == label)
        room, event_id = _parts(message.ref)
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
        room, event_id = _parts(message.ref)
        author = Author(f"matrix:{who.user_id}", who.name, self.locale, moderator=person == "moderator")
        offered = {one.label: one.command for one in await self.world.app.desk.actions(author, room)}
        command = self.world.registry.commands[offered[label]]
        made = await who.say(room, f"!{command.path}", reply_to=event_id)
        self._shared.where[made] = self._where(who, room, event_id)

    def file(self, message: Seen, name: str) -> bytes:
        return self._shared.files[f"{message.ref} {name}"]

    def thread(self, message: Seen) -> str:
        return message.ref

    async def fill_in(self, person: str, form: SeenForm, values: Mapping[str, str], button: str = "next") -> None:
        """Answer the questions of one step of the form, as a platform with forms would show it."""
        await self._reads(person)
        if button == "cancel":
            await self._answer(person, "stop")
            return
        if button == "back":
            await self._go_back(person, form.step - 1)
            return
        names = _step(self._shared.open[person].draft, form.step)
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
        read = _READ.search(self._last_said(person).body)
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
        first = _step(self._shared.open[person].draft, step)[0]
        while self._shared.open[person].field != first:
            await self._answer(person, "terug")

    def seen(self, person: str, where: str = "announcements") -> Sequence[Seen]:
        who = self.people[person]
        found = [
            (message.at, self._seen(who, room, message))
            for room in who.joined
            for message in who.messages(room)
            if _says_something(message) and self._place_in(room, message) == where
        ]
        return [seen for _, seen in sorted(found, key=lambda one: one[0])]

    def form(self, person: str) -> SeenForm | None:
        now = self._shared.open.get(person)
        if now is None or now.draft.kind != "form":
            return None
        steps = -(-len(now.draft.asked) // FIELDS_A_STEP)
        step = self._shared.steps.get(now.draft.id, 1)
        if now.field is not None:
            step = now.draft.asked.index(now.field) // FIELDS_A_STEP + 1
        error = self._error(person, now.draft.notes) if now.field else None
        values = {name: now.draft.input.get(name, "") for name in _step(now.draft, step)}
        if error and (typed := self._shared.typed.get((now.draft.id, str(now.field)))):
            values[str(now.field)] = typed  # it stands above the question
        title = re.search(r"<h4>(.*?)</h4>", self._last_said(person).formatted or "")
        return SeenForm(
            ref=now.draft.id,
            title=html.unescape(title[1]) if title else "",
            step=step,
            steps=steps,
            values=values,
            errors={str(now.field): error} if error else {},
            notes=now.draft.notes,
            buttons=("next", "cancel"),
            readings={name: said for (draft, name), said in self._shared.readings.items() if draft == now.draft.id},
        )

    def reading(self, locale: str) -> "MatrixChat":
        return MatrixChat(self.world, self.people, locale, self._shared)

    @property
    def now(self) -> datetime:
        return self.world.clock.now()

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

    async def _look(self) -> bool:
        """Let everybody look who is to see what happened; return whether somebody accepted an invitation."""
        return await self._let_look(self.people)

    async def _let_look(self, names: Iterable[str]) -> bool:
        people = {name: self.people[name] for name in names}
        accepted = await asyncio.gather(*(self._look_of(who) for who in people.values()))
        for name, who in people.items():
            key = f"matrix:{who.user_id}"
            opened = await self.world.database.read(lambda tx: _open(tx, key, self.now))  # noqa: B023 - awaited here
            self._shared.open.pop(name, None)
            if opened is not None:
                self._shared.open[name] = opened
        return any(accepted)

    async def _look_of(self, who: Person) -> bool:
        accepted = await who.accept_invites()
        if accepted:
            await who.look()
        for room in who.joined:
            for message in who.messages(room):
                await self._keep_file(who, room, message)
        return bool(accepted)

    async def _keep_file(self, who: Person, room: str, message: Message) -> None:
        key = message.content.get(KEY, "").rpartition(":file:")[0]
        if not key or message.msgtype not in ("m.file", "m.image"):
            return
        words = next((one for one in who.messages(room) if one.content.get(KEY) == key), None)
        name = message.content.get("filename", message.body)
        place = f"{room}/{words.event_id} {name}" if words else ""
        if words and place not in self._shared.files:
            self._shared.files[place] = await who.download(message.content["url"])

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
            room, thread = _parts(dialogue.place)
        made = await self.people[person].say(room, text, thread=thread)
        self._shared.where[made] = self._shared.where.get(dialogue.begun_by, "bot")
        await self.world.settled()
        while await self._let_look([person]):
            await self.world.settled()

    async def _place(self, person: str, where: str) -> tuple[str, str | None]:
        if "/$" in where:
            return _parts(where)
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

    def _where(self, who: Person, room: str, event_id: str) -> str:
        """Return the place a message belongs to: where it was asked for, else where it stands."""
        message = who.message(room, event_id)
        return self._shared.where.get(event_id) or (self._place_in(room, message) if message else self._purpose(room))

    def _place_in(self, room: str, message: Message) -> str:
        known = self._shared.where
        place = known.get(message.event_id) or known.get(message.content.get(ASKED, ""))
        if place is None and message.thread:
            place = known.get(message.thread) or f"{room}/{message.thread}"
        return place or self._purpose(room)

    def _purpose(self, room: str) -> str:
        return next((purpose for purpose, known in self.world.rooms.items() if known == room), "bot")

    def _seen(self, who: Person, room: str, message: Message) -> Seen:
        bot = self.world.bot.user_id
        reactions = [one["content"]["m.relates_to"]["key"] for one in self._reactions(who, room, message.event_id, bot)]
        shortcuts = message.content.get(SHORTCUTS, {})
        people: dict[str, int] = {}
        for user, emoji in message.reactions:
            if user != bot:
                people[emoji] = people.get(emoji, 0) + 1
        key = message.content.get(KEY)
        files = [one for one in who.messages(room) if key and one.content.get(KEY, "").startswith(f"{key}:file:")]
        ref = f"{room}/{message.event_id}"
        return Seen(
            ref=ref,
            text=_as_elsewhere(message.body),
            by_bot=message.sender == bot,
            private=room not in self.world.rooms.values() or self._among_moderators(room, message),
            edited=message.edits > 0,
            reactions=people,
            offered=tuple(emoji for emoji in reactions if emoji not in shortcuts),
            buttons=tuple(button for button, word in WORDS.items() if word in shortcuts.values()),
            follow_ups=_offered(message.body),
            files=tuple(one.content.get("filename", one.body) for one in files),
        )

    def _among_moderators(self, room: str, message: Message) -> bool:
        return room == self.world.rooms["moderation"] and bool(message.thread)

    def _reactions(self, who: Person, room: str, event_id: str, by: str | None = None) -> list[dict]:
        """Return the reactions that stand on a message, in their order."""
        return [one for one in who.rooms[room].reactions_to(event_id) if by in (None, one["sender"])]

    def _error(self, person: str, notes: Sequence[str]) -> str | None:
        """Return what the bot's last question says to be wrong: that comes first, before what else there is to say."""
        said = self._last_said(person).formatted or ""
        first = html.unescape(re.findall(r"<p>(.*?)</p>", said)[0])
        is_question = "<h4>" in said or "<strong>" in first
        return None if is_question or first in notes or _READ.search(first) else first

    def _last_said(self, person: str) -> Message:
        who, bot = self.people[person], self.world.bot.user_id
        said = [one for room in who.joined for one in who.messages(room) if one.sender == bot and _says_something(one)]
        return max(said, key=lambda one: one.at)


async def _open(tx: Tx, account: str, now: datetime) -> _Open | None:
    """Return what an account is asked last."""
    rows = await tx.all(
        "SELECT place FROM dialogue WHERE account_key = ? ORDER BY expires_at DESC, rowid DESC", (account,)
    )
    for row in rows:
        dialogue = await dialogues.find(tx, account, row["place"])
        if dialogue is not None and dialogue.draft_id is not None:
            draft = await drafts.find(tx, dialogue.draft_id, account, now)
            if draft is not None:
                return _Open(dialogue, draft)
    return None


def _step(draft: Draft, step: int) -> tuple[str, ...]:
    return tuple(draft.asked[(step - 1) * FIELDS_A_STEP : step * FIELDS_A_STEP])


def _as_typed(name: str, form: SeenForm, values: Mapping[str, str]) -> str:
    """Return how one types an answer: what stays is left with a dash, what goes is emptied with a word."""
    was = form.values.get(name, "")
    value = values.get(name, was)
    if value == was and name not in form.errors:
        return "-"
    return value or ("leeg" if was else "-")


def _says_something(message: Message) -> bool:
    """Whether it is more than a file that goes with a message, or a word about where an answer is to be read."""
    key = message.content.get(KEY, "")
    return ":file:" not in key and not key.startswith("elsewhere:")


def _parts(ref: str) -> tuple[str, str]:
    room, _, event = ref.partition("/$")
    return room, f"${event}"


def _as_elsewhere(text: str) -> str:
    """Return a text with commands as other platforms name them, and without word joiners: nobody sees those."""
    return _COMMAND.sub("/", text.replace("\u2060", ""))


def _offered(text: str) -> tuple[str, ...]:
    """Return the labels of what a message offers to ask next: by a number, or by a command to type."""
    return tuple(label for _, label in _ways_on(text)) if _OFFERS.search(text) else tuple(_typed_ways(text))


def _typed_ways(text: str) -> dict[str, str]:
    """Return the commands that a message offers to type, by their labels."""
    lead = _TO_TYPE.search(text)
    offered = _as_elsewhere(text[lead.end() :]) if lead else ""
    return {each["label"]: each["command"] for each in _TYPED.finditer(offered)}


def _ways_on(text: str) -> list[tuple[str, str]]:
    found = _WAY_ON.finditer(_as_elsewhere(text))
    return [(each["number"] or each["only"], each["label"]) for each in found]
