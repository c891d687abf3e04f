# Marsad's messages in English: the same messages with the same variables as in ar.ftl.

## Language

language-name = English
language-auto = Language of the question
language-chosen = We speak English now.

## Start

welcome =
    Welcome to <b>Marsad</b>. Ask in your own words and get one checked fact, with its date and its source.
    When we do not know, we say so; we never guess.
welcome-examples = Try one of these, or write your own question:
help = Just write your question. No command is needed.
help-heading =
    { $audience ->
        [curator] <b>For curators</b>
        [owner] <b>For owners</b>
       *[reader] <b>Commands</b>
    }
help-line = { $command } – { $does }
privacy =
    <b>Privacy</b>
    We keep your questions and how each was answered, to answer better; the language you chose; your subscription, if you have one; and what we sent you and when.
    We keep neither your name nor your phone number, and give none of this to anybody.
    To see what is kept: /mydata
    To erase it: /forget

## Commands, as the menu shows them

command-start = Welcome and example questions
command-help = All commands
command-topics = Browse the topics
command-latest = The newest facts
command-subscribe = Subscribe to the daily digest
command-settings = Digest and language settings
command-unsubscribe = Stop the digest
command-mydata = What is kept about you
command-forget = Erase what is kept about you
command-privacy = Privacy
command-cancel = Cancel what you began
command-add = Add a fact
command-edit = Edit a fact
command-retire = Withdraw a fact
command-undo = Undo a change
command-history = History of changes
command-inbox = Unanswered questions
command-preview = Preview the next digest
command-import = Import facts from a file
command-export = Export the facts to a file
command-curators = Manage the curators

## A fact

fact-as-of = 📅 As of { $date }
fact-claim = 🗣 An opinion or estimate by { $whose }
fact-source = 📰 Source: { $publisher } – { $title }
fact-source-title = 📰 Source: { $title }
fact-other-language =
    { $language ->
        [ar] (available in Arabic only)
       *[other] (not available in English)
    }
fact-line = { $text } ({ $date })
numbered = { $number }. { $text }
button-more-of-topic = More on this topic

## A question

question-empty = We found no words to read in your message. Please write your question in words.
question-too-long = This question is longer than we can read. Please shorten it (at most { $limit } characters).
text-only = We only understand text so far. Please write your question.
suggestions = Did you mean one of these?
button-none-of-these = None of these
none-of-these = Then we have no answer to this question. It is kept for our curators.
unknown = We do not know the answer to this. The question is kept for our curators to look into.
unknown-topics = The nearest topics that we have facts about:

## Browsing

topics = The topics we follow:
topics-none = No topics yet.
topic = <b>{ $title }</b>
topic-count = { $title } ({ $count })
topic-empty = No facts on this topic yet.
latest = <b>Newest facts</b>
latest-none = No facts yet.
button-newer = Newer
button-older = Older
button-topics = All topics

## Subscribing

choose-topics = Which topics interest you? Choose as many as you like.
choose-at-least-one = Choose at least one topic.
choose-hour = At what time shall the digest come?
choose-zone = In the time of which city?
choose-digest-language = In which language shall the digest come?
type-hour = Write the time, for example 7:30 or 9 pm
type-zone = Write the name of your city, or an offset such as UTC+3
hour-unknown = We could not read that time. Write it like 7:30 or 9 pm, or send /cancel.
zone-unknown = We do not know that city. Write the name of a large city nearby, or an offset such as UTC+3
zone-unknown-suggestions = We do not know that city. Did you mean one of these?
confirm-subscription = Your digest will be like this:
summary =
    Every day at { $time }, { $zone } time: { $topics }.
    Language of the digest: { $language }.
subscribed = You are subscribed.
subscribed-again = Your subscription is back as it was.
saved = Saved.
settings = <b>Your daily digest</b>
settings-interface = The language we speak with you:
not-subscribed = You are not subscribed to the digest. To subscribe: /subscribe
unsubscribed = You are unsubscribed and will get no more digests.
muted = You will get no more new facts about { $title }.
unmuted = You will get facts about { $title } as before.
last-topic = This is the last topic of your subscription. To stop the digest altogether: /unsubscribe
button-next = Next
button-done = Done
button-other-hour = Another time
button-other-zone = Another city
button-subscribe = Subscribe
button-unsubscribe = Unsubscribe
button-undo = Undo
button-change =
    { $what ->
        [topics] Topics
        [hour] Time
        [zone] City
       *[language] Language
    }

## The digest

digest = <b>Your digest for { $date }</b>
digest-topic = <b>{ $title }</b>
digest-date = 📅 { $date }
digest-source = 📰 { $source }
button-read = More ({ $number })
button-mute = Mute { $title }

## Refusals and failures

refused-curators-only = This command is for curators only, but do ask anything you like.
refused-owners-only = This command is for the bot's owners only.
refused-private-only = This command works in a private chat with the bot only.
refused-administrators-only = Only this group's administrators manage its subscription.
press-stale = This button is old and no longer works. Please send the command again.
fact-not-found = This fact is not published.
topic-not-found = This topic is no longer here.
failed = Something broke on our side. Please try again in a moment.
command-unknown = We do not know this command. All of them: /help
command-unknown-nearest = We do not know this command. Did you mean { $command }?
cancelled = Cancelled.
nothing-to-cancel = There is nothing to cancel.
