topic = Herinneringen
command-herinneringen = Bekijk of je herinneringen krijgt
command-herinneringen-uit = Krijg geen herinneringen meer
command-herinneringen-aan = Krijg weer een herinnering voor een sessie begint

state-on = Je krijgt herinneringen. Kom je naar een sessie, of misschien? Dan stuur ik je een privébericht: de dag ervoor en een uur ervoor.
state-off = Je krijgt geen herinneringen. Je aanmeldingen blijven staan. Gaat een sessie niet door? Dan hoor je dat wel van ons.
button-off = Geen herinneringen meer
button-on = Weer herinneringen krijgen

lead-tomorrow = Morgen is “{ $title }”.
lead-today = Vandaag is “{ $title }”.
lead-hour = Over een uur begint “{ $title }”.
lead-minutes = { $minutes ->
    [one] Over één minuut begint “{ $title }”.
   *[other] Over { $minutes } minuten begint “{ $title }”.
}
fact-day = Wanneer
fact-time = Hoe laat
fact-where = Waar
where-hybrid = { $place } en online
where-online = Online
said-place = Je liet weten dat je naar { $place } komt. Fijn, tot dan!
said-online = Je liet weten dat je online meedoet. Fijn, tot dan!
said-maybe = Je liet weten dat je misschien komt. Weet je het al? Kies dan hieronder. Dan weten we op wie we kunnen rekenen. Nog niet zeker is ook goed.
said-something-else = De plek van deze sessie is veranderd. Je antwoord past er niet meer bij. Kies hieronder opnieuw.
way-not = Ik kan toch niet
way-place = Ik kom erheen
way-online = Ik doe online mee
way-maybe = Misschien
way-no = Ik kan niet
way-all = Alles over deze sessie
for-all = Kom je? Fijn, tot dan! Kun je toch niet komen? Typ `/afmelden { $number }`. Wil je ook komen? Typ `/aanmelden { $number }`.
for-all-why = Dit staat hier omdat ik niet iedereen een privébericht kan sturen.

settings-label = Herinneringen
settings-off = { $people ->
    [0] iedereen die komt, krijgt ze
    [one] één persoon wil ze niet
   *[other] { $people } mensen willen ze niet
}
