"""What somebody perhaps meant who typed a command that does not exist."""

from collections.abc import Iterator, Sequence
from itertools import permutations, product

from babel.lists import format_list
from msgspec import Struct
from msgspec.structs import replace

from bot.api.answers import Answer, CommandInfo, FollowUp
from bot.api.cog import Texts
from bot.api.content import Block, Items, Phrase, code, content, paragraph, spans, to_type
from bot.api.errors import UserError
from bot.api.events import Author
from bot.api.fitting import split
from bot.core.apology import apology, in_parts
from bot.core.catalogue import Catalogue
from bot.core.registry import Registry
from bot.core.textcommand import Parsed, TextCommands, Unknown
from bot.domain.finding import likeness, words

MOST = 3
ENOUGH = 0.72
"""How much a name must be like what was typed; measured in tests/unit/core/test_proposals.py."""
_WORD_ENOUGH = 0.6
_AS_ONE_ENOUGH = 0.85
_OUT_OF_ORDER = 0.03
_A_WORD_OF_IT = 0.15
_MUCH_WORSE = 0.2


class _Guess(Struct, frozen=True):
    likeness: float
    info: CommandInfo
    taken: int
    """How many of the typed words are its name; the rest is input."""


class Proposals:
    """Proposes commands the reader may use, by their names in any language, or in several mixed."""

    def __init__(self, registry: Registry, catalogue: Catalogue, text: TextCommands) -> None:
        self._groups = {name.rpartition(" ")[0] for name in registry.by_name if " " in name}
        self._catalogue = catalogue
        self._text = text

    def answer(self, unknown: Unknown, author: Author, t: Texts, given_back: str) -> Answer:
        """List a group of commands by its name; or say that there is no such command, and what is near it.

        `given_back` is what is repeated of what was typed.
        """
        typed = unknown.words
        group = self.group(typed)
        if group is not None:
            return in_parts(Answer(content(*self.listing(group, author, t))))
        follow_ups = self.nearest(typed, author, t.locale)
        error = UserError("error-unknown-command")
        if follow_ups:
            nearest = format_list([to_type(each.label).marked for each in follow_ups], "or", locale=t.locale)
            error = UserError("error-unknown-command-nearest", nearest=Phrase(nearest))
        said = apology(t, t, error, given_back)
        like = None if follow_ups else self.group_like(typed)
        listed = [] if like is None else split(self.listing(like, author, t))
        return replace(said, more=(*said.more, *listed), follow_ups=follow_ups)

    def nearest(self, typed: Sequence[str], author: Author, locale: str) -> tuple[FollowUp, ...]:
        """Return the commands most like what was typed, the likeliest first, each with the input that was typed."""
        guesses = [_guess(info, typed) for info in self._catalogue.visible(author, locale)]
        enough = sorted((each for each in guesses if each.likeness >= ENOUGH), key=lambda each: -each.likeness)
        best = [each for each in enough if enough[0].likeness - each.likeness < _MUCH_WORSE]
        return tuple(self._follow_up(each, typed) for each in best[:MOST])

    def group(self, typed: Sequence[str]) -> str | None:
        """Return the group of commands that is called exactly so."""
        name = " ".join(typed).casefold()
        return name if name in self._groups else None

    def group_like(self, typed: Sequence[str]) -> str | None:
        """Return the group of commands that the first word is most like."""
        first = " ".join(words(typed[0])) if typed else ""
        nearest = max(sorted(self._groups), key=lambda name: likeness(first, name), default="")
        return nearest if likeness(first, nearest) >= ENOUGH else None

    def listing(self, group: str, author: Author, t: Texts) -> list[Block]:
        """Say what the reader can do with a group of commands."""
        infos = self._catalogue.visible(author, t.locale)
        listed = [info for info in infos if any(name.startswith(f"{group} ") for name in info.names)]
        lines = [Items((spans(code(info.usage), f"  {info.summary}"),)) for info in listed]
        return [paragraph(t("group-lead" if lines else "group-for-moderators", name=group)), *lines]

    def _follow_up(self, guess: _Guess, typed: Sequence[str]) -> FollowUp:
        text = " ".join([f"/{guess.info.path}", *typed[guess.taken :]])
        parsed = self._text.parse(text)
        given = parsed.input if isinstance(parsed, Parsed) and parsed.command.id == guess.info.id else {}
        return FollowUp(f"/{guess.info.path}", guess.info.id, given)


def _guess(info: CommandInfo, typed: Sequence[str]) -> _Guess:
    """Return how much a command is like what was typed, by the best of its names."""
    tried = [
        _Guess(_alike([" ".join(words(word)) for word in typed[:taken]], name), info, taken)
        for name in _names(info)
        for taken in range(1, min(len(typed), len(name) + 1) + 1)
    ]
    return max(tried, key=lambda each: (each.likeness, each.taken), default=_Guess(0, info, 0))


def _names(info: CommandInfo) -> Iterator[tuple[str, ...]]:
    """Return the names of a command, and those that mix languages: "session nieuw"."""
    by_length: dict[int, list[list[str]]] = {}
    for name in info.names:
        by_length.setdefault(len(name.split()), []).append(words(name))
    for names in by_length.values():
        yield from dict.fromkeys(product(*zip(*names, strict=True)))


def _alike(typed: Sequence[str], name: Sequence[str]) -> float:
    """Return how much typed words are like a name: word by word in any order, written as one, or one word of it."""
    if len(typed) == len(name):
        in_order, *others = permutations(typed)
        return max(_in_order(in_order, name), *(_in_order(each, name) - _OUT_OF_ORDER for each in others), 0)
    as_one = likeness("".join(typed), "".join(name))
    if as_one < _AS_ONE_ENOUGH:
        as_one = 0
    if len(typed) > 1:
        return as_one
    # The first word says little: it is that of a whole group.
    return max([as_one, *(likeness(typed[0], word) - _A_WORD_OF_IT for word in name[1:])])


def _in_order(typed: Sequence[str], name: Sequence[str]) -> float:
    each = [likeness(*pair) for pair in zip(typed, name, strict=True)]
    return sum(each) / len(each) if min(each) >= _WORD_ENOUGH else 0
