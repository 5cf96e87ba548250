"""Whether a cog has the texts it needs, in every language: better said at the start than found out by a reader."""

from collections.abc import Sequence
from pathlib import Path

from bot.api.cog import Cog
from bot.api.errors import CogError
from bot.api.parameters import OneOf, Ref
from bot.core.commands import BoundCommand
from bot.core.i18n import LOCALES, TextError, text_ids, texts_of


def check_texts(cog: Cog, folder: Path, commands: Sequence[BoundCommand]) -> None:
    """Raise CogError where a file of texts is not there or not well formed, or lacks a text."""
    try:
        written = {locale: text_ids(folder, locale) for locale in LOCALES}
    except OSError as error:
        raise CogError(f"cog {cog.name}: its texts cannot be read: {error}") from error
    except TextError as error:
        raise CogError(f"cog {cog.name}: {error}") from error
    anywhere = {text_id for ids in written.values() for text_id in ids}
    needed = [*sorted(anywhere), *(text_id for command in commands for text_id in _needed(command))]
    for locale in LOCALES:
        texts = texts_of(folder)(locale)
        for text_id in needed:
            if text_id not in written[locale] and not texts.has(text_id):
                raise CogError(f"cog {cog.name}: {locale}.ftl lacks the text {text_id!r}")


def _needed(command: BoundCommand) -> list[str]:
    """Return the ids of the texts that the bot itself asks for about a command."""
    kinds = [(item.kind, item.required) for item in command.inputs]
    return [
        f"command-{command.id}",
        *(f"input-{item.name}" for item in command.inputs),
        *(f"choice-{value}" for kind, _ in kinds if isinstance(kind, OneOf) for value in kind.values),
        *(f"none-{kind.source}" for kind, required in kinds if isinstance(kind, Ref) and required),
        *((f"command-{command.id}.action",) if command.on_message is not None else ()),
    ]
