command-overzicht-voorbeeld = Bekijk het overzicht zoals het nu zou zijn
command-overzicht-nu = Plaats het overzicht
    .intro = Je ziet eerst hoe het wordt. Daarna kies je of het geplaatst wordt.

input-foreword = Voorwoord
    .help = Een paar woorden vooraf. Laat leeg voor de vaste tekst.

title = Overzicht van { $community }
foreword = Hallo allemaal. Hier lees je wat eraan komt en welke ideeën er zijn. Fijn dat je meedenkt.
contents-heading = In dit overzicht
closing = Heb je zelf een idee? Typ /watals. Wil je naar een sessie? Klik op een reactie onder de aankondiging, of typ /aanmelden.
preview-parts = Het overzicht past niet in één bericht. Het komt in { $parts } berichten. Dit is het begin:
button-post-digest = Plaats het overzicht
posted = Overzicht { $number } komt nu in het kanaal.

error-no-channel = Er is nog geen kanaal voor overzichten. Ga naar het kanaal dat je daarvoor kiest en typ daar: /instellen kanaal overzichten
error-nothing-new = Er is nog niets om te vertellen: er komen geen sessies aan en er zijn geen ideeën.
