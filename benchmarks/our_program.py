"""The bot's command line, with a Discord of our own: `python -m benchmarks.our_program FOLDER API GATEWAY`."""

import sys

import discord
import yarl

from bot.__main__ import main

if __name__ == "__main__":
    folder, discord.http.Route.BASE, gateway = sys.argv[1:]
    discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway)
    sys.argv[1:] = ["run", "--config", f"{folder}/config.toml"]
    main()
