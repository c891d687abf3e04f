# Marsad's messages in English: the same messages with the same variables as in ar.ftl.

## Language

language-name = English
language-auto = Language of the question
language-chosen = We speak English now.

## Start

welcome =
    Welcome to <b>Marsad</b>. Ask in your own words and get one checked fact, with its date and its source.
    When we do not know, we say so; we never guess.
description =
    Ask in your own words, and get one checked fact with its date and its source.
    A daily digest on the topics you choose, at your own hour.
description-short = Checked facts, each with its date and its source, and a daily digest of what you choose.
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
    We keep your questions, how each was answered and what you thought of it, to answer better; the language you chose; your subscription, if you have one; and what we sent you and when.
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
command-review = What readers thought of answers
command-preview = Preview the next digest
command-import = Import facts from a file
command-export = Export the facts to a file
command-curators = Manage the curators
command-thresholds = How sure to be of an answer
command-broadcast = Write to the subscribers
command-progress = How sending goes
command-pause = Pause sending
command-resume = Resume sending

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

small-talk =
    { $kind ->
        [stopping] To stop the digest, send /unsubscribe; to change its time or its topics, send /settings
        [subscribing] To get the daily digest, send /subscribe, then choose your topics and the time.
        [insult] Sorry we let you down. Ask again, and we will do our best.
        [identity] We are Marsad: ask in your own words and get one checked fact with its date and source, or an honest "we do not know". Our topics: /topics
        [thanks] You are welcome! Ask whenever you like.
        [wellbeing] Very well, thank you for asking. What would you like to know?
        [farewell] Goodbye! We are here whenever you have a question.
        [compliment] How kind of you! We are glad to be of use.
        [peace] And peace be upon you. What would you like to know?
        [morning] Good morning! What would you like to know?
        [evening] Good evening! What would you like to know?
        [acknowledgement] We are here whenever you would like to ask.
       *[greeting] Hello! What would you like to know?
    }
question-empty = We found no words to read in your message. Please write your question in words.
question-vague = We cannot tell what you are asking about. Please write the whole question.
question-too-long = This question is longer than we can read. Please shorten it (at most { $limit } characters).
question-too-soon =
    Your questions come faster than we can read them. { $seconds ->
        [one] Please ask again in one second.
       *[other] Please ask again in { $seconds } seconds.
    }
text-only = We only understand text so far. Please write your question.
understood = 💬 We read this as: { $question }
question-of-several = <b>{ $question }</b>
suggestions = Did you mean one of these?
suggestions-nearby = We have nothing on { $unmet }; what we know nearby:
button-none-of-these = None of these
none-of-these = Then we have no answer to this question. It is kept for our curators.
unknown = We do not know the answer to this. The question is kept for our curators to look into.
unknown-unmet = We have nothing on { $unmet }. The question is kept for our curators to look into.
unmet-year = { $year }
unknown-topics = The nearest topics that we have facts about:

## What the asker thinks of the answer

thumb =
    { $verdict ->
        [up] 👍
       *[down] 👎
    }
feedback-reason =
    { $reason ->
        [wrong] Wrong fact
        [outdated] Out of date
        [off_target] Not what I asked
       *[bad_source] Bad source
    }
feedback-why = What is wrong with the answer?
feedback-thanks-up = Thank you. Our curators will look at your way of asking, so that others are answered as well.
feedback-thanks-fault = Thank you. Our curators will check this fact and correct it if need be.
feedback-thanks-unmet = Thank you. Your question is now among the unanswered ones, for our curators to look into.
feedback-others = Perhaps you meant one of these:
feedback-not-yours = Only whoever asked can rate this answer. Ask for yourself to rate yours.
button-back = Back

## Why this answer

button-why = Why this answer?
why = <b>Why this answer?</b>
why-same = ✅ In the question and in the wordings of the fact: { $words }
why-alike =
    🔁 { $asked } ≈ { $found } ({ $how ->
        [name] the same name
        [letters] spelled alike
        [sound] sounding alike
       *[meaning] alike in meaning
    })
