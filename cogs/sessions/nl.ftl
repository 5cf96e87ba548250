topic = Sessies
command-sessie-nieuw = Maak een nieuwe sessie
    .intro = Vul in wat je weet. Er wordt nog niets geplaatst. Heb je al een aankondiging? Typ `/sessie plakken`, dan hoef je die niet over te typen.
command-sessie-plakken = Maak een sessie van een aankondiging
    .intro = Plak hier de tekst van de aankondiging. Daarna controleer je of het klopt.
command-sessie-lijst = Bekijk welke sessies eraan komen
command-sessie-toon = Bekijk één sessie
command-sessie-wijzig = Verander een sessie
    .intro = Pas aan wat anders is. Verandert de tijd of de plaats? Dan zie je eerst wie daar bericht van krijgt.
command-sessie-aankondigen = Kondig een sessie aan in het kanaal
command-sessie-opnieuw = Zet een sessie weer onderaan in het kanaal
command-sessie-poster = Maak een poster om door te sturen
command-sessie-afzeggen = Zeg een sessie af en laat het weten
command-sessie-deelnemers = Bekijk wie zich aanmeldde
command-aanmelden = Meld je stil aan voor een sessie
    .intro = Niemand in het kanaal ziet dit. Moderatoren zien wel je naam op de lijst.
command-afmelden = Meld je stil af voor een sessie
command-mijn-aanmeldingen = Bekijk waar je je voor aanmeldde
command-instellen-reacties = Kies met welke reactie mensen antwoorden
    .intro = Zet in elk veld één emoji. Elk antwoord heeft een eigen emoji.

input-session = sessie
input-reason = reden
    .help = Wie zich aanmeldde, leest deze reden.
input-choice = hoe
input-title = Titel
input-day = Datum
    .help = Bijvoorbeeld: 13 oktober, 13-10-2027 of volgende week dinsdag.
input-hours = Tijd
    .help = Bijvoorbeeld: 10:00 - 12:00 of half acht tot negen uur.
input-place = Plaats
    .help = Bijvoorbeeld: Utrecht, of het adres. Vul niets in als het alleen online is.
input-online = Online meedoen kan ook
input-description = Waar gaat het over?
input-programme = Programma
    .help = Eén onderdeel per regel, met de tijd vooraan. Bijvoorbeeld: 10:00 Opening.
input-email = Mailadres voor vragen
    .help = Vul je niets in? Dan komt er het vaste adres van de gemeenschap.
input-phone = Telefoonnummer voor vragen
input-text = Tekst van de aankondiging
input-emoji_place = Ik kom erheen
input-emoji_online = Ik doe online mee
input-emoji_maybe = Misschien
input-emoji_no = Ik kan niet

choice-place = Ik kom erheen
choice-online = Ik doe online mee
choice-maybe = Misschien

rsvp-place = Ik kom erheen
rsvp-place-in = Ik kom naar { $place }
rsvp-online = Ik doe online mee
rsvp-maybe = Misschien
rsvp-no = Ik kan niet
rsvp-earlier-place = Koos eerder om te komen; dat kan niet meer
rsvp-earlier-online = Koos eerder voor online; dat kan niet meer

fact-day = Wanneer
fact-time = Hoe laat
fact-where = Waar
where-hybrid = { $place } en online
where-online = Online
next-day = { $hours } (de volgende dag)
tally-label = Aanmeldingen
programme-heading = Programma
card-how = Klik hieronder op wat bij je past. Klik nog eens om het weg te halen. Iedereen in dit kanaal kan zien wie er klikt. Doe je het liever stil? Typ `/aanmelden`.
card-closed = Reageren op dit bericht telt niet meer. Typ `/sessie lijst`, dan zie je welke sessies eraan komen.
state-cancelled = Deze sessie gaat niet door.
state-over = Deze sessie is geweest.
state-draft = concept

calendar-add = Zet in je agenda
calendar-remove = Haal uit je agenda
calendar-name = sessie-{ $number }.ics

poster-made = Dit plaatje kun je doorsturen naar mensen die niet in de chat zitten. Alles wat erop staat, staat ook in de beschrijving.
poster-name = sessie-{ $number }.png
poster-join = Meedoen? Meld je aan
poster-mail = Mail { $email }
poster-phone = Bel { $phone }
poster-ask = Vraag het aan wie je dit stuurde

session-line = { $title } (sessie { $number }): { $day }, { $hours }, { $where }
list-heading = Sessies die eraan komen
mine-heading = Jouw aanmeldingen
digest-heading = Sessies die eraan komen
attendees-count = { $people ->
    [0] Er heeft zich nog niemand gemeld.
    [one] Eén persoon heeft gereageerd.
   *[other] { $people } mensen hebben gereageerd.
}

