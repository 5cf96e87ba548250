"""What is remembered of the files that messages stand there with."""

from bot.api.content import Content, content, file, paragraph
from bot.platforms.discord.posting.uploaded import MOST, Uploaded


def said(data: bytes = b"een", words: str = "Dag") -> Content:
    return content(paragraph(words), file("bestand.ics", "text/calendar", data, "Zet in je agenda"))


def test_words_may_change_files_may_not() -> None:
    uploaded = Uploaded()
    assert not uploaded.has("1:2", said())
    uploaded.note("1:2", said())
    assert uploaded.has("1:2", said(words="Hoi"))
    assert not uploaded.has("1:2", said(b"twee"))
    assert not uploaded.has("1:3", said())
    uploaded.forget("1:2")
    assert not uploaded.has("1:2", said())


def test_it_does_not_grow_for_ever() -> None:
    uploaded = Uploaded()
    for number in range(MOST + 1):
        uploaded.note(f"1:{number}", said())
    assert not uploaded.has("1:0", said())
    assert uploaded.has("1:1", said())
