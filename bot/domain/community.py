"""A community and how it wants to be addressed."""

from zoneinfo import ZoneInfo

from msgspec import Struct


class Contact(Struct, frozen=True):
    """How to reach people who can help, for those who cannot come by chat."""

    email: str | None = None
    phone: str | None = None

    def __bool__(self) -> bool:
        return bool(self.email or self.phone)


class Community(Struct, frozen=True):
    """One movement: its name, the language and time zone it works in, and its contact."""

    id: int
    name: str
    language: str
    zone: ZoneInfo
    contact: Contact