why-unmet = ❌ In the question but in no wording of the fact: { $words }
why-nearness = 🔎 The nearest wording of the fact is { $letters } alike by letters, { $meaning } by meaning
why-certainty =
    🎯 { $level ->
        [high] Very sure
        [good] Fairly sure
        [fair] Somewhat sure
       *[low] Not sure
    }: { $percent }

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
choose-hour = At what time should the digest come?
choose-zone = Which city’s time should it follow?
choose-digest-language = In which language should the digest come?
type-hour = Write the time, for example 7:30 or 9 pm
type-zone = Write the name of your city, or an offset such as UTC+3
write-as-reply =
    { $instead ->
        [press] Or write another as a reply to this message.
       *[nothing] Write it as a reply to this message.
    }
hour-unknown = We could not read that time. Write it like 7:30 or 9 pm, or send /cancel.
hour-unknown-suggestions = We are not sure of that time. Did you mean one of these?
zone-unknown = We do not know that city. Write the name of a large city nearby, or an offset such as UTC+3, or send /cancel.
zone-unknown-suggestions = We do not know that city. Did you mean one of these?
confirm-subscription = Your digest will look like this:
more-in-settings = Days, number of facts, quiet hours and a weekly recap can be set at any time in /settings
summary = { $days } at { $time }, { $zone } time: { $topics }.
days =
    { $shape ->
        [every] Every day
        [all_but_one] Every day except { $names }
        [single] Every week on { $names }
        [pair] On { $names }
       *[some] On { $names }
    }
days-run = From { $first } to { $last }
utc = UTC
summary-amount =
    { $count ->
        [one] One fact in each digest.
       *[other] At most { $count } facts in each digest.
    }
summary-recap =
    { $place ->
        [alone] On { $day } the recap of the week alone.
       *[with] On { $day } with the recap of the week.
    }
summary-quiet = Quiet hours: from { $start } to { $end }.
quiet-warning = ⚠️ Your digest's time ({ $time }) lies in the quiet hours. It will come at that time all the same, as you chose.
summary-language = Language of the digest: { $language }.
topics-ended =
    { $count ->
        [one] ⏹ The topic { $topics } has ended; nothing new will come about it.
       *[other] ⏹ The topics { $topics } have ended; nothing new will come about them.
    }
topics-all-ended =
    { $count ->
        [one] ⏹ The topic of your subscription ({ $topics }) has ended. No digest will come until you choose another: press "Topics" in /settings
       *[other] ⏹ All topics of your subscription ({ $topics }) have ended. No digest will come until you choose others: press "Topics" in /settings
    }
choose-days = On which days should the digest come? Choose one of the first three, or tick the days you want and press "Done".
choose-at-least-one-day = Choose at least one day.
choose-amount = At most how many facts should a digest hold?
choose-quiet =
    <b>Quiet hours</b>
    During these hours we send nothing whose time you did not choose: no correction, no announcement and no late digest; they come afterwards. Your digest still comes at the time you chose, even within these hours.
button-no-quiet = No quiet hours
button-other-hours = Other hours
hours = { $start } to { $end }
type-quiet = Write when the quiet hours begin and end, for example 10 pm to 7 am, or 22:00-07:30
quiet-unknown = We could not read those hours. Write them like 10 pm to 7 am, or 22:00-07:30, or send /cancel.
quiet-unknown-suggestions = We are not sure of those hours. Did you mean one of these?
choose-recap =
    <b>Recap of the week</b>
    Once a week we gather what you were sent in its seven days. On which day would you like it?
button-no-recap = No recap
subscribed = You are subscribed.
subscribed-again = Your subscription is back as it was.
saved = Saved.
settings = <b>Your daily digest</b>
settings-channel = <b>The digest of the channel { $title }</b>
start-subscribed = 🔔 Your digest goes on; the next one comes on { $date } at { $time }. To stop it: /unsubscribe
button-for-channel = A digest for a channel of yours
button-set-up = Set up the channel's digest
button-settings = Settings of the channel's digest
type-channel =
    Make the bot an administrator of your channel with the right to post messages, then forward a post of it here, or write its name, such as @channel, or its link.
