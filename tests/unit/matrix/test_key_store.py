"""What nio is to keep beside its keys: which rooms are encrypted, also after a restart."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from unittest.mock import patch

from nio.crypto import OlmAccount
from nio.store import DefaultStore

from bot.platforms.matrix.encryption import KeyStore


@contextmanager
def opened(folder: Path) -> Iterator[KeyStore]:
    store = KeyStore("@watals:a", "DEVICE", str(folder), "pickle")
    with closing(store.database):
        store.save_account(OlmAccount())
        yield store


def test_encrypted_rooms_are_kept_and_no_news_of_them_changes_nothing(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        store.save_encrypted_rooms({"!a:a", "!b:a"})
    with opened(tmp_path) as store:
        with patch.object(DefaultStore, "save_encrypted_rooms") as written:
            store.save_encrypted_rooms(set())
        written.assert_not_called()
        store.save_encrypted_rooms({"!c:a"})
    with opened(tmp_path) as store:
        assert store.load_encrypted_rooms() == {"!a:a", "!b:a", "!c:a"}
