topic = Overzichten
command-overzicht-voorbeeld = Bekijk het overzicht zoals het nu zou zijn
command-overzicht-nu = Plaats het overzicht
    .intro = Je ziet eerst hoe het wordt. Daarna kies je of het geplaatst wordt.
command-overzicht-erbij = Zet een tekst in het volgende overzicht
    .action = Zet in het volgende overzicht
    .intro = Iedereen leest het overzicht. Zet er alleen in wat iedereen mag lezen.
command-overzicht-lijst = Bekijk wat klaarstaat voor het volgende overzicht
command-overzicht-eraf = Haal iets uit het volgende overzicht
command-instellen-overzicht = Kies wanneer het overzicht vanzelf komt
    .intro = Is er die week niets te vertellen? Dan komt er geen overzicht.

input-foreword = Voorwoord
    .help = Een paar woorden vooraf. Vul je niets in? Dan komt er de vaste tekst.
input-text = Tekst
    .help = Zonder namen, en zonder wat iemand privé vertelde.
input-item = nummer
input-weekday = Dag
input-at = Tijd
    .help = Bijvoorbeeld: 10:00 of half acht.

choice-monday = maandag
choice-tuesday = dinsdag
choice-wednesday = woensdag
choice-thursday = donderdag
choice-friday = vrijdag
choice-saturday = zaterdag
choice-sunday = zondag
choice-off = uit

title = Overzicht van { $community }
foreword = Hallo allemaal. Hier lees je wat er speelt, wat eraan komt en welke ideeën er zijn. Fijn dat je meedenkt.
contents-heading = In dit overzicht
closing = Heb je zelf een idee? Typ `/watals`. Wil je naar een sessie? Klik op een reactie onder de aankondiging, of typ `/aanmelden`.
preview-parts = Het overzicht past niet in één bericht. Het komt in { $parts } berichten. Dit is het begin:
button-post-digest = Plaats het overzicht
posted = Overzicht { $number } komt nu in het kanaal.

digest-heading = Uit de gesprekken
keep-check = Zo komt het in het volgende overzicht. Iedereen leest dat. Schreef iemand dit in een besloten kanaal of in vertrouwen? Zet het er dan niet in. Staat er een naam in, of iets waaraan je iemand herkent? Vraag het die persoon eerst.
keep-change = De bot zet er niet bij wie dit schreef, en bewaart dat ook niet. Wil je eerst iets weghalen? Stop dan hier en typ `/overzicht erbij` met je eigen tekst.
button-keep = Zet het erin
kept = Het staat klaar voor het volgende overzicht, als nummer { $number }.
follow-drop = Haal het er weer af
list-heading = Klaar voor het volgende overzicht
list-how = Iets weghalen? Typ `/overzicht eraf` en het nummer.
dropped = Dit komt niet in het overzicht:

fact-weekly = Overzicht elke week
weekly-off = uit
weekly-set = Het overzicht komt nu vanzelf: { $moment }.
weekly-moment = elke { $weekday } om { $time }; de volgende keer is { $day } om { $next }
weekly-stopped = Het overzicht komt niet meer vanzelf. Zelf plaatsen kan altijd, met `/overzicht nu`.
skipped-empty = Het overzicht van deze week is overgeslagen: er was niets te vertellen. Je hoeft niets te doen. Zodra er weer iets is, komt het overzicht vanzelf, op de vaste dag.
skipped-no-channel = Het overzicht van deze week is niet geplaatst, want er is geen kanaal voor. Typ `/instellen kanaal` in het kanaal waar het moet komen.
skipped-how-to-stop = We zeggen dit één keer, niet elke week. Wil je geen wekelijks overzicht meer? Typ `/instellen overzicht` en kies: uit.

error-no-channel = Er is nog geen kanaal voor overzichten of aankondigingen. Ga naar het kanaal dat je daarvoor kiest en typ daar: `/instellen kanaal overzichten`
error-nothing-new = Er is nog niets om te vertellen: er is geen nieuws, er komen geen sessies aan en er zijn geen ideeën.
error-no-time = Hoe laat? Vul ook een tijd in, bijvoorbeeld 10:00.
error-no-item = Nummer { $number } staat niet klaar. Typ `/overzicht lijst`, dan zie je wat er wel is.
none-item = Er staat niets klaar voor het volgende overzicht. Zet er iets in met `/overzicht erbij`.
