topic = Instellingen
command-instellen-toon = Bekijk hoe alles is ingesteld
command-instellen-naam = Verander de naam van de gemeenschap
command-instellen-taal = Kies de taal van berichten die iedereen leest
command-instellen-tijdzone = Kies de tijdzone voor nieuwe sessies
command-instellen-contact = Verander het mailadres en telefoonnummer
    .intro = Dit staat in de hulp en op elke aankondiging. Laat leeg wat er niet is.
command-instellen-kanaal = Kies welke berichten in een kanaal komen
command-instellen-moderator-erbij = Maak iemand moderator
    .intro = Staat de persoon er niet bij? Vraag dan of die `/moderator worden` typt. Daarna staat de naam in de lijst.
command-instellen-moderator-weg = Laat iemand geen moderator meer zijn
command-moderator-worden = Word moderator
command-taal = Kies in welke taal ik jou schrijf

input-name = Naam
input-language = Taal
input-zone = Tijdzone
input-email = Mailadres
input-phone = Telefoonnummer
input-purposes = berichten
input-channel = kanaal
input-account = Persoon
input-code = code

choice-nl = Nederlands
choice-en = Engels
choice-announcements = aankondigingen
choice-ideas = ideeën
choice-moderation = moderatie
choice-digests = overzichten

show-title = Instellingen van { $community }
show-how = Wil je iets veranderen? Kies hieronder wat, of typ het commando. Welke berichten in een kanaal komen, kies je in dat kanaal zelf, met `/instellen kanaal`.
fact-name = Naam
fact-language = Taal
fact-zone = Tijdzone
fact-contact = Contact
fact-channel = Dit kanaal
fact-named-channel = Kanaal #{ $channel }
purpose-announcements = Aankondigingen in
purpose-ideas = Ideeën in
purpose-moderation = Moderatie in
purpose-digests = Overzichten in
fact-moderators = Moderatoren
fact-people = Mensen
no-contact = geen
no-purpose = niets
no-channel = nog geen kanaal
digests-elsewhere = hetzelfde kanaal als aankondigingen
moderators-of-the-chat = wie in de chat zelf moderator is
moderators-named = { $names }, en wie in de chat zelf moderator is
moderators-and-more = { $names } en nog meer mensen, en wie in de chat zelf moderator is
people-known = { $people ->
    [0] Er deed nog niemand mee.
    [one] Eén persoon deed al eens mee.
   *[other] { $people } mensen deden al eens mee.
}

was = Eerst
now = Nu
changed = { $label } is veranderd.
unchanged = { $label } is en blijft: { $now }
own-language = Goed, ik schrijf je vanaf nu in het Nederlands.
own-language-note = Geeft je chat-app zelf een taal door? Dan volg ik die. Wat iedereen leest, blijft in de taal van de gemeenschap.
language-note = Wat iedereen leest, komt vanaf nu in deze taal. Antwoorden aan jou alleen komen in de taal van je eigen chat, of in de taal die je kiest met `/taal`.
zone-note = Nieuwe sessies worden in deze tijdzone gepland. Sessies die er al zijn, houden hun eigen tijd. Aankondigingen en overzichten houden hun tijd op de klok.
channel-now = In dit kanaal komen nu: { $purposes }
channel-how = Kies hieronder wat erbij of eraf moet. Of typ het achter het commando, bijvoorbeeld: `/instellen kanaal aankondigingen ideeën`. Met `/instellen kanaal niets` komt hier niets meer.
channel-which = Welk kanaal bedoel je? Kies het hieronder. Of typ erbij welk kanaal het is, bijvoorbeeld: `/instellen kanaal ideeën kanaal: { $example }`
named-channel-now = In het kanaal #{ $channel } komen nu: { $purposes }
named-channel-how = Kies hieronder wat erbij of eraf moet.
moderation-note = Let op: iedereen die dit kanaal kan zien, leest wat de bot aan moderatoren vertelt.
button-more = Erbij: { $purpose }
button-less = Eraf: { $purpose }

become-done = Je bent nu moderator.
become-already = Je bent al moderator.
become-next = Hier kun je mee beginnen. Typ in een kanaal `/instellen kanaal` om te kiezen welke berichten daar komen. Met `/hulp` zie je alles wat je kunt doen.
become-with-code = Typ de code erachter die de beheerder op het scherm ziet: `/moderator worden CODE`
become-wrong = Deze code klopt niet. Kijk de code nog eens na en typ hem opnieuw. Begon de bot net opnieuw? Dan staat er een nieuwe code op het scherm van de beheerder.
become-too-often = Er is te vaak een verkeerde code getypt. De code werkt daarom niet meer. Vraag de beheerder om de bot opnieuw te starten. Dan komt er een nieuwe code.
become-by-others = Een moderator kan je erbij zetten, met `/instellen moderator erbij`. Je naam staat nu in de lijst waaruit moderatoren kiezen.
next-show = Bekijk de instellingen
next-channel = Kies wat in dit kanaal komt
next-named-channel = Kies wat in een kanaal komt
next-session = Maak een sessie

added = { $name } is nu moderator. { $name } krijgt daar een privébericht over.
added-dm = { $by } heeft je moderator gemaakt van { $community }. Typ `/hulp`, dan zie je wat je nu kunt doen.
removed = { $name } is geen moderator meer. { $name } krijgt daar een privébericht over.
removed-oneself = Je bent geen moderator meer. Dank je wel voor wat je deed.
removed-dm = Je bent geen moderator meer van { $community }. Meedoen kan gewoon. Typ `/hulp`, dan zie je wat je kunt doen.

error-zone = “{ $typed }” ken ik niet als tijdzone. Typ een grote stad in die tijdzone, bijvoorbeeld: Amsterdam.
error-phone = “{ $typed }” lijkt geen telefoonnummer. Gebruik alleen cijfers, spaties en tekens als + en -.
error-in-a-channel = Dit commando werkt in een kanaal. Ga naar het kanaal dat je bedoelt en typ daar: `/instellen kanaal`
error-which-channel = Ik weet niet welk kanaal je bedoelt met “{ $typed }”. Ik ken deze kanalen: { $channels }
error-channel-of-others = Dit kanaal hoort bij een andere gemeenschap. Kies een ander kanaal.
error-purpose = “{ $typed }” ken ik hier niet. Je kunt kiezen uit: aankondigingen, ideeën, moderatie en overzichten. Moet hier niets komen? Typ dan: niets.
error-nobody = Ik ken niemand die “{ $name }” heet. Vraag of die persoon eerst `/moderator worden` typt. Daarna kun je de naam kiezen.
error-several = Er zijn meer mensen die “{ $name }” heten. Typ `/instellen moderator erbij` of weg zonder naam, en kies dan in de lijst wie je bedoelt.
error-is-moderator = { $name } is al moderator.
error-is-no-moderator = { $name } staat niet in de lijst van moderatoren. Wie in de chat zelf moderator is, blijft dat. Dat regel je in de chat zelf.
last-moderator = Jij bent de enige moderator. Maak eerst iemand anders moderator, met `/instellen moderator erbij`.
none-account = Ik ken nog niemand anders. Vraag of die persoon `/moderator worden` typt. Daarna kun je de naam kiezen.
none-moderator = Er staat niemand in de lijst van moderatoren. Wie in de chat zelf moderator is, regel je in de chat zelf.
