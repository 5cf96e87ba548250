command-hulp = See what you can do here
    .name = help

title = What can you do here?
lead = Click a reaction under an announcement to sign up. Or type one of these commands. What stands between < > is needed. What stands between [ ] is optional. Did you forget something? Then I ask for it.
for-everyone = For everyone
for-moderators = For moderators
