"""What nio is to keep beside its keys: which rooms are encrypted, also after a restart."""

from pathlib import Path
from unittest.mock import patch

from nio.crypto import OlmAccount
from nio.store import DefaultStore

from bot.platforms.matrix.encryption import KeyStore


def opened(folder: Path) -> KeyStore:
    store = KeyStore("@watals:a", "DEVICE", str(folder), "pickle")
    store.save_account(OlmAccount())
    return store


def test_encrypted_rooms_are_kept_and_no_news_of_them_changes_nothing(tmp_path: Path) -> None:
    opened(tmp_path).save_encrypted_rooms({"!a:a", "!b:a"})
    again = opened(tmp_path)
    with patch.object(DefaultStore, "save_encrypted_rooms") as written:
        again.save_encrypted_rooms(set())
    written.assert_not_called()
    again.save_encrypted_rooms({"!c:a"})
    assert opened(tmp_path).load_encrypted_rooms() == {"!a:a", "!b:a", "!c:a"}
