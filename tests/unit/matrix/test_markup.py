"""What a message looks like on Matrix: readable as plain text, good as HTML, and calling nobody."""

import json
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.api.content import (
    MESSAGE_LIMIT,
    Block,
    Content,
    Count,
    Divider,
    Fact,
    Facts,
    Heading,
    Items,
    Paragraph,
    Quote,
    Span,
    Tally,
    code,
    content,
    file,
    paragraph,
    plain,
    spans,
    strong,
)
from bot.api.errors import Refused
from bot.api.phrases import linked
from bot.core.i18n import texts_of
from bot.platforms.matrix.markup import LARGEST, in_thread, message_content, render, replacement
from tests.unit.api.strategies import contents
from tests.unit.matrix.reading import read

JOINER = "\u2060"
any_text = st.text(st.characters(codec="utf-8"), max_size=200) | st.lists(
    st.sampled_from(["@room", "@ROOM", "<b>", "&amp;", '"', "'", "\n", "</p>", "<!--", "]]>", "\x00", "\r", "a"]),
    max_size=12,
).map("".join)
event_id = "$event"


def shown(text: str) -> str:
    """Return text without the characters that HTML cannot hold, and with "@room" broken."""
    held = "".join(letter for letter in text if letter in "\n\t" or (ord(letter) > 31 and ord(letter) != 127))
    return re.sub("@(?=room)", f"@{JOINER}", held, flags=re.IGNORECASE)


def holding(text: str) -> list[Block]:
    return [
        Heading(text),
        Heading(text, 2),
        paragraph(text),
        paragraph(strong(text)),
        paragraph(Span(text, "emphasis")),
        paragraph(Span(text, "link", "https://example.org/?a=1&b=2")),
        Quote(spans(text)),
        Items((spans(text),)),
    ]


def test_a_card_in_both_forms() -> None:
    message = content(
        Heading("Wat als we luisteren?"),
        paragraph(
            "Lees ", strong("dit"), " op ", Span("de site", "link", "https://example.org/?a=1&b=2"), ".\nTot dan."
        ),
        Facts((Fact("📅", "Wanneer", "vrijdag"), Fact("📍", "Waar", "Utrecht"))),
        Heading("Praktisch", 2),
        Items((spans("een"), spans(Span("twee", "emphasis")))),
        Items((spans("eerst"), spans(code("/dan x"))), ordered=True),
        Quote(spans("zei iemand")),
        Divider(),
        Tally("Aanmeldingen", (Count("📍", "Ik kom", 3), Count("❌", "Ik kom niet", 0))),
    )
    body, formatted = render(message)
    assert body == plain(message).replace("/dan x", "!dan x")
    assert formatted == (
        "<h3>Wat als we luisteren?</h3>"
        '<p>Lees <strong>dit</strong> op <a href="https://example.org/?a=1&amp;b=2">de site</a>.<br>Tot dan.</p>'
        "<p>📅 <strong>Wanneer</strong>: vrijdag<br>📍 <strong>Waar</strong>: Utrecht</p>"
        "<h4>Praktisch</h4>"
        "<ul><li>een</li><li><em>twee</em></li></ul>"
        "<ol><li>eerst</li><li><code>!dan x</code></li></ol>"
        "<blockquote>zei iemand</blockquote>"
        "<hr>"
        "<p>📍 Ik kom: <strong>3</strong><br>❌ Ik kom niet: <strong>0</strong></p>"
    )


@given(any_text)
@example("<script>alert(1)</script> @room & <a href='https://matrix.to/#/@a:b'>x</a>")
def test_what_people_write_is_shown_as_they_wrote_it(text: str) -> None:
    for block in holding(text):
        assert read(render(content(block))[1]).text == shown(text)


@given(any_text, any_text, any_text)
def test_labels_and_values_are_shown_as_they_were_written(icon: str, label: str, value: str) -> None:
    rows = content(Facts((Fact(icon, label, value),)), Tally(label, (Count(icon, label, 7),)))
    assert read(render(rows)[1]).text == shown(f"{icon} {label}: {value}{icon} {label}: 7")


