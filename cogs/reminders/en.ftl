topic = Reminders
command-herinneringen = See whether you get reminders
    .name = reminders
command-herinneringen-uit = Get no more reminders
    .name = reminders off
command-herinneringen-aan = Get a reminder again before a session begins
    .name = reminders on

state-on = You get reminders. Are you coming to a session, or maybe? Then I send you a private message: the day before and an hour before.
state-off = You get no reminders. Your sign-ups stay as they are. Is a session cancelled? Then you still hear that from us.
button-off = No more reminders
button-on = Get reminders again

lead-tomorrow = “{ $title }” is tomorrow.
lead-today = “{ $title }” is today.
lead-hour = “{ $title }” begins in an hour.
lead-minutes = { $minutes ->
    [one] “{ $title }” begins in one minute.
   *[other] “{ $title }” begins in { $minutes } minutes.
}
fact-day = When
fact-time = What time
fact-where = Where
where-hybrid = { $place } and online
where-online = Online
said-place = You told us that you are coming to { $place }. Good, see you then!
said-online = You told us that you are joining online. Good, see you then!
said-maybe = You told us that you may come. Do you know yet? Then choose below, so that we know who we can count on. Not sure yet is fine too.
said-something-else = The place of this session has changed. Your answer no longer fits. Please choose again below.
way-not = I cannot come after all
way-place = I will be there
way-online = I will join online
way-maybe = Maybe
way-no = I cannot come
way-all = All about this session
for-all = Are you coming? Good, see you then! Cannot make it after all? Type `/signoff { $number }`. Would you like to come too? Type `/signup { $number }`.
for-all-why = This stands here because I cannot send everybody a private message.

settings-label = Reminders
settings-off = { $people ->
    [0] everybody who comes gets them
    [one] one person does not want them
   *[other] { $people } people do not want them
}
