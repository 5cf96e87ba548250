topic = Settings
command-instellen-toon = See how everything is set
    .name = settings show
command-instellen-naam = Change the name of the community
    .name = settings name
command-instellen-taal = Choose the language that everyone reads
    .name = settings language
command-instellen-tijdzone = Choose the time zone for new sessions
    .name = settings timezone
command-instellen-contact = Change the e-mail address and phone number
    .name = settings contact
    .intro = This stands in the help and on every announcement. Leave empty what there is not.
command-instellen-kanaal = Choose which messages come in a channel
    .name = settings channel
command-instellen-moderator-erbij = Make somebody a moderator
    .name = settings moderator add
    .intro = Is the person not in the list? Then ask them to type `/moderator become`. After that their name is in the list.
command-instellen-moderator-weg = Let somebody be a moderator no more
    .name = settings moderator remove
command-moderator-worden = Become a moderator
    .name = moderator become
command-taal = Choose in which language I write to you
    .name = language

input-name = Name
input-language = Language
input-zone = Time zone
input-email = E-mail address
input-phone = Phone number
input-purposes = messages
input-channel = channel
input-account = Person
input-code = code

choice-nl = Dutch
choice-en = English
choice-announcements = announcements
choice-ideas = ideas
choice-moderation = moderation
choice-digests = digests

show-title = Settings of { $community }
show-how = Do you want to change something? Choose it below, or type the command. Which messages come in a channel is chosen in that channel itself, with `/settings channel`.
fact-name = Name
fact-language = Language
fact-zone = Time zone
fact-contact = Contact
fact-channel = This channel
fact-named-channel = Channel #{ $channel }
purpose-announcements = Announcements in
purpose-ideas = Ideas in
purpose-moderation = Moderation in
purpose-digests = Digests in
fact-moderators = Moderators
fact-people = People
no-contact = none
no-purpose = nothing
no-channel = no channel yet
digests-elsewhere = the same channel as announcements
moderators-of-the-chat = who is a moderator in the chat itself
moderators-named = { $names }, and who is a moderator in the chat itself
moderators-and-more = { $names } and more people, and who is a moderator in the chat itself
people-known = { $people ->
    [0] Nobody has taken part yet.
    [one] One person has taken part.
   *[other] { $people } people have taken part.
}

was = Before
now = Now
changed = { $label } has been changed.
unchanged = { $label } is and stays: { $now }
own-language = All right, from now on I write to you in English.
own-language-note = Does your chat app name a language itself? Then I follow that. What everybody reads stays in the language of the community.
language-note = What everyone reads comes in this language from now on. Answers to you alone come in the language of your own chat, or in the one you choose with `/language`.
zone-note = New sessions are planned in this time zone. Sessions that are there already keep their own time. Announcements and digests keep their time on the clock.
channel-now = In this channel come now: { $purposes }
channel-how = Choose below what to add or take away. Or type it after the command, for example: `/settings channel announcements ideas`. With `/settings channel nothing`, nothing comes here any more.
channel-which = Which channel do you mean? Choose it below. Or type which channel it is, for example: `/settings channel ideas channel: { $example }`
named-channel-now = In the channel #{ $channel } come now: { $purposes }
named-channel-how = Choose below what to add or take away.
moderation-note = Please note: everyone who can see this channel reads what the bot tells moderators.
button-more = Add: { $purpose }
button-less = Take away: { $purpose }

become-done = You are a moderator now.
become-already = You are a moderator already.
become-next = You can begin here. Type `/settings channel` in a channel to choose which messages come there. With `/help` you see all that you can do.
become-with-code = Type the code after it that the operator sees on the screen: `/moderator become CODE`
become-wrong = This code is not right. Please check the code and type it again. Did the bot just start anew? Then there is a new code on the operator's screen.
become-too-often = A wrong code was typed too often. That is why the code no longer works. Ask the operator to start the bot again. Then there will be a new code.
become-by-others = A moderator can add you, with `/settings moderator add`. Your name is now in the list that moderators choose from.
next-show = See the settings
next-channel = Choose what comes in this channel
next-named-channel = Choose what comes in a channel
next-session = Make a session

added = { $name } is a moderator now. { $name } gets a private message about it.
added-dm = { $by } made you a moderator of { $community }. Type `/help` to see what you can do now.
removed = { $name } is no moderator any more. { $name } gets a private message about it.
removed-oneself = You are no moderator any more. Thank you for what you did.
removed-dm = You are no moderator of { $community } any more. You can take part as before. Type `/help` to see what you can do.

error-zone = I do not know “{ $typed }” as a time zone. Type a large city in that time zone, for example: Amsterdam.
error-phone = “{ $typed }” does not look like a phone number. Use only digits, spaces and marks such as + and -.
error-in-a-channel = This command works in a channel. Go to the channel you mean and type there: `/settings channel`
error-which-channel = I do not know which channel you mean by “{ $typed }”. I know these channels: { $channels }
error-channel-of-others = This channel belongs to another community. Please choose another channel.
error-purpose = I do not know “{ $typed }” here. You can choose from: announcements, ideas, moderation and digests. Should nothing come here? Then type: nothing.
error-nobody = I know nobody called “{ $name }”. Ask that person to type `/moderator become` first. Then you can choose their name.
error-several = There are more people called “{ $name }”. Type `/settings moderator add` or remove without a name, and choose in the list whom you mean.
error-is-moderator = { $name } is a moderator already.
error-is-no-moderator = { $name } is not in the list of moderators. Who is a moderator in the chat itself stays one. That is arranged in the chat itself.
last-moderator = You are the only moderator. First make somebody else a moderator, with `/settings moderator add`.
none-account = I do not know anybody else yet. Ask that person to type `/moderator become`. Then you can choose their name.
none-moderator = Nobody is in the list of moderators. Who is a moderator in the chat itself is arranged in the chat itself.
