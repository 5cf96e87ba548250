"""Texts are read when they are asked for, also where several threads ask at once."""

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from bot.core.books import Book
from bot.core.i18n import OWN_FOLDERS, text_ids

TOGETHER = 4
ROUNDS = 10


@pytest.fixture
def hurried() -> Iterator[None]:
    """Threads that take turns as often as they can."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(usual)


@pytest.mark.usefixtures("hurried")
def test_whoever_asks_meanwhile_finds_a_text_that_is_just_being_read() -> None:
    ids = sorted(text_ids(OWN_FOLDERS[0], "nl"))

    def missing(book: Book, begin: Barrier) -> list[str]:
        begin.wait()
        return [text_id for text_id in ids if book.message(text_id) is None]

    with ThreadPoolExecutor(TOGETHER) as threads:
        for _ in range(ROUNDS):
            book, begin = Book(OWN_FOLDERS[0], "nl"), Barrier(TOGETHER)
            asking = [threads.submit(missing, book, begin) for _ in range(TOGETHER)]
            assert [one.result() for one in asking] == [[]] * TOGETHER
