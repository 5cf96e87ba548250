"""What can go wrong, in the words of the api."""


class UserError(Exception):
    """Something the reader can mend. One central place turns it into a private, friendly answer.

    `text_id` names a text of the cog (or of the bot's own texts); `values` fill it in. `field` names the
    input it is about, so that a form can show it there.
    """

    def __init__(self, text_id: str, *, field: str | None = None, **values: str | int) -> None:
        super().__init__(text_id)
        self.text_id = text_id
        self.field = field
        self.values = values


class CogError(Exception):
    """A cog that is not well formed; the message says which and what to mend."""


class FatalError(Exception):
    """The bot cannot go on until an operator does something; the message says what."""


class PlatformError(Exception):
    """A platform did not do what was asked, or it is not known whether it did. Trying again may help."""


class RetryLater(PlatformError):  # noqa: N818 - it says what to do
    """The platform asks for patience: `after` seconds. It did nothing."""

    def __init__(self, after: float) -> None:
        super().__init__(f"retry after {after:.1f} s")
        self.after = after


class Refused(PlatformError):  # noqa: N818 - it says what happened
    """The platform refuses for good (no such person, direct messages closed). It did nothing.

    What the bot may not do in a channel for the moment is no refusal but a plain PlatformError: it is tried again,
    until `bot.api.events.Hindered` says that it is of no use.
    """


class Unreachable(Refused):
    """Somebody takes no direct messages from the bot. It did nothing."""


class OverBudget(RetryLater):
    """The bot has begun enough new conversations for now; in `after` seconds it may begin more. It did nothing."""


class Gone(Refused):
    """What was to be changed is no longer there."""
