topic = News
command-aankondiging-nieuw = Write an announcement, for now or for later
    .name = announcement new
    .intro = You first see how it will look. Then you choose whether it is posted.
command-aankondiging-wijzig = Change an announcement
    .name = announcement change
    .intro = Is it in the channel already? Then the message there changes with it.
command-aankondiging-intrekken = Take an announcement away
    .name = announcement withdraw
command-aankondiging-lijst = See which announcements there are
    .name = announcement list

input-news_number = announcement
input-title = Title
input-body = Text
    .help = An empty line begins a new paragraph. A web address becomes a link by itself.
input-when = When?
    .help = Fill in nothing to post it at once. Or for example: 13 oktober 10 uur, or 13-10-2026 19:30.

preview-now = This is how it will be in the channel, at once:
preview-planned = This is how it will be in the channel on { $day } at { $time }:
preview-change = The message is in the channel already. This is how it will be:
button-post = Post it now
button-plan = Plan it
button-change = Change it
posted = Announcement { $number } will be in the channel in a moment.
planned = Announcement { $number } is planned. It will be in the channel on { $day } at { $time }.
follow-change = Change it
follow-withdraw = Withdraw it
changed = Announcement { $number } has been changed.

withdraw-planned = “{ $title }” is planned. If you withdraw it, it will not be posted.
withdraw-posted = “{ $title }” is in the channel. If you withdraw it, the message disappears. Some people will have read it by then.
button-withdraw = Withdraw it
withdrawn-planned = Announcement { $number } “{ $title }” is withdrawn. It will not be posted.
withdrawn-posted = Announcement { $number } “{ $title }” is withdrawn. The message disappears from the channel.

news-line = { $title } (announcement { $number }): { $day }, { $time }
list-planned = Planned
list-posted = In the channel
list-how = To change one, type `/announcement change` and its number. To take one away, type `/announcement withdraw` and its number.
digest-heading = News

error-no-channel = There is no channel for announcements yet. First choose one in the settings.
error-no-news = I do not know announcement { $number }. Type `/announcement list` to see which there are.
error-withdrawn = Announcement { $number } has been taken away already. Make a new one with `/announcement new`.
error-already-posted = This announcement is in the channel already. Please leave this field empty.
none-news = There are no announcements yet. Write one with `/announcement new`.
