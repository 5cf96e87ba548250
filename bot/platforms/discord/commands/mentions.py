"""Commands that stand in a text as Discord lets people press them."""

from collections.abc import Iterable, Iterator, Mapping

from msgspec.structs import replace

from bot.api.content import Block, Content, Items, Paragraph, Span, code
from bot.platforms.discord.commands.names import Listing
from bot.platforms.discord.commands.words import DEFAULT


class Mentions:
    """Knows how each command is mentioned, as soon as Discord has said which id it has."""

    def __init__(self) -> None:
        self._known: Mapping[str, str] = {}

    def know(self, listing: Listing, ids: Mapping[str, str]) -> None:
        """Hear which id each of Discord's commands has, by its name."""
        self._known = {
            leaf.shape.names[DEFAULT]: f"</{' '.join(path)}:{ids[path[0]]}>"
            for path, leaf in listing.by_path.items()
            if path[0] in ids
        }

    def written(self, message: Content) -> Content:
        """Return a message in which commands can be pressed.

        One by its name in another language than Discord's own stays as it is: a mention would show the other name.
        """
        return Content(tuple(self._block(block) for block in message.blocks))

    def _block(self, block: Block) -> Block:
        match block:
            case Paragraph():
                return replace(block, spans=tuple(self._spans(block.spans)))
            case Items():
                return replace(block, items=tuple(tuple(self._spans(item)) for item in block.items))
            case _:
                return block

    def _spans(self, spans: Iterable[Span]) -> Iterator[Span]:
        for span in spans:
            if span.style == "code" and span.text.startswith("/"):
                yield from self._command(span)
            else:
                yield span

    def _command(self, span: Span) -> Iterator[Span]:
        """Yield a command, and after it what it is given: the longest name that is known counts."""
        words = span.text[1:].split(" ")
        for length in range(len(words), 0, -1):
            name, rest = " ".join(words[:length]), " ".join(words[length:])
            if name in self._known:
                yield Span(f"/{name}", "link", self._known[name])
                yield from (Span(" "), code(rest)) if rest else ()
                return
        yield span
