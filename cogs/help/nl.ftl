command-hulp = Bekijk wat je hier kunt doen

title = Wat kun je hier doen?
lead = Klik op een reactie onder een aankondiging om je aan te melden. Of typ een van deze commando's. Wat tussen < > staat, moet erbij. Wat tussen [ ] staat, mag erbij. Vergeet je iets? Dan vraag ik ernaar.
for-everyone = Voor iedereen
for-moderators = Voor moderatoren
