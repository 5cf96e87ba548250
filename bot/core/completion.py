"""Ways to finish a command that is being typed: its name, its inputs, and what each can be."""

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from bot.api.answers import CommandInfo, Completion
from bot.api.cog import Context, Texts
from bot.core.catalogue import Catalogue
from bot.core.commands import Input
from bot.core.offering import offered
from bot.core.registry import Registry
from bot.core.textcommand import MARKS, Parsed, TextCommands, Typing, bare
from bot.domain.finding import fold

MOST = 10


class Completer:
    """Completes what is typed. Whatever it inserts is read back as what it said it means."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._text = TextCommands(registry)
        self._catalogue = Catalogue(registry)

    async def complete(self, ctx: Context, text: str) -> Sequence[Completion]:
        """Return ways to finish a text that ends where the cursor is, at most ten; `ctx` is of who types it."""
        if not text.startswith(MARKS):
            return ()
        infos = self._catalogue.visible(ctx.author, ctx.t.locale)
        names = _names(infos, text[1:])
        typing = self._text.typing(text)
        if typing is None or all(info.id != typing.command.id for info in infos):
            return names[:MOST]
        own = replace(ctx, texts=self._registry.texts(typing.command.cog))
        values = await self._values(own, typing, text)
        labels = list(self._labels(own.t, typing, text, offered=bool(values)))
        return (names + values + labels)[:MOST]

    async def _values(self, ctx: Context, typing: Typing, text: str) -> list[Completion]:
        """Complete the input that is being typed."""
        if typing.item is None:
            return []
        hint = ctx.t(f"input-{typing.item.name}")
        more = any(item.name != typing.item.name and not item.kind.named_only for item in _left(typing))
        found: list[Completion] = []
        for option in await offered(ctx, typing.command, typing.item, typing.typed):
            insert = self._inserted(typing, text[: typing.start], option.value)
            if insert is not None and (more or insert != text):
                found.append(Completion(f"{insert} " if more else insert, option.label, hint))
            if len(found) == MOST:
                break
        return found

    def _inserted(self, typing: Typing, before: str, value: str) -> str | None:
        """Return the text with a value typed after it so that it is read as just that; None where it cannot be."""
        assert typing.item is not None  # noqa: S101 - a value is of an input
        name = typing.item.name
        kept = self._read(before) | {name: value}
        written = (f"{before}{typed}" for typed in (value, f'"{value}"', f"“{value}”"))
        return next((text for text in written if self._read(text) == kept), None)

    def _read(self, text: str) -> dict[str, str]:
        parsed = self._text.parse(text)
        return dict(parsed.input) if isinstance(parsed, Parsed) else {}

    def _labels(self, t: Texts, typing: Typing, text: str, *, offered: bool) -> Iterator[Completion]:
        """Complete the names of inputs that are not typed yet, where a name can begin."""
        begun = typing.typed.split(" ")[-1]
        before = text[: len(text) - len(begun)]
        within = typing.item is not None and typing.typed != begun
        if text[typing.start :].startswith(('"', "“")) or (within and not begun):
            return
        for item in _left(typing):
            label = bare(t(f"input-{item.name}"))
            here = typing.item is not None and item.name == typing.item.name
            if (here and (offered or within)) or not fold(label).startswith(fold(begun)):
                continue
            if item.kind.named_only and not begun:
                continue
            insert = f"{before}{label}: "
            if self._read(f"{insert}x").get(item.name) == "x":
                yield Completion(insert, f"{label}:", t.find(f"input-{item.name}.help") or "")


def _left(typing: Typing) -> list[Input]:
    return [item for item in typing.command.inputs if item.name not in typing.given]


def _names(infos: Sequence[CommandInfo], typed: str) -> list[Completion]:
    """Complete the name of a command: those that begin so first, then those with it somewhere inside."""
    wanted = typed.lstrip().casefold()
    begin = [info for info in infos if info.path.startswith(wanted)]
    within = [info for info in infos if wanted and wanted in info.path and info not in begin]
    return [
        Completion(insert=f"/{info.path}{' ' if info.parameters else ''}", label=info.usage, hint=info.summary)
        for info in begin + within
    ]
