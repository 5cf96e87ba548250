"""What people see on Matrix: messages as their clients show them, and what they are asked."""

import asyncio
import html
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

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

READ = re.compile("^Zo lees ik je antwoord: (.*)$", re.MULTILINE)
_COMMAND = re.compile(r"(?<!\S)!(?=[^\W\d_])")
_OFFERS = re.compile("om verder te gaan:|number to go on:|of typ 1 voor:|or type 1 for:")
_TO_TYPE = re.compile("^(Dit kun je typen|You can type):$", re.MULTILINE)
_TYPED = re.compile(r"^• (?P<label>[^\n:]+): (?P<command>/.+)$", re.MULTILINE)
_WAY_ON = re.compile(r"(?:^(?P<number>\d)\. |typ (?P<only>1) voor: )(?P<label>.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Open:
    """What somebody is asked now."""

    dialogue: Dialogue
    draft: Draft

    @property
    def field(self) -> str | None:
        asked = waiting.from_json(self.dialogue.waiting)
        return asked.name if isinstance(asked, Question) else None


@dataclass
class Shared:
    """What every view of the same chat knows."""

    where: dict[str, str] = field(default_factory=dict)
    open: dict[str, Open] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    reads: dict[str, str] = field(default_factory=dict)
    steps: dict[str, int] = field(default_factory=dict)
    pressed: set[tuple[str, str, str]] = field(default_factory=set)
    typed: dict[tuple[str, str], str] = field(default_factory=dict)
    readings: dict[tuple[str, str], str] = field(default_factory=dict)


class Seeing:
    """People's clients; what they see is what these were told when everything had settled."""

    def __init__(
        self, world: MatrixWorld, people: Mapping[str, Person], locale: str = "nl", shared: Shared | None = None
    ) -> None:
        self.world = world
        self.people = people
        self.locale = locale
        self._shared = shared or Shared()

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
        values = {name: now.draft.input.get(name, "") for name in step_of(now.draft, step)}
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

    def file(self, message: Seen, name: str) -> bytes:
        return self._shared.files[f"{message.ref} {name}"]

    def thread(self, message: Seen) -> str:
        return message.ref

    @property
    def now(self) -> datetime:
        return self.world.clock.now()

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
        return None if is_question or first in notes or READ.search(first) else first

    def _last_said(self, person: str) -> Message:
        who, bot = self.people[person], self.world.bot.user_id
        said = [one for room in who.joined for one in who.messages(room) if one.sender == bot and _says_something(one)]
        return max(said, key=lambda one: one.at)


async def _open(tx: Tx, account: str, now: datetime) -> Open | None:
    """Return what an account is asked last."""
    rows = await tx.all(
        "SELECT place FROM dialogue WHERE account_key = ? ORDER BY expires_at DESC, rowid DESC", (account,)
    )
    for row in rows:
        dialogue = await dialogues.find(tx, account, row["place"])
        if dialogue is not None and dialogue.draft_id is not None:
            draft = await drafts.find(tx, dialogue.draft_id, account, now)
            if draft is not None:
                return Open(dialogue, draft)
    return None


def step_of(draft: Draft, step: int) -> tuple[str, ...]:
    return tuple(draft.asked[(step - 1) * FIELDS_A_STEP : step * FIELDS_A_STEP])


def _says_something(message: Message) -> bool:
    """Whether it is more than a file that goes with a message, or a word about where an answer is to be read."""
    key = message.content.get(KEY, "")
    return ":file:" not in key and not key.startswith("elsewhere:")


def parts(ref: str) -> tuple[str, str]:
    room, _, event = ref.partition("/$")
    return room, f"${event}"


def _as_elsewhere(text: str) -> str:
    """Return a text with commands as other platforms name them, and without word joiners: nobody sees those."""
    return _COMMAND.sub("/", text.replace("\u2060", ""))


def _offered(text: str) -> tuple[str, ...]:
    """Return the labels of what a message offers to ask next: by a number, or by a command to type."""
    return tuple(label for _, label in ways_on(text)) if _OFFERS.search(text) else tuple(typed_ways(text))


def typed_ways(text: str) -> dict[str, str]:
    """Return the commands that a message offers to type, by their labels."""
    lead = _TO_TYPE.search(text)
    offered = _as_elsewhere(text[lead.end() :]) if lead else ""
    return {each["label"]: each["command"] for each in _TYPED.finditer(offered)}


def ways_on(text: str) -> list[tuple[str, str]]:
    found = _WAY_ON.finditer(_as_elsewhere(text))
    return [(each["number"] or each["only"], each["label"]) for each in found]
