"""How the bot is set up in Discord's developer portal: what `watals init` and `watals check` say of it."""

from collections.abc import Iterator

from bot.platforms.discord.examining import Bot
from bot.setup.findings import Finding, right, warning, wrong

_WHERE = "https://discord.com/developers/applications"
_BOT_PAGE = f"Ga naar {_WHERE}, kies de bot, en ga naar Bot."


def portal(bot: Bot) -> Iterator[Finding]:
    """Yield what is set up well there, and what is not."""
    if bot.elsewhere:
        yield wrong(
            "Discord stuurt commando's en knoppen naar een webadres, en niet naar deze bot.",
            f"Ga naar {_WHERE}, kies de bot, en maak bij General Information het veld Interactions Endpoint URL leeg.",
        )
    if bot.privileged:
        yield warning(
            f"De bot krijgt van Discord meer te horen dan hij nodig heeft ({', '.join(bot.privileged)}).",
            f"{_BOT_PAGE} Zet bij Privileged Gateway Intents alles uit.",
        )
    else:
        yield right("Privileged Gateway Intents staan uit: de bot hoort niet meer dan hij nodig heeft.")
    if bot.public:
        yield warning(
            "Iedereen kan de bot op een eigen server zetten, en zo zien wat er in jullie gemeenschap gebeurt.",
            f"{_BOT_PAGE} Zet Public Bot uit. Lukt dat niet? Kies dan eerst bij Installation als Install Link: None.",
        )
    else:
        yield right("Alleen jij kunt de bot op een server zetten.")