channel-unread = We could not tell which channel you mean. Forward a post of it here, or write its name, such as @channel, or its link, or send /cancel.
channel-not-subscribed = The channel { $title } is not subscribed to the digest.
channel-let-in = The bot is now an administrator of the channel { $title }, and can post a daily digest there on the topics you choose.
channel-goes-on = The bot is an administrator of the channel { $title } again, and its digest goes on as it was from its next time on.
channel-refused =
    { $reason ->
        [group] { $title } is a group, not a channel. To subscribe the group, send /subscribe there
        [person] { $title } is not a channel.
        [bot-outside] The bot is not an administrator of the channel { $title }. Add it to the administrators with the right to post messages, then try again.
        [bot-mute] The bot is an administrator of the channel { $title }, but without the right to post messages. Grant it that right, then try again.
        [not-yours] Only administrators of the channel { $title } can set up its digest.
        [no-right] Only those who may post messages in the channel { $title } can set up its digest. Ask the owner of the channel for that right, then try again.
       *[unknown] We cannot find the channel { $title }. Check its name, and that the bot is an administrator of it, then try again.
    }
settings-interface = The language we speak with you:
settings-interface-below = In the last row: the language we speak with you.
not-subscribed = You are not subscribed to the digest. To subscribe: /subscribe
unsubscribed = You are unsubscribed and will get no more digests.
muted = You will get no more new facts about { $title }.
unmuted = You will get facts about { $title } as before.
last-topic = This is the last topic of your subscription: to mute it is to stop the digest.
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
        [days] Days
        [amount] Number of facts
        [quiet] Quiet hours
        [recap] Weekly recap
       *[language] Language
    }

## The digest

digest = <b>Your digest for { $date }</b>
digest-part = <b>Your digest for { $date }</b> (part { $part } of { $parts })
digest-corrections = <b>Corrected</b>
correction-before = ❌ What we told you: <s>{ $statement }</s>
correction-after = ✅ What is right: { $statement }
correction-withdrawn = ❌ We withdrew this, so please do not rely on it: <s>{ $statement }</s>
correction-restored = ✅ We withdrew this, but it is right after all: { $statement }
digest-topic = <b>{ $title }</b>
digest-topic-about = <i>{ $about }</i>
digest-date = 📅 { $date }
digest-claim = 🗣 { $whose }
digest-source = 📰 { $source }
digest-recap = <b>This week’s facts</b>
digest-recap-entry = • { $text }
digest-legend = 📰 the fact with its source, 💬 ask about it
digest-no-more = This is all we have on your topics now. What is new comes with the next digest.
button-of-fact =
    { $what ->
        [source] 📰 Source ({ $number })
       *[about] 💬 Ask about ({ $number })
    }
button-of-one =
    { $what ->
        [source] 📰 Source
       *[about] 💬 Ask about this
    }
button-of-number =
    { $what ->
        [source] 📰 { $number }
       *[about] 💬 { $number }
    }
button-mute = Mute { $title }
button-more = More now
button-stop = Stop the digest
about-fact =
    { $where ->
        [group] 💬 Reply to this message with your question about this fact.
       *[private] 💬 Write your question about this fact.
    }
about-fact-wordings = Or choose one of these:
about-fact-later = Something you began is unfinished: finish it, or send /cancel, to write your question about this fact.

## Refusals and failures

refused-curators-only = This command is for curators only, but do ask anything you like.
refused-owners-only = This command is for the bot's owners only.
refused-private-only = This command works in a private chat with the bot only.
refused-administrators-only = Only this group's administrators can manage its subscription.
press-stale = This button is old and no longer works. Please send the command again.
fact-not-found = This fact is not published.
topic-not-found = This topic is no longer here.
failed = Something broke on our side. Please try again in a moment.
unsure = The connection failed while we were answering. If you see no answer above, please try again.
command-unknown = We do not know this command. All of them: /help
command-unknown-nearest = We do not know this command. Did you mean { $command }?
cancelled = Cancelled.
nothing-to-cancel = There is nothing to cancel.

## Adding and editing a fact

draft-unfinished = You have an unfinished fact, so let us go on where you stopped. To begin anew, send /cancel first.
draft-step =
    { $step ->
        [statement] Write the fact in one or two sentences that can be understood alone, in Arabic or in English.
        [translation] { $language ->
            [ar] Write the same fact in Arabic.
           *[en] Write the same fact in English.
        }
        [topics] Which topic is it about? Choose one or more, or write the name of a new one.
        [date] What is its date? Write it as you know it: 2025, or April 2025, or 26 July 2025.
        [source] What is its source? Choose it, or write it like this: publisher – title – link. Publisher and link may be left out.
        [standing] Is it a report of the source, or somebody's opinion or estimate?
        [attribution] Whose opinion or estimate is it?
        [aliases] How might people ask for it? One way of asking a line.
       *[preview] This is the fact.
    }
