"""A community and how it wants to be addressed."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Contact:
    """How to reach people who can help, for those who cannot come by chat."""

    email: str | None = None
    phone: str | None = None

    def __bool__(self) -> bool:
        return bool(self.email or self.phone)


@dataclass(frozen=True, slots=True)
class Community:
    """One movement: its name, the language and time zone it works in, and its contact."""

    id: int
    name: str
    language: str
    zone: ZoneInfo
    contact: Contact
