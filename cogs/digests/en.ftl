topic = Digests
command-overzicht-voorbeeld = See the digest as it would be now
    .name = digest preview
command-overzicht-nu = Post the digest
    .name = digest now
    .intro = You first see how it will look. Then you choose whether it is posted.
command-overzicht-erbij = Put a text in the next digest
    .name = digest add
    .action = Put in the next digest
    .intro = Everyone reads the digest. Only put in what everyone may read.
command-overzicht-lijst = See what waits for the next digest
    .name = digest list
command-overzicht-eraf = Take away something that waits for the digest
    .name = digest remove
command-instellen-overzicht = Choose when the digest comes by itself
    .name = settings digest
    .intro = Is there nothing to tell that week? Then no digest comes.

input-foreword = Foreword
    .help = A few words to begin with. If you fill in nothing, it will be the usual text.
input-text = Text
    .help = Without names, and without what somebody told in private.
input-item = number
input-weekday = Day
input-at = Time
    .help = For example: 10:00 or half acht.

choice-monday = Monday
choice-tuesday = Tuesday
choice-wednesday = Wednesday
choice-thursday = Thursday
choice-friday = Friday
choice-saturday = Saturday
choice-sunday = Sunday
choice-off = off

title = Digest of { $community }
foreword = Hello everyone. Here you read what is going on, what is coming and which ideas there are. Good that you think along.
contents-heading = In this digest
closing = Do you have an idea yourself? Type `/whatif`. Do you want to come to a session? Click a reaction under the announcement, or type `/signup`.
preview-parts = The digest does not fit in one message. It will come in { $parts } messages. This is the beginning:
button-post-digest = Post the digest
posted = Digest { $number } is on its way to the channel.

digest-heading = From the conversations
keep-check = This is how it will be in the next digest. Everyone reads that. Did somebody write this in a closed channel or in confidence? Then leave it out. Is there a name in it, or something by which you know who it is? Ask that person first.
keep-change = The bot does not say who wrote this, and does not keep it either. Do you want to take something out first? Then stop here and type `/digest add` with your own text.
button-keep = Put it in
kept = It waits for the next digest, as number { $number }.
follow-drop = Take it out again
list-heading = Waiting for the next digest
list-how = To take something away, type `/digest remove` and its number.
dropped = This will not be in the digest:

fact-weekly = Digest every week
weekly-off = off
weekly-set = The digest now comes by itself: { $moment }.
weekly-moment = every { $weekday } at { $time }; the next one is on { $day } at { $next }
weekly-stopped = The digest does not come by itself any more. You can always post it yourself, with `/digest now`.
skipped-empty = This week's digest was skipped: there was nothing to tell. You need not do anything. As soon as there is something again, the digest comes by itself, on its usual day.
skipped-no-channel = This week's digest was not posted, because there is no channel for it. Type `/settings channel` in the channel where it should come.
skipped-how-to-stop = We say this once, not every week. Do you not want a weekly digest any more? Type `/settings digest` and choose: off.

error-no-channel = There is no channel for digests or announcements yet. Go to the channel you choose for that and type there: `/settings channel digests`
error-nothing-new = There is nothing to tell yet: there is no news, no sessions are coming and there are no ideas.
error-no-time = At what time? Please fill in a time too, for example 10:00.
error-no-item = Number { $number } does not wait for a digest. Type `/digest list` to see what does.
none-item = Nothing waits for the next digest. Put something in with `/digest add`.