draft-field =
    { $step ->
        [statement] Text
        [topics] Topics
        [date] Date
        [source] Source
        [standing] Report or opinion
       *[aliases] Ways of asking
    }
draft-fields = What would you like to change?
standing =
    { $standing ->
        [claim] Opinion or estimate
       *[reported] Report
    }
preview = This is how readers will see the fact.
preview-particulars =
    Topics: { $topics }
    { $aliases ->
        [one] One way of asking for it.
       *[other] { $aliases } ways of asking for it.
    }
preview-similar =
    { $count ->
        [one] ⚠️ Mind that the base holds a fact like it:
       *[other] ⚠️ Mind that the base holds { $count } facts like it:
    }
date-unknown = We could not read that date. Write it like 2025, or April 2025, or 26 July 2025.
source-unknown = The title of the source is needed at least. Write it like this: publisher – title – link
wrong-language =
    { $language ->
        [ar] We are waiting for the text in Arabic. Write it, or skip this step.
       *[en] We are waiting for the text in English. Write it, or skip this step.
    }
invalid-entry =
    { $code ->
        [too-long] This text is too long. Please shorten it.
        [empty] A text is needed here. Please write it.
        [bad-url] This link is not right. It should begin with https://
       *[other] This cannot be kept as it is ({ $code }). Please look at it again.
    }
draft-overtaken = The fact { $fact } was changed after you opened it, so nothing was saved. Open it again: /edit
fact-unknown = We found no such fact. Write its id, or a question that it answers.
choose-fact-to-edit = Which fact would you like to edit?
choose-fact-to-retire = Which fact would you like to withdraw? Readers will no longer see it; you can undo that.
changed =
    { $done ->
        [published] ✅ The fact { $fact } is published and can be asked for from now on.
        [draft] The fact { $fact } is saved as a draft that readers do not see. To publish it: /edit
        [retired] The fact { $fact } is withdrawn; readers no longer see it.
       *[undone] The last change of the fact { $fact } is undone.
    }
    This is change { $number }; you can undo it at any time.
button-skip = Skip
button-today = Today
button-publish = Publish
button-save = Save
button-save-draft = Save as draft
button-edit = Edit
button-cancel = Cancel

## What a change does to readers' questions

effects-broken =
    { $count ->
        [one] ⚠️ One confirmed question would no longer get the answer that was confirmed: { $questions }
       *[other] ⚠️ { $count } confirmed questions would no longer get the answers that were confirmed: { $questions }
    }
effects-gained =
    { $count ->
        [one] 💡 One unanswered question would now be answered: { $questions }
       *[other] 💡 { $count } unanswered questions would now be answered: { $questions }
    }
quoted = “{ $text }”
shown-before =
    { $count ->
        [one] 👥 One chat was shown this as it was. Shall we tell them of the change?
       *[other] 👥 { $count } chats were shown this as it was. Shall we tell them of the change?
    }
shown-before-import =
    { $count ->
        [one] 👥 One chat was shown facts that would change, as they were. Shall we tell them of the changes?
       *[other] 👥 { $count } chats were shown facts that would change, as they were. Shall we tell them of the changes?
    }
changed-told = 📣 Whoever was shown it as it was is told in a minute. If you undo it before then, nothing is sent.
button-tell =
    { $change ->
        [publish] Publish and tell them
        [retire] Withdraw and tell them
        [import] Import and tell them
       *[undo] Undo and tell them
    }
button-quietly =
    { $change ->
        [publish] Publish quietly
        [retire] Withdraw quietly
        [import] Import quietly
       *[undo] Undo quietly
    }
button-anyway = Do it all the same
button-leave = Leave it as it is

## Undo and history

undo-usage = Write the number of the change after the command, or send /undo alone for your newest change.
undo-again = Change { $number } was undone before.
undo-nothing = You have no change that can be undone.
undo-unknown = There is no change { $number }.
undo-conflict = The fact was changed after change { $number }. Undo change { $newer } first.
history = <b>Latest changes</b>
history-none = No changes yet.
history-entry =
    <b>{ $number }</b> · { $action ->
        [add] added
        [edit] edited
        [publish] published
        [retire] withdrawn
       *[undo] undid { $undoes }
    } · { $fact }
    { $by ->
        [file] from a file
       *[person] { $author }
    } · { $time }
