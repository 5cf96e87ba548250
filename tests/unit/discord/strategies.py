"""What people could write to make Discord show something else than they wrote."""

from itertools import pairwise

from hypothesis import strategies as st

from bot.api.content import Span

_PIECES = [
    *(
        "*",
        "**",
        "_",
        "__",
        "~~",
        "||",
        "`",
        "```",
        "\\",
        "[",
        "](",
        "](https://evil.example)",
        ")",
        "<",
        ">",
        "<@",
        "<@!1>",
    ),
    *("@everyone", "@here", "@", "every", "one", "<@&2>", "<#3>", "<t:1697184000:R>", "<:naam:12345>", "</help:1>"),
    *(
        "<id:home>",
        "<a@b.nl>",
        ":smile:",
        ":",
        "http",
        "https://a.nl/x_y_z",
        "://",
        "//",
        "/",
        "# ",
        "#",
        "-# ",
        "-",
        "- ",
    ),
    *(
        "1. ",
        "1",
        ".",
        ". ",
        "+ ",
        "> ",
        ">>> ",
        "\n",
        "\n\n",
        " ",
        "  ",
        "\r\n",
        "\u2028",
        "\x85",
        "\x00",
        "\t",
        "a",
        "é",
        "#️⃣",
    ),
]
nasty = st.lists(st.sampled_from(_PIECES), max_size=14).map("".join) | st.text(
    st.characters(codec="utf-8"), max_size=80
)
spans = st.lists(st.builds(Span, nasty, st.sampled_from(["plain", "strong", "emphasis", "code"])), max_size=6).map(
    tuple
)


def pieces_of(text: str, cuts: list[int]) -> tuple[Span, ...]:
    """Return a text in spans, cut at some places."""
    ends = sorted({min(cut, len(text)) for cut in cuts} | {0, len(text)})
    return tuple(Span(text[start:end]) for start, end in pairwise(ends))
