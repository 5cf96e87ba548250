"""The bot's command line, with a Discord of our own: `python -m benchmarks.our_program FOLDER API GATEWAY`."""

import gc
import sys


def main(folder: str, api: str, gateway: str) -> None:
    """Do what `watals run` does."""
    gc.disable()  # as the bot does before it loads discord.py
    import discord  # noqa: PLC0415 - after that
    import yarl  # noqa: PLC0415 - after that

    from bot.__main__ import main as watals  # noqa: PLC0415 - after that

    discord.http.Route.BASE = api
    discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway)
    sys.argv[1:] = ["run", "--config", f"{folder}/config.toml"]
    watals()


if __name__ == "__main__":
    main(*sys.argv[1:])
