"""What is still to be done after `watals init`, as numbered lines."""

from collections.abc import Iterable

from rich.console import Console

from bot.setup.findings import beside


def show_steps(out: Console, steps: Iterable[tuple[str, str]]) -> None:
    """Show, in order, what to do, and below it what to copy for that."""
    out.print("\nNu nog, in deze volgorde:")
    for number, (text, copied) in enumerate(steps, 1):
        out.print(f"{number} {beside(out, text)}\n    {copied}".rstrip(), soft_wrap=True)
