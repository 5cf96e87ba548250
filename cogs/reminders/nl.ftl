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
said-online = Je liet weten dat je online meedoet. Fijn, tot dan! Alles over deze sessie lees je met `/sessie toon { $number }`.
said-maybe = Je liet weten dat je misschien komt. Weet je het al? Typ `/aanmelden { $number }` en kies. Dan weten we op wie we kunnen rekenen. Nog niet zeker is ook goed.
said-something-else = De plek van deze sessie is veranderd. Je antwoord past er niet meer bij. Typ `/aanmelden { $number }` en kies opnieuw.
how-to-change = Kun je niet komen? Typ `/afmelden { $number }`.
how-to-stop = Liever geen herinneringen? Typ `/herinneringen uit`.
for-all = Kom je? Fijn, tot dan! Kun je toch niet komen? Typ `/afmelden { $number }`. Wil je ook komen? Typ `/aanmelden { $number }`.
for-all-why = Dit staat hier omdat ik niet iedereen een privébericht kan sturen.

settings-label = Herinneringen
settings-off = { $people ->
    [0] iedereen die komt, krijgt ze
    [one] één persoon wil ze niet
   *[other] { $people } mensen willen ze niet
}