history-change = { $field }: <s>{ $before }</s> → { $after }

## Unanswered questions

inbox =
    { $count ->
        [0] No unanswered questions.
        [one] One unanswered question:
       *[other] { $count } unanswered questions:
    }
inbox-ignored = This question will not be shown here again.
inbox-answering = The reader's question: { $question }
button-answer-question = Answer { $number }
button-ignore-question = Ignore { $number }

## What readers thought

review =
    { $count ->
        [0] Nothing awaits your review.
        [one] One thing awaits your review:
       *[other] { $count } things await your review, the oldest first:
    }
review-wording =
    { $number }. 👍 Whoever asked this confirmed the fact as the answer { $count ->
        [one] (once)
       *[other] ({ $count } times)
    }: “{ $question }”
review-complaint =
    { $number }. 👎 An objection to the fact { $count ->
        [one] (once)
       *[other] ({ $count } times)
    }: { $reason }. The question was “{ $question }”
review-approved = The question is now a way of asking for the fact (change { $number }). To undo it: /undo
review-declined = Declined; it will not be shown to you again.
review-set-aside = Set aside. It will be shown again if another reader objects.
review-done-already = This was dealt with already.
button-approve = Approve { $number }
button-decline = Decline { $number }
button-edit-fact = Edit { $number }
button-set-aside = Set aside { $number }

## Preview, import and curators

preview-begins =
    { $count ->
        [0] 👁 <b>Preview</b>: nothing is new, so no digest would be sent.
        [one] 👁 <b>Preview</b>: the next message is as it would be sent; it is not noted as shown.
       *[other] 👁 <b>Preview</b>: the next { $count } messages are as they would be sent; they are not noted as shown.
    }
preview-whose =
    { $whose ->
        [own] This is your next digest: { $topics }
        [other] This is the next digest of chat { $chat }: { $topics }
       *[newcomer] This is tomorrow’s digest for a newcomer: { $topics }
    }
preview-ends = 👁 End of the preview.
preview-usage = Write the id of a chat after the command, like /preview 123456, or send /preview alone for your own digest.
preview-no-subscription = This chat has no subscription.
preview-choose-topics = Choose the topics whose digest you would like to preview:
button-other-topics = Other topics
button-preview = Preview
import-send = Send the file now: YAML or JSON lines.
import-too-large = The file is larger than bots can download (20 MB).
import-contents =
    The file is in order. { $facts ->
        [one] It holds one fact.
       *[other] It holds { $facts } facts.
    }
    Topics: { $topics }, sources: { $sources }, names: { $names }.
import-report =
    Imported.
    Added: { $added }, changed: { $changed }, unchanged: { $unchanged }, kept as curators left them: { $kept }.
import-told = 📣 Whoever was shown these facts as they were is told in a minute. If you undo it before then, nothing is sent.
import-undone =
    { $count ->
        [one] One change is undone.
       *[other] { $count } changes are undone.
    }
    You can undo this too, at any time.
import-problems =
    { $count ->
        [one] Nothing was imported. The file has one fault:
       *[other] Nothing was imported. The file has { $count } faults:
    }
import-problem = • { $place }: { $detail }
button-import = Import
curators =
    { $count ->
        [0] No curators yet.
        [one] One curator:
       *[other] { $count } curators:
    }
curator-line = • { $name } ({ $id })
curator-who = Forward a message of that person to us, or write the number of their Telegram id.
curator-unknown = We do not know whom you mean. They may be hidden when forwarded; write the number of their id, or send /cancel
curator-added = { $name } is a curator now.
curator-removed = No longer a curator.
button-add-curator = Add a curator
button-remove-curator = Remove { $name }

## How sure to be of an answer

thresholds =
    <b>How sure to be of an answer</b>
    A fact is given as the answer when we are at least { $answer } sure of it, and at least { $lead } surer than of the next.
    Facts are offered to choose from when we are at least { $suggest } sure; below that, we say that we do not know.
thresholds-questions =
    { $count ->
        [0] Nothing has been asked yet that would show what this does.
        [one] What this does to the one question that was asked:
       *[other] What this does to the last { $count } questions:
    }
