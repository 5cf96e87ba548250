"""The room lets anyone act as anyone, so it may be reached from this machine only."""

import ipaddress


class NotLoopbackError(ValueError):
    """The room was asked to listen where others could reach it."""


def check_loopback(host: str) -> None:
    """Raise NotLoopbackError for an address that is reachable from elsewhere."""
    if host != "localhost" and not _is_loopback(host):
        raise NotLoopbackError(f"the room listens on this machine only, not on {host}")


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
