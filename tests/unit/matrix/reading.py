"""Reads a formatted_body as a client does, and refuses what the specification does not allow."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

ALLOWED = {
    *("h3", "h4", "p", "blockquote", "ul", "ol", "li", "strong", "em", "code", "a", "br", "hr"),
}
_VOID = {"br", "hr"}


@dataclass
class Read(HTMLParser):
    """What a client finds in HTML: text, links, and the tags around each run of text."""

    text: str = ""
    links: list[str] = field(default_factory=list)
    runs: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in ALLOWED
        assert [name for name, _ in attrs] == (["href"] if tag == "a" else [])
        self.links += [value or "" for _, value in attrs]
        if tag == "br":
            self.handle_data("\n")
        if tag not in _VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data
        self.runs.append((data, tuple(self._open)))

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    handle_decl = handle_pi = unknown_decl = handle_comment

    def end(self) -> None:
        self.close()
        assert not self._open


def read(formatted: str) -> Read:
    found = Read()
    found.feed(formatted)
    found.end()
    return found