thresholds-status =
    { $status ->
        [answered] answered
        [suggested] offered facts to choose from
       *[unknown] not known
    }
thresholds-line = • { $status }: { $questions }
thresholds-line-change = • { $status }: { $questions } (now: { $now })
thresholds-state =
    { $state ->
        [calibrated] These are the values that were calibrated on questions with known answers.
        [moved] These values were moved away from those calibrated on questions with known answers.
       *[proposed] This is a proposal; readers see nothing of it until it is applied.
    }
thresholds-held = Applied. It holds from the next question on.
button-threshold =
    { $way ->
        [lower] ▼
       *[higher] ▲
    } { $level ->
        [answer] Answer from { $percent }
        [suggest] Offer from { $percent }
       *[lead] Lead { $percent }
    }
button-thresholds-hold = Apply
button-thresholds-discard = Leave it as it is
button-thresholds-calibrated = Back to the calibrated values

## Sending

sending = <b>Sending</b>
sending-state =
    { $state ->
        [going] ▶️ Messages are going out.
       *[idle] ✅ Nothing is waiting to be sent now.
    }
sending-paused-by-owner = ⏸ Sending is paused by { $name } since { $since }.
sending-paused-on-the-machine = ⏸ Sending is paused from the command line since { $since }.
sending-paused-by-errors =
    ⏸ Sending has paused by itself since { $since }, after the same error again and again:
    { $reason }
sending-held-up =
    ⚠️ Sending has been held up since { $since } by an error that does not go away:
    { $reason }
sending-tries-again = It will be tried again at { $time } with one message, and goes on by itself once that arrives.
sending-tries-now = It is being tried again now with one message, and goes on by itself once that arrives.
sending-waits = What is waiting is kept until sending goes on.
sending-amounts = Sent in the last 24 hours, and left:
sending-amount =
    • { $kind ->
        [correction] Corrections
        [broadcast] Broadcasts
       *[digest] Digests
    }: { $sent } sent, { $left } left
sending-later = (put off to a later time: { $later })
sending-rate = Messages a second, over the last minute: { $rate }
sending-waits-for-telegram = ⏳ Telegram asked us to send nothing before { $time }.
sending-until = What is due now will have gone out at about { $time }.
sending-zone = Times are those of { $zone }.
sending-paused = Sending is paused. What is on its way will arrive.
sending-resumed = Sending goes on.
button-refresh = Refresh
button-pause-sending = Pause sending
button-resume-sending = Resume sending

## Broadcasts

broadcast-write = Write the message as it should reach subscribers, in Arabic or in English. Its formatting stays as it is.
broadcast-translation =
    { $language ->
        [ar] Write the same message in Arabic for those who read Arabic, or skip this step: then they get it as you wrote it.
       *[en] Write the same message in English for those who read English, or skip this step: then they get it as you wrote it.
    }
broadcast-text-only = We are waiting for a text. Please write it, or send /cancel.
broadcast-audience = Whom is it for?
broadcast-everyone = All subscribers
broadcast-language =
    { $language ->
        [ar] Readers of Arabic
       *[en] Readers of English
    }
broadcast-of-topic = Subscribers of { $title }
broadcast-groups-too = Groups and channels too
broadcast-preview = This is how it will arrive.
broadcast-one-language = Everyone gets it in this language.
broadcast-whom =
    To: { $who } { $where ->
        [people] (people only)
       *[everywhere] (people, groups and channels)
    }
broadcast-reach =
    { $count ->
        [0] Nobody is among them now.
        [one] It goes to one chat.
       *[other] It goes to { $count } chats.
    }
broadcast-takes =
    { $minutes ->
        [0] At the present rate it is over at once.
        [one] At the present rate it takes a minute or less.
       *[other] At the present rate it takes about { $minutes } minutes.
    }
broadcast-card = <b>Broadcast { $number }</b>
broadcast-scheduled =
    ⏳ It starts at about { $time }, { $zone } time. { $count ->
        [0] Nobody is among those it is for now.
        [one] It goes to one chat.
       *[other] It goes to { $count } chats.
    }
    If you undo it before then, nothing is sent.
