# De eigen teksten van de bot: knoppen, fouten, contact.
button-next = Verder
button-back = Terug
button-send = Klaar
button-cancel = Annuleren
buttons-quiet = Of gebruik een knop hieronder: dat is ook stil.

contact-lead = Vragen of meedenken?
contact-mail = Mail
contact-call = Bel
contact-or-call = of bel

you-typed = Dit heb je getypt, dan raakt het niet kwijt:

error-missing = Vul dit nog in.
error-too-long = Dit zijn { $length } tekens. Er passen er { $most }. Maak het wat korter.
error-email = Dit lijkt geen mailadres. Een mailadres ziet eruit als naam@voorbeeld.nl.
error-yes-no = Typ ja of nee.
error-not-a-choice = Kies een van de antwoorden uit de lijst.
error-not-a-number = Typ alleen het nummer, bijvoorbeeld 3.
error-no-end = Tot hoe laat duurt het? Typ bijvoorbeeld 10:00 - 12:00.
error-one-time = Typ één tijd, bijvoorbeeld 10:00.
error-skipped-time = Om { $time } gaat die nacht de klok vooruit. Die tijd bestaat dan niet. Kies een andere tijd.
error-moment-is-past = { $day } om { $time } is al voorbij. Kies een later moment.
error-only-commands = Ik begrijp alleen commando's. Typ `/hulp`, dan zie je wat ik kan.
error-unknown-command = Dit commando ken ik niet. Typ `/hulp`, dan zie je wat ik kan.
error-unknown-command-nearest = Dit commando ken ik niet. Bedoel je { $nearest }? Typ `/hulp`, dan zie je wat ik kan.
group-lead = Dit kun je doen met `/{ $name }`:
for-moderators = Moderatoren: { $summary }
group-for-moderators = Wat met `/{ $name }` begint, is voor moderatoren. Typ `/hulp`, dan zie je wat jij kunt doen.
flag-yes = ja
flag-no = nee
input-page = bladzijde
page-range = { $first }–{ $last } van { $total }
page-more = Meer
page-previous = Vorige
error-moderators-only = Dit commando is voor moderatoren. Typ `/hulp`, dan zie je wat jij kunt doen.
error-draft-expired = Dit formulier is verlopen of al gebruikt. Begin opnieuw met het commando.
hindered-out = Ik ben niet meer in het kanaal #{ $channel }. Ik kan daar niets plaatsen en niets bijwerken. Wil je dat ik daar weer meedoe? Nodig me dan opnieuw uit in dat kanaal, of geef me weer het recht om het te zien. Wat voor dat kanaal klaarstaat, komt dan vanzelf.
hindered-silenced = Ik mag niets meer plaatsen in het kanaal #{ $channel }. Wat daar staat, blijft staan zoals het is. Wil je dat ik daar weer iets plaats? Geef me in dat kanaal dan het recht om berichten te sturen. Wat voor dat kanaal klaarstaat, komt dan vanzelf.
hindered-untidy = In het kanaal #{ $channel } mag ik reacties van anderen niet meer weghalen. Wie iets anders kiest, ziet de oude reactie nog staan. Het tellen gaat wel goed: de laatste keuze geldt. Wil je dat ik weer opruim? Geef me in dat kanaal dan het recht om berichten van anderen weg te halen.
directs-closed = Let op: ik kan je geen privébericht sturen. Je chat laat dat niet toe. Herinneringen krijg je dus niet van mij. Wil je ze wel? Zet dan in je chat aan dat ik je berichten mag sturen.
error-unreadable = Ik kan je bericht niet lezen. Het is versleuteld en ik heb er geen sleutel voor. Stuur het nog eens. Lukt dat niet, begin dan een nieuw gesprek met mij.
error-broken = Er ging iets mis bij ons. Het ligt niet aan jou. We hebben het bewaard onder nummer { $reference }. Noem dat nummer als je erover mailt of belt.
none-session = Er staan nu geen sessies op de planning.
none-any-session = Er zijn nog geen sessies. Maak er een met `/sessie nieuw`.
none-every-session = Er zijn nog geen sessies. Maak er een met `/sessie nieuw`.
none-idea = Er zijn nog geen ideeën. Stuur het eerste in met `/watals`.
talk-place = Vraag { $step } van { $steps }:
talk-value = Nu staat er: { $value }
talk-nothing = niets
talk-more-options = En nog { $more }. Typ een woord uit de naam.
talk-yes-no = Kies ✅ of ❌, of typ `ja` of `nee`.
talk-choose = Typ het nummer of de naam.
talk-choose-by-value = Typ het nummer of een woord uit de naam.
talk-keep = Typ `-` als het zo kan blijven.
talk-empty = Typ `leeg` om dit leeg te maken.
talk-skip = Overslaan mag: typ `-`.
talk-skip-all = Overslaan mag: typ `-`. Of typ `klaar`, dan vraag ik alleen nog wat echt nodig is.
talk-stop = Typ `stop` om te stoppen.
talk-back-or-stop = Typ `terug` voor de vorige vraag, of `stop` om te stoppen.
talk-check =
    Alles klopt: kies ✅ of typ `ja`.
    Iets veranderen: typ het nummer.
    Niet doen: typ `stop`.
talk-which = Wat wil je veranderen?
talk-read = Zo lees ik je antwoord: { $reading }
talk-decide =
    { $label }: kies ✅ of typ `ja`.
    Niet doen: kies ❌ of typ `stop`.
talk-decide-back = Eerst iets veranderen: typ `terug`.
talk-way-on = Kies 1️⃣ of typ 1 voor: { $label }
talk-ways-on = Kies of typ een nummer om verder te gaan:
talk-ways-on-typed = Typ een nummer om verder te gaan:
ways-typed = Dit kun je typen:
talk-stopped = Goed, ik stop. Er is niets gedaan.
talk-menu-closed = Goed.
talk-elsewhere = Mijn antwoord is alleen voor jou. Je leest het in je eigen gesprek met mij. Daarvoor kreeg je een uitnodiging: neem die aan. Zie je geen uitnodiging? Begin dan zelf een gesprek met mij, en typ het commando daar.
talk-replaced = Waar je mee bezig was, is gestopt. Je kunt er opnieuw mee beginnen.
talk-not-understood = Dat begrijp ik hier niet.
error-talk-expired = Deze vraag is verlopen. Dat komt omdat er een dag voorbij is. Geef het commando opnieuw.
error-talk-past = Die vraag is al voorbij. Er is niets gedaan.
error-nothing-waits = Er staat nu geen vraag open. Typ `hulp`, dan zie je wat ik kan.
error-already-added = Dit is al gedaan, met je eerste bericht. Wil je het nog een keer doen? Typ het commando dan in een nieuw bericht.
form-open = Formulier openen
form-mend = Verbeteren
form-ready = Het formulier staat voor je klaar.
form-part-done = Deel { $done } van { $steps } is klaar. Wat je invulde, is bewaard.
form-may-skip = Deel { $step } mag je overslaan.
form-skip = Overslaan
form-wrong = Er klopt nog iets niet. Wat je invulde, is bewaard.
form-too-long = { $label }: deze tekst is te lang om hier te veranderen. Hij blijft zoals hij is.
form-likeliest = Je ziet er { $shown } van de { $total }
error-old-button = Deze knop werkt niet meer. Geef het commando opnieuw.
