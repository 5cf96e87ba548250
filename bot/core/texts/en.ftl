# The bot's own texts: buttons, errors, contact.
button-next = Next
button-back = Back
button-send = Done
button-cancel = Cancel
buttons-quiet = Or use a button below: that is quiet too.

contact-lead = Questions, or want to think along?
contact-mail = Mail
contact-call = Call
contact-or-call = or call

you-typed = This is what you typed, so it does not get lost:

error-missing = Please fill this in.
error-too-long = This is { $length } characters long. There is room for { $most }. Please make it shorter.
error-email = This does not look like an e-mail address. One looks like name@example.org.
error-yes-no = Type yes or no.
error-not-a-choice = Choose one of the answers in the list.
error-not-a-number = Type only the number, for example 3.
error-no-end = Until what time does it last? Type, for example, 10:00 - 12:00.
error-one-time = Type one time, for example 10:00.
error-skipped-time = At { $time } the clocks go forward that night. That time does not exist. Please choose another time.
error-moment-is-past = { $day } at { $time } is already past. Please choose a later moment.
error-only-commands = I only understand commands. Type `/help` to see what I can do.
error-unknown-command = I do not know this command. Type `/help` to see what I can do.
error-unknown-command-nearest = I do not know this command. Do you mean { $nearest }? Type `/help` to see what I can do.
group-lead = This is what you can do with `/{ $name }`:
for-moderators = Moderators: { $summary }
group-for-moderators = What begins with `/{ $name }` is for moderators. Type `/help` to see what you can do.
flag-yes = yes
flag-no = no
input-page = page
page-range = { $first }–{ $last } of { $total }
page-more = More
page-previous = Previous
error-moderators-only = This command is for moderators. Type `/help` to see what you can do.
error-draft-expired = This form has expired or was used already. Please start again with the command.
hindered-out = I am no longer in the channel #{ $channel }. I cannot post or update anything there. Do you want me to take part there again? Then please invite me to that channel anew, or give me the right to see it again. What is waiting for that channel then comes by itself.
hindered-silenced = I may no longer post in the channel #{ $channel }. What is there stays as it is. Do you want me to post there again? Then please give me the right to send messages in that channel. What is waiting for that channel then comes by itself.
hindered-untidy = In the channel #{ $channel } I may no longer take away reactions of others. Who chooses something else still sees the old reaction. The counts are right: the latest choice holds. Do you want me to tidy up again? Then please give me the right to remove messages of others in that channel.
directs-closed = Please note: I cannot send you private messages. Your chat does not allow it. So you get no reminders from me. Would you like them? Then let your chat allow messages from me.
error-unreadable = I cannot read your message. It is encrypted and I have no key for it. Send it again. If that does not help, start a new conversation with me.
error-broken = Something went wrong on our side. It is not your fault. We kept it under number { $reference }. Mention that number when you mail or call about it.
none-session = There are no sessions planned at the moment.
none-any-session = There are no sessions yet. Make one with `/session new`.
none-every-session = There are no sessions yet. Make one with `/session new`.
none-idea = There are no ideas yet. Send the first one with `/whatif`.
talk-place = Question { $step } of { $steps }:
talk-value = It now says: { $value }
talk-nothing = nothing
talk-more-options = And { $more } more. Type a word of the name.
talk-yes-no = Choose ✅ or ❌, or type `yes` or `no`.
talk-choose = Type the number or the name.
talk-choose-by-value = Type the number or a word of the name.
talk-keep = Type `-` if it can stay like this.
talk-empty = Type `empty` to leave this empty.
talk-skip = You may skip this: type `-`.
talk-skip-all = You may skip this: type `-`. Or type `done`, then I only ask what is really needed.
talk-stop = Type `stop` to stop.
talk-back-or-stop = Type `back` for the previous question, or `stop` to stop.
talk-check =
    All is right: choose ✅ or type `yes`.
    Change something: type its number.
    Do not do it: type `stop`.
talk-which = What would you like to change?
talk-read = This is how I read your answer: { $reading }
talk-decide =
    { $label }: choose ✅ or type `yes`.
    Do not do it: choose ❌ or type `stop`.
talk-decide-back = Change something first: type `back`.
talk-way-on = Choose 1️⃣ or type 1 for: { $label }
talk-ways-on = Choose or type a number to go on:
talk-ways-on-typed = Type a number to go on:
ways-typed = You can type:
talk-stopped = All right, I stop. Nothing was done.
talk-menu-closed = All right.
talk-elsewhere = My answer is for you alone. You can read it in your own conversation with me. You got an invitation for that: accept it. Do you see no invitation? Then start a conversation with me yourself, and type the command there.
talk-replaced = What you were doing has stopped. You can begin with it again.
talk-not-understood = I do not understand that here.
error-talk-expired = This question has expired, because a day has passed. Please give the command again.
error-talk-past = That question has passed already. Nothing was done.
error-nothing-waits = There is no question open now. Type `help` to see what I can do.
error-already-added = This has been done already, with your first message. Would you like to do it again? Then type the command in a new message.
form-open = Open the form
form-mend = Mend it
form-ready = The form is ready for you.
form-part-done = Part { $done } of { $steps } is done. What you filled in is kept.
form-may-skip = You may skip part { $step }.
form-skip = Skip
form-wrong = Something is not right yet. What you filled in is kept.
form-too-long = { $label }: this text is too long to change here. It stays as it is.
form-likeliest = You see { $shown } of { $total }
error-old-button = This button does not work any more. Please give the command again.