broadcast-undone = ↩️ It was undone; nothing of it was sent.
broadcast-begun = Too late to undo it: it has begun. You can stop it.
broadcast-state =
    { $state ->
        [going] ▶️ It is going out.
        [stopped] ⏹ It was stopped before it reached everyone.
       *[done] ✅ All of it has gone out.
    }
broadcast-count =
    • { $what ->
        [sent] sent
        [left] left
        [unknown] may have arrived
        [dead] could not be delivered
       *[skipped] not sent
    }: { $count }
broadcast-until = It will be over at about { $time }, { $zone } time.
broadcast-paused = ⏸ All sending is paused now. To go on: /resume
broadcast-held-up = ⚠️ An error holds up all sending now, and it is tried again by itself. More: /progress
broadcast-stop = Stop this message? What has arrived stays, what has not been sent yet will not be, and there is no way back.
button-send = Send
button-other-audience = Another audience
button-rewrite = Write it anew
button-stop-broadcast = Stop

## Alerts for owners

alert-paused =
    ⏸ <b>Sending has stopped</b>
    { $count ->
        [one] There was an error:
       *[other] The same error came { $count } times in a row:
    }
    { $reason }
alert-tries-again = It will be tried again at { $time }, { $zone } time. Nothing that waits is lost.
alert-needs-resume = Nothing will be sent until you resume sending, once the cause is dealt with. Nothing that waits is lost.
alert-resumed = ▶️ Sending goes on: this error is over: { $reason }
alert-refused =
    ⚠️ Telegram refused one message; no other was affected.
    Message: { $campaign }
    Chat id: { $chat }
    In Telegram's words: { $reason }
alert-campaign =
    { $kind ->
        [digest] the digest of { $what }
        [correction] correction { $what }
       *[broadcast] broadcast { $what }
    }
alert-refused-more =
    { $count ->
        [one] ⚠️ Telegram has refused one more message since.
       *[other] ⚠️ Telegram has refused { $count } more messages since.
    }
    In Telegram's words: { $reasons }
    On the command line, for more: marsad digest ledger --status dead

## Your data

mydata = <b>What is kept about you</b>
mydata-language = Language we speak with you: { $language }
mydata-questions =
    { $count ->
        [0] You have asked nothing yet.
        [one] You have asked one question.
       *[other] You have asked { $count } questions.
    }
mydata-feedback =
    { $count ->
        [0] You have rated no answer yet.
        [one] You have rated one answer.
       *[other] You have rated { $count } answers.
    }
mydata-showings =
    { $count ->
        [0] You have been shown no fact yet.
        [one] You have been shown one fact.
       *[other] You have been shown { $count } facts.
    }
mydata-revisions =
    { $count ->
        [one] You made one change as a curator, which stays on record.
       *[other] You made { $count } changes as a curator, which stay on record.
    }
mydata-sendings = <b>What we sent you last</b>
mydata-sendings-none = We have sent you no digest.
mydata-sending = • { $time }: { $what } – { $how }
mydata-what =
    { $kind ->
        [correction] correction
       *[broadcast] announcement
    }
mydata-digest = digest ({ $facts })
mydata-digest-part = digest ({ $facts }, part { $part } of { $parts })
mydata-facts =
    { $count ->
        [0] no facts
        [one] one fact
       *[other] { $count } facts
    }
mydata-how =
    { $how ->
        [sent] sent (message { $message })
        [unknown] may have arrived: the connection broke before we knew, and we do not repeat it, so that it never comes twice
        [nothing-new] not sent: nothing was new
        [too-late] not sent: it was too late, and its facts come with the next digest
        [unsubscribed] not sent: you had unsubscribed before
        [told] not sent: another message told you the same
        [withdrawn] not sent: its facts were withdrawn
        [cancelled] not sent: it was called off before it began
        [gone] could not be sent: the chat blocked the bot or is no more
        [refused] could not be sent: Telegram refused it
        [unreachable] could not be sent after many attempts
        [waiting] not sent yet; we try again
        [pending] on its way
       *[skipped] not sent
    }
button-as-file = Everything in a file
forget-confirm = We will erase the language you chose, your subscription and the record of what we sent you, and remove everything that ties your questions and ratings to you. There is no way back.
forget-not-yours = This button is for whoever asked to be forgotten.
forgotten = Everything that was kept about you is erased.
button-forget = Erase everything
