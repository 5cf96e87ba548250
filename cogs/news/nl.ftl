topic = Nieuws
command-aankondiging-nieuw = Schrijf een aankondiging voor nu of later
    .intro = Je ziet eerst hoe het wordt. Daarna kies je of het geplaatst wordt.
command-aankondiging-wijzig = Verander een aankondiging
    .intro = Staat ze al in het kanaal? Dan verandert het bericht daar mee.
command-aankondiging-intrekken = Haal een aankondiging weg
command-aankondiging-lijst = Bekijk welke aankondigingen er zijn

input-news_number = aankondiging
input-title = Titel
input-body = Tekst
    .help = Een lege regel begint een nieuwe alinea. Een webadres wordt vanzelf een link.
input-when = Wanneer?
    .help = Vul niets in om meteen te plaatsen. Of bijvoorbeeld: 13 oktober 10 uur, of morgen 19:30.

preview-now = Zo komt het meteen in het kanaal:
preview-planned = Zo komt het in het kanaal op { $day } om { $time }:
preview-change = Het bericht staat al in het kanaal. Zo wordt het:
button-post = Plaats het nu
button-plan = Zet het klaar
button-change = Verander het
posted = Aankondiging { $number } staat zo in het kanaal.
planned = Aankondiging { $number } staat klaar. Ze komt in het kanaal op { $day } om { $time }.
follow-change = Verander
follow-withdraw = Trek in
changed = Aankondiging { $number } is veranderd.

withdraw-planned = “{ $title }” staat klaar. Als je deze aankondiging intrekt, wordt ze niet geplaatst.
withdraw-posted = “{ $title }” staat in het kanaal. Als je deze aankondiging intrekt, verdwijnt het bericht. Sommige mensen hebben het dan al gelezen.
button-withdraw = Trek in
withdrawn-planned = Aankondiging { $number } “{ $title }” is ingetrokken. Ze wordt niet geplaatst.
withdrawn-posted = Aankondiging { $number } “{ $title }” is ingetrokken. Het bericht verdwijnt uit het kanaal.

news-line = { $title } (aankondiging { $number }): { $day }, { $time }
list-planned = Staat klaar
list-posted = Staat in het kanaal
list-how = Veranderen kan met `/aankondiging wijzig` en het nummer. Weghalen kan met `/aankondiging intrekken` en het nummer.
digest-heading = Nieuws

error-no-channel = Er is nog geen kanaal voor aankondigingen. Kies er eerst een bij de instellingen.
error-no-news = Aankondiging { $number } ken ik niet. Typ `/aankondiging lijst`, dan zie je welke er zijn.
error-withdrawn = Aankondiging { $number } is al weggehaald. Maak een nieuwe met `/aankondiging nieuw`.
error-already-posted = Deze aankondiging staat al in het kanaal. Laat dit veld leeg.
none-news = Er zijn nog geen aankondigingen. Schrijf er een met `/aankondiging nieuw`.
