"""The commands as people read them: for help, for completion, for a platform's own command list."""

from collections.abc import Sequence

from bot.api.answers import CommandInfo, Completion, MessageAction
from bot.api.cog import Right, Scope, Texts
from bot.api.events import Author
from bot.api.parameters import OneOf, Option, Pick, Ref
from bot.core.commands import BoundCommand
from bot.core.registry import Registry
from bot.core.textcommand import MARKS


class Catalogue:
    """Describes commands in the reader's language."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry

    def visible(self, author: Author, locale: str) -> tuple[CommandInfo, ...]:
        """Return the commands a person may use, in alphabetical order."""
        allowed = [
            command
            for command in self._registry.commands.values()
            if command.right is Right.EVERYONE or author.moderator
        ]
        found = [_info(command, self._registry.texts(command.cog)(locale)) for command in allowed]
        return tuple(sorted(found, key=lambda info: info.path))

    def actions(self, author: Author, locale: str) -> tuple[MessageAction, ...]:
        """Return what a person may do with a message."""
        return tuple(
            MessageAction(
                command.id,
                self._registry.texts(command.cog)(locale)(f"command-{command.id}.action"),
                command.on_message,
            )
            for command in self._registry.commands.values()
            if command.on_message is not None and (command.right is Right.EVERYONE or author.moderator)
        )

    async def complete(self, scope: Scope, author: Author, locale: str, text: str) -> Sequence[Completion]:
        """Return ways to finish a command that is being typed, at most ten."""
        if not text.startswith(MARKS):
            return ()
        typed = text[1:].lstrip().casefold()
        infos = self.visible(author, locale)
        chosen = next((info for info in infos if typed.startswith(f"{info.path} ")), None)
        if chosen is not None:
            return await self._complete_input(scope, chosen, locale, typed[len(chosen.path) + 1 :])
        words = [info for info in infos if info.path.startswith(typed)]
        within = [info for info in infos if typed and typed in info.path and info not in words]
        return [
            Completion(insert=f"/{info.path}{' ' if info.parameters else ''}", label=info.usage, hint=info.summary)
            for info in (words + within)[:10]
        ]

    async def _complete_input(self, scope: Scope, info: CommandInfo, locale: str, typed: str) -> Sequence[Completion]:
        """Complete the first input, where it is one to choose."""
        command = self._registry.commands[info.id]
        if not command.inputs:
            return ()
        first = command.inputs[0]
        texts = self._registry.texts(command.cog)
        options: Sequence[Option] = ()
        match first.kind:
            case Ref(source=source) | Pick(source=source):
                own = Scope(scope.tx, scope.community, scope.now, texts)
                options = await command.cog.options(own, source)
            case OneOf(values=values):
                options = [Option(value, texts(locale)(f"choice-{value}")) for value in values]
        wanted = typed.strip().removeprefix("#")
        return [
            Completion(insert=f"/{info.path} {option.value}", label=option.label, hint=info.summary)
            for option in options
            if wanted in option.label.casefold() and wanted != option.value
        ][:10]


def _info(command: BoundCommand, texts: Texts) -> CommandInfo:
    path = texts.find(f"command-{command.id}.name") or command.path
    labels = tuple(texts(f"input-{item.name}") for item in command.inputs if not item.in_form)
    marks = [
        f"<{texts(f'input-{item.name}')}>" if item.required else f"[{texts(f'input-{item.name}')}]"
        for item in command.inputs
        if not item.in_form
    ]
    return CommandInfo(
        id=command.id,
        path=path,
        usage=" ".join([f"/{path}", *marks]),
        summary=texts(f"command-{command.id}"),
        moderators_only=command.right is Right.MODERATOR,
        cog=command.cog.name,
        parameters=labels,
    )
