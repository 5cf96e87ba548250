command-overzicht-voorbeeld = See the digest as it would be now
    .name = digest preview
command-overzicht-nu = Post the digest
    .name = digest now
    .intro = You first see how it will look. Then you choose whether it is posted.

input-foreword = Foreword
    .help = A few words to begin with. Leave empty for the usual text.

title = Digest of { $community }
foreword = Hello everyone. Here you read what is coming and which ideas there are. Good that you think along.
contents-heading = In this digest
closing = Do you have an idea yourself? Type /whatif. Do you want to come to a session? Click a reaction under the announcement, or type /signup.
preview-parts = The digest does not fit in one message. It will come in { $parts } messages. This is the beginning:
button-post-digest = Post the digest
posted = Digest { $number } is on its way to the channel.

error-no-channel = There is no channel for digests yet. Go to the channel you choose for that and type there: /settings channel digests
error-nothing-new = There is nothing to tell yet: no sessions are coming and there are no ideas.