@given(contents)
def test_every_message_is_html_that_matrix_allows(message: Content) -> None:
    found = read(render(message)[1])
    assert set(found.links) <= {
        span.href
        for block in message.blocks
        for part in (block.items if isinstance(block, Items) else [getattr(block, "spans", ())])
        for span in part
    }


@given(contents, st.sampled_from(["@room", "@Room", "@ROOM"]), any_text)
def test_nobody_is_called(message: Content, call: str, text: str) -> None:
    apart = paragraph("@", Span("room"), f"{text}{call}", code(call), Span(call, "link", f"https://example.org/{call}"))
    for block in (*holding(call), apart, Facts((Fact(call, call, call),))):
        made = message_content(Content((*message.blocks, block)), notice=False)
        assert "@room" not in made["body"].lower()
        assert "@room" not in read(made["formatted_body"]).text.lower()
        assert made["m.mentions"] == {}


def test_a_control_character_between_hides_no_call() -> None:
    made = message_content(content(paragraph("@\x00room")), notice=False)
    assert "@room" not in made["body"] + made["formatted_body"]


@pytest.mark.parametrize(
    "address",
    [
        "https://matrix.to/#/@iemand:example.org",
        "https://matrix.to/#/%40iemand:example.org",
        "http://www.matrix.to/#/!kamer:example.org/$bericht",
        "https://matrix.to/#/#kamer:example.org",
        "https://app.element.io/#/user/@iemand:example.org",
        "https://app.element.io/#/room/#kamer:example.org",
    ],
)
def test_a_link_that_people_write_is_drawn_as_no_mention(address: str) -> None:
    formatted = render(content(linked(f"kijk {address} eens")))[1]
    assert read(formatted).links == []
    assert address in read(formatted).text


@pytest.mark.parametrize(
    "href", ["javascript:alert(1)", "matrix:u/a:b", "tel:+316", "data:text/html,x", "https://[", ""]
)
def test_a_link_of_another_kind_is_text(href: str) -> None:
    assert render(content(paragraph(Span("hier", "link", href))))[1] == "<p>hier</p>"


@pytest.mark.parametrize("href", ["https://example.org/#/agenda", "http://example.org/a?b=%22", "mailto:a@example.org"])
def test_a_link_to_a_page_or_mailbox_can_be_followed(href: str) -> None:
    assert read(render(content(paragraph(Span("hier", "link", href))))[1]).links == [href]


@pytest.mark.parametrize(
    ("span", "said"),
    [
        (code("/sessie nieuw"), "!sessie nieuw"),
        (code("/étage"), "!étage"),
        (code("/1"), "/1"),
        (code("// nee"), "// nee"),
        (code("a/b"), "a/b"),
        (Span("/sessie"), "/sessie"),
        (strong("/sessie"), "/sessie"),
    ],
)
def test_a_command_to_type_begins_with_an_exclamation_mark(span: Span, said: str) -> None:
    for block in (Paragraph((span,)), Quote((span,)), Items(((span,),))):
        body, formatted = render(content(block))
        assert body.removeprefix("> ").removeprefix("• ") == said
        assert read(formatted).text == said


def test_our_own_texts_name_commands_as_they_are_typed_here_and_words_of_people_stay() -> None:
    said = texts_of(None)("nl")("error-unknown-command-nearest", nearest="/aanmelden")
    body, formatted = render(content(paragraph(said), paragraph("Typ /hulp")))
    assert body == "Dit commando ken ik niet. Bedoel je /aanmelden? Typ !hulp, dan zie je wat ik kan.\n\nTyp /hulp"
    assert "Typ <code>!hulp</code>, dan" in formatted


