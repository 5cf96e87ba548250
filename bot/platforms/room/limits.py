"""The room's limits: those of the strictest real platform, so that nothing is built on their absence."""

import base64
from collections import deque
from collections.abc import Callable, Sequence

from bot.api.answers import FormView
from bot.api.content import MESSAGE_LIMIT, Content, File, plain
from bot.api.errors import Refused, RetryLater

FIELDS_A_FORM = 5
ANSWER_WITHIN_S = 3.0
EDITS = 5
EDITS_PER_S = 5.0
REACTIONS_A_MESSAGE = 20
REACTIONS_A_PAGE = 100
FILES_BYTES = 8 * 1024 * 1024


def check_size(content: Content) -> None:
    """Raise Refused for a message that is empty, too long, or carries too much."""
    size = len(plain(content))
    if not 0 < size <= MESSAGE_LIMIT:
        raise Refused(f"a message has 1 to {MESSAGE_LIMIT} characters, this one {size}")
    carried = sum(len(base64.b64decode(block.data)) for block in content.blocks if isinstance(block, File))
    if carried > FILES_BYTES:
        raise Refused(f"the files of a message have at most {FILES_BYTES} bytes, these {carried}")


def check_form(form: FormView) -> None:
    """Raise Refused for a form with too many fields."""
    if len(form.fields) > FIELDS_A_FORM:
        raise Refused(f"a form has at most {FIELDS_A_FORM} fields, this one {len(form.fields)}")


def check_distinct(emojis: Sequence[str], new: str) -> None:
    """Raise Refused for one more kind of reaction than a message can have."""
    if new not in emojis and len(emojis) >= REACTIONS_A_MESSAGE:
        raise Refused(f"a message has at most {REACTIONS_A_MESSAGE} kinds of reaction")


class EditThrottle:
    """Lets a message be edited so many times in so many seconds."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._edits: dict[str, deque[float]] = {}

    def check(self, message_id: str) -> None:
        """Count an edit; raise RetryLater where it is one too many."""
        now = self._monotonic()
        recent = self._edits.setdefault(message_id, deque())
        while recent and now - recent[0] >= EDITS_PER_S:
            recent.popleft()
        if len(recent) >= EDITS:
            raise RetryLater(EDITS_PER_S - (now - recent[0]))
        recent.append(now)
