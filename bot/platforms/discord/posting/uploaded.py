"""Which files go with a message already: one of which only the words change needs none of them sent anew."""

import hashlib

from bot.api.content import Content, File

MOST = 1000
"""Messages that are remembered; of older ones the files are sent once more."""


class Uploaded:
    """The files that messages stand there with, since this bot was started."""

    def __init__(self) -> None:
        self._files: dict[str, bytes] = {}

    def has(self, message_ref: str, content: Content) -> bool:
        """Whether a message stands there with exactly the files of this content."""
        return self._files.get(message_ref) == _sum_of(content)

    def note(self, message_ref: str, content: Content) -> None:
        """Hear with which files a message stands there now."""
        self._files[message_ref] = _sum_of(content)
        if len(self._files) > MOST:
            del self._files[next(iter(self._files))]

    def forget(self, message_ref: str) -> None:
        """Hear that others are on their way: nobody knows which of them stand there until that is said to be done."""
        self._files.pop(message_ref, None)


def _sum_of(content: Content) -> bytes:
    files = [block for block in content.blocks if isinstance(block, File)]
    return hashlib.sha256(repr(files).encode()).digest()
