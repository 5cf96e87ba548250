"""Ways on under what the bot says by itself, where a platform shows no buttons: each by the command that one types.

A number to type would have to be waited for, in the place of what somebody may be asked just then.
"""

from bot.api.answers import FollowUp
from bot.api.cog import Texts
from bot.api.content import MESSAGE_LIMIT, Content, Items, content, paragraph, plain, spans, to_type
from bot.api.fitting import fit
from bot.api.letters import Letter
from bot.core.commands import Input, name_of
from bot.core.i18n import LOCALES, texts_of
from bot.core.registry import Registry
from bot.core.textcommand import Parsed, TextCommands
from bot.domain.tx import Tx
from storage import communities


class Ways:
    """Says ways on in words, in the language of who reads them."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._text = TextCommands(registry)

    async def in_words(self, tx: Tx, letter: Letter, account_key: str) -> Content:
        """Return a letter as somebody reads it; a way on by a command that is gone is left out."""
        language = await _language_of(tx, account_key)
        known = [way for way in letter.follow_ups if way.command in self._registry.commands]
        if not known:
            return letter.content
        lines = tuple(spans(f"{way.label}: ", to_type(self.typed(way, language))) for way in known)
        words = content(paragraph(texts_of(None)(language)("ways-typed")), Items(lines))
        room = MESSAGE_LIMIT - len(plain(words)) - 2
        return Content((*fit(letter.content, room).blocks, *words.blocks))

    def typed(self, way: FollowUp, language: str) -> str:
        """Return what one types to go a way on; where that cannot say all of it, the command asks for the rest."""
        command = self._registry.commands[way.command]
        t = self._registry.texts(command.cog)(language)
        name = f"/{name_of(command, t)}"
        given = {item.name: _said(t, item, way.input[item.name]) for item in command.inputs if item.name in way.input}
        whole = " ".join([name, *_in_order(list(given.values()))])
        return whole if self._text.parse(whole) == Parsed(command, given) else name


async def _language_of(tx: Tx, account_key: str) -> str:
    community = await communities.of_account(tx, account_key)
    if community is None:
        return LOCALES[0]
    return await communities.language_of(tx, community.id, account_key) or community.language


def _said(t: Texts, item: Input, value: str) -> str:
    """Return a value the way people say it."""
    return next((option.label for option in item.kind.options(t) if option.value == value), value)


def _in_order(values: list[str]) -> list[str]:
    """Return values as one types them after each other: only the last takes several words as they stand."""
    return [f'"{value}"' if " " in value else value for value in values[:-1]] + values[-1:]
