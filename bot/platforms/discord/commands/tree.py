"""The bot's commands in the groups that Discord has: at most two, one within the other."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import structlog
from msgspec import Struct

from bot.api.shapes import CommandShape, Words
from bot.platforms.discord.commands.words import DEFAULT, LOCALES, slug, without_clashes

MOST_COMMANDS = 100
MOST_IN_A_GROUP = 25
DEPTH = 3

ITSELF = ({"nl": "toon", "en": "show"}, {"nl": "zelf", "en": "itself"})
"""What a command is called within the group that has its name: Discord knows no command that is a group too."""

_log = structlog.get_logger(__name__)


class Node(Struct):
    """A command, or a group: then `children` holds what is in it by its Dutch word.

    `own_words` are what it is called where that is not the end of its path.
    """

    shape: CommandShape | None = None
    children: dict[str, "Node"] = {}
    own_words: Words | None = None

    def shapes(self) -> Iterator[CommandShape]:
        """Yield every command in it."""
        if self.shape is not None:
            yield self.shape
        for child in self.children.values():
            yield from child.shapes()

    def named(self, depth: int) -> list[tuple[str, Mapping[str, str], "Node"]]:
        """Return what is in it, each with its Dutch word and what it is called in every locale."""
        names = without_clashes([(word, _words_at(child, depth)) for word, child in self.children.items()])
        return [(word, names, self.children[word]) for word, names in names]


def tree(shapes: Iterable[CommandShape]) -> Node:
    """Return the root of all commands. What Discord has no room for is left out, and logged."""
    root = Node()
    for shape in shapes:
        node = root
        for word in _path(shape):
            node = node.children.setdefault(word, Node())
        if node is root or node.shape is not None:
            _tell_left_out([shape])
        else:
            node.shape = shape
    _make_room(root, MOST_COMMANDS)
    return root


def _path(shape: CommandShape) -> list[str]:
    """Return the Dutch words of a command; what is deeper than groups go is one word."""
    words = shape.names[DEFAULT].split()
    slugs = (slug(word) for word in (*words[: DEPTH - 1], "-".join(words[DEPTH - 1 :])))
    return [word for word in slugs if word]


def _make_room(node: Node, most: int) -> None:
    """Let no node be a command and a group at once, nor hold more than Discord allows."""
    for child in node.children.values():
        if child.shape is not None and child.children:
            words = next(words for words in ITSELF if words[DEFAULT] not in child.children)
            child.children = {words[DEFAULT]: Node(child.shape, own_words=words), **child.children}
            child.shape = None
        _make_room(child, MOST_IN_A_GROUP)
    beyond = list(node.children)[most:]
    _tell_left_out([shape for word in beyond for shape in node.children[word].shapes()])
    for word in beyond:
        del node.children[word]


def _words_at(node: Node, depth: int) -> Words:
    """Return the word of a command at a depth of its path, or that of a group where all in it agree on one."""
    if node.own_words is not None:
        return node.own_words
    found: dict[str, str] = {}
    for language in LOCALES:
        words = {_word_at(shape, language, depth, last=node.shape is not None) for shape in node.shapes()}
        if len(words) == 1 and (word := words.pop()):
            found[language] = word
    return found


def _word_at(shape: CommandShape, language: str, depth: int, *, last: bool) -> str:
    words = shape.names.get(language, "").split()[depth:]
    return slug("-".join(words) if last else "".join(words[:1]))


def _tell_left_out(shapes: Sequence[CommandShape]) -> None:
    if shapes:
        _log.warning("discord_has_no_room", commands=[shape.id for shape in shapes])