def test_lists_that_follow_each_other_are_one_list() -> None:
    one, two = Items((spans("een"),)), Items((spans("twee"),))
    body, formatted = render(content(one, two, paragraph("en"), one))
    assert body == "• een\n• twee\n\nen\n\n• een"
    assert formatted == "<ul><li>een</li><li>twee</li></ul><p>en</p><ul><li>een</li></ul>"
    assert render(content(Items(one.items, ordered=True), one))[0] == "1. een\n\n• een"


def test_files_are_left_to_events_of_their_own() -> None:
    calendar = file("a.ics", "text/calendar", b"x", "Zet in je agenda")
    assert render(content(paragraph("Tot dan"), calendar)) == ("Tot dan", "<p>Tot dan</p>")
    assert render(content(calendar)) == ("📎 Zet in je agenda", "<p>📎 Zet in je agenda</p>")


def test_an_announcement_is_text_and_an_answer_is_a_notice() -> None:
    said = content(paragraph("Hoi"))
    assert message_content(said, notice=False, key="card:1") == {
        "msgtype": "m.text",
        "body": "Hoi",
        "format": "org.matrix.custom.html",
        "formatted_body": "<p>Hoi</p>",
        "m.mentions": {},
        "nl.watals.key": "card:1",
    }
    answer = message_content(said, notice=True, asked=event_id)
    assert (answer["msgtype"], answer["nl.watals.asked"]) == ("m.notice", event_id)
    assert "nl.watals.key" not in answer


def test_an_edit_says_the_new_and_falls_back_to_a_message_with_a_star() -> None:
    said = content(paragraph("Hoi"))
    made = replacement(event_id, said)
    assert made["m.new_content"] == message_content(said, notice=False)
    assert made["m.relates_to"] == {"rel_type": "m.replace", "event_id": event_id}
    assert (made["msgtype"], made["body"], made["m.mentions"]) == ("m.text", "* Hoi", {})


def test_the_star_goes_before_how_a_long_text_begins() -> None:
    made = replacement(event_id, content(paragraph("woord " * 300)), notice=True)
    assert made["msgtype"] == "m.notice"
    assert made["body"].startswith("* woord woord")
    assert made["body"].endswith("…")
    assert len(made["body"]) < 600


def test_a_message_in_a_thread_falls_back_to_a_reply() -> None:
    said = message_content(content(paragraph("Hoi")), notice=True)
    threaded = in_thread(said, event_id)
    assert threaded.pop("m.relates_to") == {
        "rel_type": "m.thread",
        "event_id": event_id,
        "is_falling_back": True,
        "m.in_reply_to": {"event_id": event_id},
    }
    assert threaded == said


LETTERS = [*"\"'<&\n\\aéжع", "\u2028"]


@pytest.mark.parametrize("letter", [*LETTERS, "👩"])
def test_what_fits_in_a_message_fits_in_an_edit_encrypted_too(letter: str) -> None:
    made = replacement(event_id, content(paragraph(letter * MESSAGE_LIMIT)))
    assert made["m.new_content"]["body"] == letter * MESSAGE_LIMIT
    assert len(json.dumps(made)) * 4 / 3 < 62_000


@pytest.mark.parametrize("letter", LETTERS)
def test_the_longest_message_in_any_script_is_html(letter: str) -> None:
    assert "formatted_body" in message_content(content(paragraph(letter * MESSAGE_LIMIT)), notice=False, key="k" * 200)


def test_a_message_of_nothing_but_emoji_is_plain_text_where_both_would_not_fit() -> None:
    made = message_content(content(paragraph("👩" * MESSAGE_LIMIT)), notice=False)
    assert made == {"msgtype": "m.text", "body": "👩" * MESSAGE_LIMIT, "m.mentions": {}}


def test_what_no_homeserver_would_take_is_refused() -> None:
    with pytest.raises(Refused):
        message_content(content(paragraph("a" * LARGEST)), notice=False)
    with pytest.raises(Refused):
        replacement(event_id, content(paragraph("a" * (LARGEST - 200))))
