topic = Hulp
command-hulp = Bekijk wat je hier kunt doen

input-word = woord
    .help = Bijvoorbeeld: aanmelden, idee, of de naam van een commando.
input-audience = voor wie
choice-everyone = Voor iedereen
choice-moderators = Voor moderatoren

title-everyone = Wat kun je hier doen?
title-moderators = Wat moderatoren kunnen doen
lead = Klik op een reactie onder een aankondiging om je aan te melden. Of typ een van deze commando's. Vergeet je iets? Dan vraag ik ernaar. Meer weten? Typ `/hulp` met een woord erachter, bijvoorbeeld `/hulp aanmelden`.
lead-word = Meer weten over een commando? Typ `/hulp` met een woord erachter, bijvoorbeeld `/hulp aanmelden`.
found = Dit vond ik over “{ $word }”
inputs = Dit kun je erbij typen
optional = mag leeg blijven
example = Bijvoorbeeld:
nothing-found = Over “{ $word }” vond ik niets. Probeer een ander woord, of typ `/hulp`. Dan zie je alles wat je kunt doen.
perhaps = Bedoel je misschien:
