command-proef-lang = Een lang formulier
    .intro = Dit zijn twee stappen.
command-proef-bekijken = Eerst bekijken
command-proef-stuk = Iets dat stuk kan
command-proef-ding = Over één ding
command-proef-kiezen = Kies er een
command-proef = Kort
command-proef-doorsturen = Naar een ander formulier
command-proef-anders = Verander een ding
command-proef-bewaren = Bewaar een bericht
    .action = Bewaren
command-proef-melden = Meld een bericht
    .action = Melden

input-one = Eerste
    .help = Hoogstens twintig tekens.
input-two = Tweede
input-three = Derde
input-four = Vierde
input-five = Vijfde
input-six = Zesde
input-seven = Zevende
input-text = Tekst
input-thing = ding
input-colour = kleur
input-first = begin
input-second = rest

choice-red = Rood
choice-blue = Blauw
none-thing = Er zijn nog geen dingen.

kept = Het is bewaard.
would-keep = Dit wordt bewaard: { $text }
button-keep = Bewaren
look-at-this = Kijk dit na.
error-two = De tweede is mis.
error-whole = Het geheel is mis.
