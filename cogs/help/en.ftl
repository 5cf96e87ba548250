topic = Help
command-hulp = See what you can do here
    .name = help

input-word = word
    .help = For example: signup, idea, or the name of a command.
input-audience = for whom
choice-everyone = For everyone
choice-moderators = For moderators

title-everyone = What can you do here?
title-moderators = What moderators can do
lead = Click a reaction under an announcement to sign up. Or type one of these commands. Did you forget something? Then I ask for it. Want to know more? Type `/help` with a word behind it, for example `/help signup`.
lead-word = Want to know more about a command? Type `/help` with a word behind it, for example `/help signup`.
found = This is what I found about “{ $word }”
inputs = What you can type with it
optional = may be left out
example = For example:
nothing-found = I found nothing about “{ $word }”. Try another word, or type `/help`. Then you see all that you can do.
perhaps = Do you perhaps mean:
