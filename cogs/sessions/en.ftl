topic = Sessions
command-sessie-nieuw = Make a new session
    .name = session new
    .intro = Fill in what you know. Nothing is posted yet. Do you have an announcement already? Type `/session paste`, then you need not type it again.
command-sessie-plakken = Make a session of an announcement
    .name = session paste
    .intro = Paste the text of the announcement here. Then check whether it is right.
command-sessie-lijst = See which sessions are coming
    .name = session list
command-sessie-toon = See one session
    .name = session show
command-sessie-wijzig = Change a session
    .name = session change
    .intro = Change what is different. Does the time or the place change? Then you first see who will hear of it.
command-sessie-aankondigen = Announce a session in the channel
    .name = session announce
command-sessie-opnieuw = Put a session at the end of the channel again
    .name = session repost
command-sessie-poster = Make a picture of a session to forward
    .name = session poster
command-sessie-afzeggen = Cancel a session and tell those who signed up
    .name = session cancel
command-sessie-deelnemers = See who signed up
    .name = session attendees
command-aanmelden = Sign up for a session, quietly
    .name = signup
    .intro = Nobody in the channel sees this. Moderators do see your name on the list.
command-afmelden = Sign off from a session, quietly
    .name = signoff
command-mijn-aanmeldingen = See what you signed up for
    .name = my signups
command-instellen-reacties = Choose which reactions people answer with
    .name = settings reactions
    .intro = Put one emoji in each field. Every answer has an emoji of its own.

input-session = session
input-reason = reason
    .help = Those who signed up read this reason.
input-choice = how
input-title = Title
input-day = Date
    .help = In Dutch, for example: 13 oktober, 13-10-2027 or volgende week dinsdag.
input-hours = Time
    .help = For example: 10:00 - 12:00.
input-place = Place
    .help = For example: Utrecht, or the address. Fill in nothing if it is online only.
input-online = One can also join online
input-description = What is it about?
input-programme = Programme
    .help = One item a line, with the time first. For example: 10:00 Opening.
input-email = E-mail address for questions
    .help = If you fill in nothing, it will be the community's usual address.
input-phone = Phone number for questions
input-text = Text of the announcement
input-emoji_place = I will be there
input-emoji_online = I will join online
input-emoji_maybe = Maybe
input-emoji_no = I cannot come

choice-place = I will be there
choice-online = I will join online
choice-maybe = Maybe

rsvp-place = I will be there
rsvp-place-in = I will come to { $place }
rsvp-online = I will join online
rsvp-maybe = Maybe
rsvp-no = I cannot come
rsvp-earlier-place = Chose to be there; no longer possible
rsvp-earlier-online = Chose to join online; no longer possible

fact-day = When
fact-time = What time
fact-where = Where
where-hybrid = { $place } and online
where-online = Online
next-day = { $hours } (the next day)
tally-label = Sign-ups
programme-heading = Programme
card-how = Click below on what suits you. Click again to take it away. Everyone in this channel can see who clicks. Rather do it quietly? Type `/signup`.
card-closed = Reactions to this message no longer count. Type `/session list` to see which sessions are coming.
state-cancelled = This session is cancelled.
state-over = This session is over.
state-draft = draft

calendar-add = Put it in your calendar
calendar-remove = Take it out of your calendar
calendar-name = session-{ $number }.ics

poster-made = You can forward this picture to people who are not in the chat. All that is on it is in its description too.
poster-name = session-{ $number }.png
poster-join = Joining us? Sign up
poster-mail = Mail { $email }
poster-phone = Call { $phone }
poster-ask = Ask who sent you this

session-line = { $title } (session { $number }): { $day }, { $hours }, { $where }
list-heading = Coming sessions
mine-heading = Your sign-ups
digest-heading = Coming sessions
attendees-count = { $people ->
    [0] Nobody has answered yet.
    [one] One person has answered.
   *[other] { $people } people have answered.
}

new-kept = Session { $number } is kept. Only moderators see it for now. Ready? Type `/session announce { $number }`. This is how it will look:
button-announce = Announce it
paste-check = Please check carefully whether this is right. Nothing has been kept or posted yet.
changed = Session { $number } “{ $title }” has been changed.
unchanged = Nothing about session { $number } is different. It stays as it was.
button-change-session = Change it and tell them
change-loses = Who chose “{ $label }” hears that this is no longer possible, and chooses again. Until then that choice stays visible.
change-preview = { $people ->
    [0] Nobody has signed up yet, so you send no private messages. This is how it will be in the channel:
    [one] One person gets a private message about this. This is how it will be in the channel:
   *[other] { $people } people get a private message about this. This is how it will be in the channel:
}
moved-lead = Something has changed about “{ $title }” (session { $number }).
moved = Before: { $before }. Now: { $after }.
moved-kept = Your answer was: { $label }. Is that still right? Then you need not do anything. If not, please choose below.
moved-lost = Your answer was: { $label }. That is no longer possible. Please choose again, below or at the message in the channel.
moved-choose-again = Did you choose something that is no longer possible? Please choose again at the message in the channel, or type `/signup { $number }`.
announce-preview = This is how it will be in the channel:
button-post = Post it
announced = Session { $number } “{ $title }” will be in the channel in a moment. Signing up is open.
reposted = The message of session { $number } “{ $title }” will be at the end of the channel in a moment. Who signed up stays signed up.
button-cancel-session = Cancel and tell them
cancel-preview = { $people ->
    [0] You are cancelling “{ $title }” on { $day }. Nobody had signed up yet.
    [one] You are cancelling “{ $title }” on { $day }. One person will get a private message about it.
   *[other] You are cancelling “{ $title }” on { $day }. { $people } people will get a private message about it.
}
cancel-reason = Reason: { $reason }
cancelled = { $people ->
    [0] “{ $title }” is cancelled.
    [one] “{ $title }” is cancelled. One person gets a private message.
   *[other] “{ $title }” is cancelled. { $people } people get a private message.
}
cancelled-dm = “{ $title }” on { $day } is cancelled. The reason: { $reason }
way-list = Coming sessions
late-cancelled = “{ $title }” is cancelled, so your reaction to it no longer counts.
late-over = “{ $title }” is over, so your reaction to it no longer counts.
late-replaced = The message of “{ $title }” has been posted again. Your reaction to the old message does not count. React to the new message, or choose below.
signed-up = Good, you are on the list: { $label }. “{ $title }”, { $day }. Does something change? Type `/signoff`.
signed-off = You are signed off for “{ $title }” on { $day }. Can you come after all? Type `/signup`.
ask-undecided = For “{ $title }” we saw two answers from you. We do not know which one came last. For now we note: maybe. Take one reaction away, or choose below.

error-nowhere = Fill in a place, or choose that it is online.
error-ends-before-it-begins = The session begins at { $start } and ends at { $end }. That cannot be right. Please check the times.
error-skipped-hour = At { $time } the clocks go forward that night. That time does not exist. Please choose another time.
error-programme-line = Begin every line with the time, for example: 10:00 Opening. This line does not work: { $line }
error-is-past = { $day } is already past. Change the date first.
error-already-announced = Session { $number } has been announced already. To change something, type `/session change { $number }`.
error-not-announced = Session { $number } is not in the channel yet. Type `/session announce { $number }`.
error-no-channel = There is no channel for announcements yet. Go to the channel you choose for that and type there: `/settings channel announcements`
error-no-session = I do not know session { $number }. Type `/session list` to see which there are.
error-cancelled = “{ $title }” is cancelled. You need not do anything. Type `/session list` to see what is coming.
error-over = “{ $title }” is over. You need not do anything. Type `/session list` to see what is coming.
error-closed = Signing up for “{ $title }” is not possible now. Type `/session list` to see what is coming.
error-not-offered = “{ $label }” is not possible for this session. Please choose another answer.
error-state-cancelled = Session { $number } is cancelled already. Make a new one with `/session new`.
error-state-over = Session { $number } is over already. Make a new one with `/session new`.
none-of-mine = You have not signed up for anything yet. Type `/session list` to see what is coming.

fact-reactions = Reactions to sessions
reactions-set = The reactions have been changed.
reactions-unchanged = The reactions stay as they are.
reactions-note = Those who answered already stay on the list. On sessions that are open now, a click on the old reaction still counts too.
error-not-one-emoji = “{ $typed }” is not one emoji. Put one emoji here, for example 📍.
error-emoji-twice = { $emoji } already stands with another answer. Please choose another emoji here.
error-emoji-meant-other = With { $emoji } people already said on an open session: { $label }. Please choose another emoji here, so that nobody gets confused.