new-kept = Sessie { $number } is bewaard. Alleen moderatoren zien de sessie nu. Klaar? Typ `/sessie aankondigen { $number }`. Zo gaat het eruitzien:
button-announce = Aankondigen
paste-check = Kijk goed na of dit klopt. Er is nog niets bewaard of geplaatst.
changed = Sessie { $number } “{ $title }” is veranderd.
unchanged = Er is niets anders aan sessie { $number }. Alles blijft zoals het was.
button-change-session = Veranderen en vertellen
change-loses = Wie koos voor “{ $label }”, hoort dat dit niet meer kan en kiest opnieuw. Tot dan blijft die keuze zichtbaar.
change-preview = { $people ->
    [0] Er heeft zich nog niemand aangemeld. Je stuurt dus geen privéberichten. Zo komt het in het kanaal te staan:
    [one] Eén persoon krijgt hierover een privébericht. Zo komt het in het kanaal te staan:
   *[other] { $people } mensen krijgen hierover een privébericht. Zo komt het in het kanaal te staan:
}
moved-lead = Er is iets veranderd aan “{ $title }” (sessie { $number }).
moved = Eerst: { $before }. Nu: { $after }.
moved-kept = Jouw antwoord was: { $label }. Klopt dat nog? Dan hoef je niets te doen. Klopt het niet meer? Kies dan hieronder.
moved-lost = Jouw antwoord was: { $label }. Dat kan niet meer. Kies opnieuw, hieronder of bij het bericht in het kanaal.
moved-choose-again = Koos je iets wat niet meer kan? Kies dan opnieuw bij het bericht in het kanaal, of typ `/aanmelden { $number }`.
announce-preview = Zo komt het in het kanaal te staan:
button-post = Plaatsen
announced = Sessie { $number } “{ $title }” staat zo in het kanaal. Aanmelden kan nu.
reposted = Het bericht van sessie { $number } “{ $title }” staat zo weer onderaan in het kanaal. Wie zich aanmeldde, blijft aangemeld.
button-cancel-session = Afzeggen en vertellen
cancel-preview = { $people ->
    [0] Je zegt “{ $title }” van { $day } af. Er had zich nog niemand aangemeld.
    [one] Je zegt “{ $title }” van { $day } af. Eén persoon krijgt daar een privébericht over.
   *[other] Je zegt “{ $title }” van { $day } af. { $people } mensen krijgen daar een privébericht over.
}
cancel-reason = Reden: { $reason }
cancelled = { $people ->
    [0] “{ $title }” is afgezegd.
    [one] “{ $title }” is afgezegd. Eén persoon krijgt een privébericht.
   *[other] “{ $title }” is afgezegd. { $people } mensen krijgen een privébericht.
}
cancelled-dm = “{ $title }” op { $day } gaat niet door. De reden: { $reason }
way-list = Sessies die eraan komen
late-cancelled = “{ $title }” gaat niet door. Daarom telt je reactie daar niet meer.
late-over = “{ $title }” is al geweest. Daarom telt je reactie daar niet meer.
late-replaced = Het bericht van “{ $title }” is opnieuw geplaatst. Je reactie op het oude bericht telt niet meer. Reageer op het nieuwe bericht, of kies hieronder.
signed-up = Fijn, je staat op de lijst: { $label }. “{ $title }”, { $day }. Verandert er iets? Typ `/afmelden`.
signed-off = Je bent afgemeld voor “{ $title }” op { $day }. Kun je toch? Typ `/aanmelden`.
ask-undecided = Bij “{ $title }” zagen we twee antwoorden van jou. We weten niet welk antwoord het laatste is. We noteren nu: misschien. Haal één reactie weg, of kies hieronder.

error-nowhere = Vul een plaats in, of kies dat het online is.
error-ends-before-it-begins = De sessie begint om { $start } en eindigt om { $end }. Dat kan niet kloppen. Kijk de tijden na.
error-skipped-hour = Om { $time } gaat die nacht de klok vooruit. Die tijd bestaat dan niet. Kies een andere tijd.
error-programme-line = Zet in elke regel eerst de tijd, bijvoorbeeld: 10:00 Opening. In deze regel lukt het niet: { $line }
error-is-past = { $day } is al voorbij. Verander eerst de datum.
error-already-announced = Sessie { $number } is al aangekondigd. Iets veranderen kan met `/sessie wijzig { $number }`.
error-not-announced = Sessie { $number } staat nog niet in het kanaal. Typ `/sessie aankondigen { $number }`.
error-no-channel = Er is nog geen kanaal voor aankondigingen. Ga naar het kanaal dat je daarvoor kiest en typ daar: `/instellen kanaal aankondigingen`
error-no-session = Sessie { $number } ken ik niet. Typ `/sessie lijst`, dan zie je welke er zijn.
error-cancelled = “{ $title }” gaat niet door. Je hoeft niets te doen. Typ `/sessie lijst`, dan zie je welke sessies eraan komen.
error-over = “{ $title }” is al geweest. Je hoeft niets te doen. Typ `/sessie lijst`, dan zie je welke sessies eraan komen.
error-closed = Aanmelden voor “{ $title }” kan nu niet. Typ `/sessie lijst`, dan zie je welke sessies eraan komen.
error-not-offered = “{ $label }” kan bij deze sessie niet. Kies een ander antwoord.
error-state-cancelled = Sessie { $number } is al afgezegd. Maak een nieuwe met `/sessie nieuw`.
error-state-over = Sessie { $number } is al geweest. Maak een nieuwe met `/sessie nieuw`.
none-of-mine = Je hebt je nog nergens voor aangemeld. Typ `/sessie lijst`, dan zie je wat eraan komt.

fact-reactions = Reacties op sessies
reactions-set = De reacties zijn veranderd.
reactions-unchanged = De reacties blijven zoals ze zijn.
reactions-note = Wie zich al meldde, blijft staan. Op sessies die nu open zijn, telt een klik op de oude reactie ook nog mee.
error-not-one-emoji = “{ $typed }” is niet één emoji. Zet hier één emoji, bijvoorbeeld 📍.
error-emoji-twice = { $emoji } staat er al bij een ander antwoord. Kies hier een andere emoji.
error-emoji-meant-other = Met { $emoji } zeiden mensen op een open sessie al: { $label }. Kies hier een andere emoji, dan raakt niemand in de war.
