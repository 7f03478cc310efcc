# What the bot says, in English: the language that every other one is made from.

## Answers

# $sureness: sure, likely or unsure
sureness = { $sureness ->
    [sure] Sure
    [likely] Likely
   *[unsure] Not sure
}
answer-refusal = The story doesn't say.
answer-nearest = Nearest passages:
# $question: what the member asked
answer-asked = Asked: { $question }
# A quote's place; $number counts from 1.
paragraph = paragraph { NUMBER($number, useGrouping: 0) }
chapter = chapter { NUMBER($number, useGrouping: 0) }
# $name: of the chapter
chapter-named = chapter { NUMBER($number, useGrouping: 0) } ({ $name })
# $chapter: "chapter 3", or the heading of what has no number; $place: "paragraph 12"
place-in-chapter = { $chapter }, { $place }

## Passages

matches-none = No passage comes close to these words; try fewer or other ones.
matches-exact = These very words
matches-close = Close to these words
# $number of $count passages
more-found = Match { NUMBER($number, useGrouping: 0) } of { NUMBER($count, useGrouping: 0) }
button-previous = ← Before
button-next = After →
button-more = More matches
# The last line of a list that is cut; $count: how many found no room
list-more = … and { $count } more.
edge-previous = This is the beginning of the story.
edge-next = This is the end of the story.

## Summaries

# $length: short, medium or long
summary-length = { $length ->
    [short] short
    [medium] medium
   *[long] long
}
summary-title = Summary of { $title }
summary-empty = This story has no sentences to summarize; add one with more text.

## Stories

stories-none = There are no stories here yet; add one with `/{ command-story } { command-story-add }`, or ask those who manage this server to.
stories-count = { $count ->
    [one] { $count } story
   *[other] { $count } stories
}
story-size = { $count ->
    [one] { $count } character
   *[other] { $count } characters
}
# $author and $date of a story
story-by = by { $author }
story-by-dated = by { $author }, { $date }

## Help

help =
    ### Chapter & Verse
    I answer questions about stories in the stories' own words, and show where they stand.
    - `/{ command-ask }` a question; with `{ command-ask-private }` only you see the answer
    - `/{ command-compare }` sets what several stories answer side by side
    - `/{ command-summary }` of a story, made of its own sentences
    - `/{ command-quote }` finds the passages closest to your words; `/{ command-check }` says whether words stand in a story, and what differs
    - `/{ command-said }`, `/{ command-promises }`, `/{ command-threats }`: who says what
    - `/{ command-people }`, `/{ command-timeline }`, `/{ command-map }`: who is who, what happens when, who appears where
    - `/{ command-quiz }` and `/{ command-points }`: a quiz made from the text
    - `/{ command-progress }`: say how far you have read, and I show you nothing beyond
    - `/{ command-stories }` lists what I have read
    - `/{ command-story } { command-story-add }`, or “{ menu-add-to-the-library }” under a message's Apps, adds stories where you may; `/{ command-story } { command-story-chapter }`, `{ command-story-replace }` and `{ command-story-remove }` change them
    - `/{ command-library }`: whose stories you ask in direct messages
    - `/{ command-my-data }`, `/{ command-forget-me }`: what is stored about you, and how to erase it

    You can also mention me with a question, reply to my answers and mention me, or write to me directly; follow-ups such as “why?” are understood. On any message, open Apps to check it or to ask about it.
    -# Every quote is checked against the story before it is sent. Those who manage the server set me up with `/{ command-settings }`.
mention-needed = Discord shows me only messages that mention me; please mention me in your reply.

## Errors

error-sorry = Sorry, something went wrong here; please try again in a minute, or tell those who run me the code { $code }.
error-unusable = My library cannot be used right now; those who run me find the reason in my log.
error-library-busy = My library is being changed by another program right now; please ask again in a minute.
error-storage-unavailable = I can't reach my library right now; please ask again in a minute.
error-memory = Not everything fits into my memory right now; please ask again in a minute.
error-late = I was too late for Discord to show you this; please try again.
late-answer = { $member }, Discord no longer took this as a reply to you, so it stands here on its own.
error-busy = { $others ->
    [one] I'm busy with one other question; please try again in a minute.
   *[other] I'm busy with { $others } other questions; please try again in a minute.
}
error-shed = { $seconds ->
    [one] Too many are asking just now; yours waited for a second and was not answered. Please ask again in a minute.
   *[other] Too many are asking just now; yours waited for { $seconds } seconds and was not answered. Please ask again in a minute.
}
error-closing = I'm being restarted; please ask again in a minute.
error-cooling-down = { $seconds ->
    [one] One question at a time; please ask again in { $seconds } second. Those who manage the server can change the pause with `/{ command-settings }`.
   *[other] One question at a time; please ask again in { $seconds } seconds. Those who manage the server can change the pause with `/{ command-settings }`.
}
error-quote-mismatch = I could not verify a quote against the story, so I show none; please ask again.
error-stale-control = This button is from another version of me; please ask again.
error-story-gone = This story was removed from the library.
error-no-stories = There are no stories here yet; add one with `/{ command-story } { command-story-add }`, or ask those who manage this server to.
# $near: names that are like it, with commas; $near_count: how many
error-story-not-found = { $near_count ->
    [0] There is no story called “{ $name }”; see the list with /{ command-stories }.
   *[other] There is no story called “{ $name }”; did you mean { $near }?
}
# $names: the stories that could be meant; $more: how many others
error-story-unclear = { $more ->
    [0] There are several stories; name one of them: { $names }.
   *[other] There are several stories; name one of them: { $names } and { $more } more.
}
error-question = There is no question in that; ask with a few words.
error-question-no-words = There are no words in that; give the words to look for.
error-question-too-long = The words are longer than { $most } characters; check a part of them.
error-nothing-read = You have not begun this story yet; say how far you have read with `/{ command-progress }`.
error-no-such-place-paragraph = { $count ->
    [one] There is one paragraph; choose 1.
   *[other] There are { $count } paragraphs; choose one from 1 to { $count }.
}
error-no-such-place-percent = That is no percentage of a story; choose one from 0 to 100.
error-no-such-place-chapters = This story has no chapters; choose a paragraph or a percentage.
# $first, $last: the chapters' numbers
error-no-such-place-chapter = { $count ->
    [one] There is one chapter; choose { $first }.
   *[other] There are { $count } chapters; choose one from { $first } to { $last }.
}
# $chapter: its number; $count: how many paragraphs it has
error-no-such-place-chapter-paragraph = { $count ->
    [0] Chapter { $chapter } has no paragraphs; choose another one.
    [one] Chapter { $chapter } has one paragraph; choose 1.
   *[other] Chapter { $chapter } has { $count } paragraphs; choose one from 1 to { $count }.
}

## Reading addresses

# $host names the server, $file the page
error-loading-web-address = “{ $address }” is not the address of a page; give one such as https://example.com/story.
error-loading-web-scheme = I don't read addresses that begin with { $scheme }:; give the page's https:// address.
error-loading-web-credentials = I don't read addresses with a name or password in them; leave out what stands before the @ in front of { $host }.
error-loading-web-port = I read pages from ports 80 and 443 only, not from { $port }; save the page as a file and attach it.
error-loading-web-private = { $host } is not a machine of the public internet, so I don't read it; save the page as a file and attach it.
error-loading-web-unknown = There is no host named { $host }; check the address.
error-loading-web-unreachable = I cannot reach { $host }; check the address, or try again later.
error-loading-web-slow = { $host } did not send the whole page within { $seconds } seconds; try again later, or save the page as a file and attach it.
error-loading-web-certificate = { $host } cannot prove that it is { $host }, for its certificate is not valid; save the page as a file and attach it.
error-loading-web-malformed = { $host } sent something that I cannot understand as a page; save the page as a file and attach it.
error-loading-web-large = The page at { $host } is larger than { $limit } bytes; attach the part you want as a file.
error-loading-web-type = { $host } sent { $type }, which is no text; give the address of a web page, or of a text, PDF, EPUB, DOCX, ODT, RTF or ZIP file.
error-loading-web-redirects = { $host } leads on to other addresses more than { $limit } times; open the page in a browser and give the address it ends at.
error-loading-web-downgrade = { $host } leads from https to an address without encryption, where the words could be changed on their way; give the http:// address itself if that is fine with you.
error-loading-web-robots = { $host } asks programs not to read this page (in its robots.txt); save the page as a file and attach it.
error-loading-web-robots-unknown = { $host } does not tell whether programs may read it (its robots.txt fails with status { $status }); try again later, or save the page as a file and attach it.
error-loading-web-login = { $host } shows this page only to those who log in; save the page as a file and attach it.
error-loading-web-payment = { $host } shows this page only to those who pay; save the page as a file and attach it.
error-loading-web-forbidden = { $host } does not let programs read this page; save the page as a file and attach it.
error-loading-web-missing = { $host } has no page at this address; check the address.
error-loading-web-gone = { $host } has removed this page; look for a copy of it, and attach that as a file.
error-loading-web-busy = { $host } gets too many requests just now; try again in some minutes.
error-loading-web-broken = { $host } has a fault of its own (status { $status }); try again later.
error-loading-web-status = { $host } answers with status { $status } instead of the page; save the page as a file and attach it.
error-loading-web-cancelled = Reading { $host } was cancelled; add the address again if you still want it.
error-loading-web-long = { $file } holds more than { $limit } characters; attach the part you want as a file.
error-loading-web-scripts = { $file } shows its text by scripts, in a browser only; copy the text into a file and attach it.
error-loading-web-subscribers = { $file } shows its whole text to subscribers only; if you are one, save the page as a file and attach it.
error-loading-web-no-article = { $file } holds no article that I can tell from the page around it; copy the text into a file and attach it.
error-loading-unreadable = I cannot read { $file }, so it is damaged or not what its name says; open it in the program that made it and save it again.
error-loading-unknown-format = I cannot read { $file }: its name ends in no format that I know; save it as { $known }.
error-loading-other-kind = { $file } is really in the format { $kind }; rename it to { $right } and add it again.
error-loading-no-story-kind = { $file } is really in the format { $kind }, which holds no story; add the story's own file.
error-loading-old-word = { $file } is in the format of Word before 2007; save it as .docx and add that.
error-loading-damaged = { $file } is damaged, or is not what its name says; export or download it again.
error-loading-damaged-text = { $file } is damaged UTF-8 text (a wrong byte at position { $position }); export or download it again.
error-loading-encrypted = { $file } is locked with a password; save it without one and add it again.
error-loading-protected = { $file } is copy-protected (DRM); add an edition of it without copy protection.
error-loading-entities = { $file } declares XML entities, which can hide a bomb; export it again with an ordinary program.
error-loading-packing = { $file } is packed in a way that I don't read; pack it anew as an ordinary ZIP file.
error-loading-unpacks-too-large = { $file } unpacks to more than { $limit } bytes; split it into several files.
error-loading-too-many-files = { $file } holds more than { $limit } files; split it into several archives.
error-loading-too-long = { $file } has more than { $limit } characters; split it into several stories.
error-loading-too-large = { $file } is larger than { $limit } bytes; split it into several files.
error-loading-too-many-pages = { $file } has { $pages } pages, and { $limit } are allowed; split it into several files.
error-loading-member-too-large = { $file } holds a file of more than { $limit } bytes; split that file.
error-loading-scan = { $file } holds pictures of pages and no text; run a text recognition (OCR) over it first.
error-loading-no-stories = { $file } holds no story; put files such as .txt, .pdf or .epub into it.
error-loading-nested = { $file } holds another archive; unpack that one and add what it holds.
error-loading-paths = { $file } holds a path or a link that leads out of it; pack the files anew.
error-loading-one-name = { $file } holds { $count } stories, which cannot share a name; add it without one.
error-loading-no-name = { $file } needs a readable name for the story; rename the file, or give a name with it.
error-loading-long-name = The name of the story in { $file } is longer than { $limit } characters; give a shorter one.
error-loading-empty = { $file } is empty; write the story into it first.
error-loading-no-words = { $file } holds no words; write the story into it first.
error-loading-encoding = I cannot tell for sure which encoding { $file } is in; save it as UTF-8 and add it again.
error-loading-control = { $file } holds a control character in line { $line }; remove it in an editor.
error-loading-binary = { $file } is binary, not text; save or export it as plain UTF-8 text.
error-loading-cancelled = { $file } was not read because that was cancelled; add it again when you want it.
error-loading-slow = { $file } took longer than { $seconds } seconds to read; split it into smaller files.
error-loading-memory = { $file } takes more memory to read than is allowed; split it into smaller files.
error-loading-long = { $file } holds more text than I can read at once; split it into smaller files.
error-loading-deep = { $file } is nested too deeply for me to read; save its words as plain text.

## Commands: the English texts are those of the code

command-ask = ask
command-ask-description = Ask the stories a question; the answer is quoted from them.
command-ask-question = question
command-ask-question-description = What do you want to know?
command-ask-story = story
command-ask-story-description = The story to ask; all of them when empty
command-ask-private = private
command-ask-private-description = Whether only you see the answer
command-summary = summary
command-summary-description = Summarize a story in its own sentences.
command-summary-story = story
command-summary-story-description = The story to summarize; may be left empty when there is only one
command-summary-length = length
command-summary-length-description = How much of it to show
choice-short = short
choice-medium = medium
choice-long = long
command-quote = quote
command-quote-description = Find the passages closest to your words.
command-quote-words = words
command-quote-words-description = Words that stand in the story, or nearly
command-quote-story = story
command-quote-story-description = The story to look in; all of them when empty
command-stories = stories
command-stories-description = List the stories that can be asked.
command-help = help
command-help-description = What I do and how to ask.

## What is not allowed

# $roles: mentions of roles
denied-asking = Only members with one of these roles may ask here: { $roles }. Those who manage this server can change that with `/{ command-settings }`.
denied-changing = Only those who may manage this server can change this; ask one of them, or for a role that they allow to.
denied-changing-roles = Only those who may manage this server, or have one of these roles, can change this: { $roles }. Ask one of them.
denied-without-server = This is a matter of servers; use it in one.

## Reading around a quote

button-wider = Wider
button-scene = Scene's start
button-match-before = ← Match before
button-match-next = Next match →
edge-wider = This is the whole story already.
edge-widest = One message does not show more than this; read on with the other buttons.
edge-scene = This scene has no sentences to show.
edge-beyond = You have not read on from here yet; tell me how far you are with `/{ command-progress }`.
error-beyond = That lies further on than you have read, or than this channel may see; tell me how far you are with `/{ command-progress }`.

## Conversations, sharing and judging

# $question: the question with what it refers to
answer-understood = Understood as: { $question }
answer-beyond = The answer may lie further on than you have read, or than this channel may see.
# $member: a mention
answer-shared = Shared by { $member }
button-share = Share with the channel
button-helped = This helped
button-wrong = This is wrong
thread-name = Answer
thread-opening = Answered in a thread.
error-shared = This answer is shared already; it stands in the channel.

## How far somebody has read

command-progress = progress
command-progress-description = Say how far you have read; nothing beyond it is shown to you.
command-progress-paragraph = paragraph
command-progress-paragraph-description = The last paragraph that you have read; of the chapter, if you name one
command-progress-chapter = chapter
command-progress-chapter-description = The last chapter that you have read
command-progress-percent = percent
command-progress-percent-description = How much of the story you have read
command-progress-whole = whole
command-progress-whole-description = Whether you have read all of it: nothing is held back any more
command-progress-story = story
command-progress-story-description = The story; may be left empty when there is only one
button-here = Read to here
# $place: as in "chapter 3, paragraph 12"
progress-place = { $place } ({ $percent }%)
progress-beginning = the very beginning
# $place: as above
progress-set = From now on nothing beyond { $place } of **{ $title }** is shown to you, here, in any server that shares this library, and in direct messages.
progress-none = From now on nothing of **{ $title }** is shown to you until you say how far you have read.
progress-all = All of **{ $title }** is open to you now.
progress-channel-lower = In this channel everybody's reading ends earlier, at { $place }; the lower of the two counts. Those who run this server can change that with `/{ command-settings }`.
progress-title = How far you have read
progress-nothing-set = You have set nothing; every story is open to you in full.
progress-of-channel = In this channel nobody is shown more than this
progress-how = Set it with `/{ command-progress }` and a chapter, a paragraph or both, or a percentage, or with “{ button-here }” below a quote. Where two ends meet, the lower one counts.
error-several-places = That names several places; name a chapter, a paragraph or both, or one percentage.

## Feedback and gaps

judged-helped = Thank you; counted as helpful. Press the other button to change it.
judged-wrong = Thank you; counted as wrong. Press the other button to change it.
command-gaps = gaps
command-gaps-description = List the questions that the stories did not answer, and the answers called wrong.
# $count: how often a question went wrong; $groups: how many groups of alike questions
gaps-title = { $groups ->
    [0] Gaps
    [one] Gaps: { $count } in one group
   *[other] Gaps: { $count } in { $groups } groups of alike questions
}
gaps-none = There is no question to show.
gaps-not-kept = This server does not keep the texts of questions, so new gaps cannot be listed; those who run it can turn that on with `/{ command-settings }`.
gaps-untold = { $count ->
    [one] One more went wrong; the text of its question is not kept.
   *[other] { $count } more went wrong; the texts of their questions are not kept.
}
gaps-refused = not answered { $count } ×
gaps-wrong = called wrong { $count } ×
# $title: of a story; $place: as in "paragraph 12"
gaps-near = near { $title }, { $place }
# $question: another wording
gaps-also = Also: { $question }
gaps-exported =
    { $count ->
    [one] `gaps.jsonl` holds one question, for `verse evaluate gaps.jsonl`.
   *[other] `gaps.jsonl` holds { $count } questions, one a line, for `verse evaluate gaps.jsonl`.
    }
    Each says `"answerable": false`: that the story rightly says nothing. Where a story does answer, write `true` instead and add `"sentences": ["…"]` with the sentences that answer, copied from the story to the letter.
button-gaps-before = ← Bigger ones
button-gaps-next = Smaller ones →
button-export = Export
error-no-gaps = There is no question to export any more.

## What is stored about a member

command-my-data = my-data
command-my-data-description = Show what is stored about you.
command-forget-me = forget-me
command-forget-me-description = Erase what is stored about you, here or everywhere.
mine-title = What is stored about you
mine-nothing = Nothing is stored about you.
mine-quiz = { $rounds ->
    [one] one round of the quiz; points: { $points }
   *[other] { $rounds } rounds of the quiz; points: { $points }
}
mine-feedback = answers you judged: helpful { $helped }, wrong { $wrong }
mine-questions = { $count ->
    [one] one question of yours
   *[other] { $count } questions of yours
}
mine-settings = { $count ->
    [one] your name beside one setting
   *[other] your name beside { $count } settings
}
mine-memory = Only until my next restart I remember your last questions, so that you can follow up on them, the language of your Discord, and in which servers I met you. `/{ command-forget-me }` erases all of it.
# $here, $everywhere: how many things; $place: server or direct
forget-ask =
    { $place ->
    [direct] Things stored about you in direct messages: { $here }; in all: { $everywhere }.
   *[server] Things stored about you in this server: { $here }; everywhere: { $everywhere }.
    }
    They are erased at once and for good; settings that you made and stories that you added stay, without your name. How far you have read is erased with “{ button-forget-all }”, and then nothing is held back from you any more.
button-forget-here = { $place ->
    [direct] In direct messages
   *[server] In this server
}
button-forget-all = Everywhere
forget-done = { $count ->
    [0] There was nothing to erase; what I remembered until the next restart is forgotten, too.
    [one] One thing is erased; what I remembered until the next restart is forgotten, too.
   *[other] { $count } things are erased; what I remembered until the next restart is forgotten, too.
}

## Is this in the story?

menu-is-this-in-the-story = Is this in the story?
menu-ask-about-this = Ask about this
command-check = check
command-check-description = Tell whether words are in the story, and what differs; only you see it.
command-check-words = words
command-check-words-description = The words to look for, such as what somebody said the story says
command-check-story = story
command-check-story-description = The story to look in; all of them when empty
form-about = Ask about this message
field-about-question = Your question
# $standing: exact, nearly or not-found
check-heading = { $standing ->
    [exact] In the story, word for word
    [nearly] Nearly in the story: the words differ
   *[not-found] Not in the story
}
# What word for word still leaves open
check-differs = { $difference ->
    [case] Only capital letters differ.
    [punctuation] Only punctuation differs.
   *[elision] Words are left out where the dots are.
}
check-careful = { $kind ->
    [negation] Careful: a negation differs.
    [number] Careful: a number differs.
    [date] Careful: a date differs.
    [name] Careful: a name differs.
    [opposite] Careful: this says the opposite.
   *[cut-off] Careful: the story has a negation right before these words.
}
# $whose: own (the member's words), message, or story
check-has = { $whose ->
    [own] Your words: “{ $words }”.
    [message] The message: “{ $words }”.
   *[story] The story: “{ $words }”.
}
check-has-nothing = { $whose ->
    [own] Your words have nothing there.
    [message] The message has nothing there.
   *[story] The story has nothing there.
}
check-differences = What differs:
check-side = { $whose ->
    [own] Your words: { $words }
    [message] The message: { $words }
   *[story] The story: { $words }
}
check-nothing = nothing here
check-place = Where it stands:
check-nearest = The nearest passage:
check-checked = Checked: { $words }
check-attributed = Said there to be by { $name }; who says it in the story is for the quote to tell.
check-beyond = The words may also stand further on than you have read, or than this channel may see.
error-message-without-words = There are no words in this message that I can read; choose one with text.

## Who says what, who is who, what happens when

command-said = said
command-said-description = List what somebody in a story says.
command-said-who = who
command-said-who-description = Somebody in the story
command-said-story = story
command-said-story-description = The story; may be left empty when there is only one
command-promises = promises
command-promises-description = List who promises what in a story.
command-promises-who = who
command-promises-who-description = Whose promises; everybody's when empty
command-promises-story = story
command-promises-story-description = The story; may be left empty when there is only one
command-threats = threats
command-threats-description = List who threatens what in a story.
command-threats-who = who
command-threats-who-description = Whose threats; everybody's when empty
command-threats-story = story
command-threats-story-description = The story; may be left empty when there is only one
command-people = people
command-people-description = List who is who in a story.
command-people-story = story
command-people-story-description = The story; may be left empty when there is only one
command-timeline = timeline
command-timeline-description = List what happens when in a story.
command-timeline-story = story
command-timeline-story-description = The story; may be left empty when there is only one
command-map = map
command-map-description = Draw who appears where in a story.
command-map-story = story
command-map-story-description = The story; may be left empty when there is only one
command-map-dark = dark
command-map-dark-description = Whether the picture is dark, as it is when this is empty
# $told: said, promised or threatened; $kind: one, then $name is who, or anybody
sayings-title = { $kind ->
    [one] { $told ->
        [promised] What { $name } promises in { $title }
        [threatened] What { $name } threatens in { $title }
       *[said] What { $name } says in { $title }
    }
   *[anybody] { $told ->
        [promised] Promises in { $title }
        [threatened] Threats in { $title }
       *[said] What is said in { $title }
    }
}
sayings-none = { $kind ->
    [one] { $told ->
        [promised] I find no promise of { $name } in **{ $title }**.
        [threatened] I find no threat of { $name } in **{ $title }**.
       *[said] I find nothing that { $name } says in **{ $title }**.
    }
   *[anybody] { $told ->
        [promised] I find no promise in **{ $title }**.
        [threatened] I find no threat in **{ $title }**.
       *[said] I find nothing that is said in **{ $title }**.
    }
}
# $act: said, promised or threatened
saying-act = { $act ->
    [promised] a promise
    [threatened] a threat
   *[said] words
}
# $says: words, then $words are the story's for the speaker ("he"), or nothing
speaker-guessed = { $says ->
    [words] probably **{ $name }**: the story says “{ $words }”
   *[nothing] probably **{ $name }**: the story does not say who
}
speaker-unknown = { $says ->
    [words] somebody I cannot tell: the story says “{ $words }”
   *[nothing] the story does not say who
}
people-title = { $count ->
    [one] { $count } name in { $title }
   *[other] { $count } names in { $title }
}
people-none = I find no people in **{ $title }** as far as it is open to you.
person-kind = { $kind ->
    [organisation] organisation
   *[person] person
}
# $place: a paragraph
person-first = first in { $place }
person-times = { $count ->
    [one] named once
   *[other] named { $count } times
}
person-introduced = Introduced as:
person-aliases = Also called: { $names }
timeline-title = When things happen in { $title }, as the story tells it
timeline-ordered = In order of time
timeline-none = I find no times in **{ $title }** as far as it is open to you.
# $reach says which of the two dates are known; they are written as 2019-07-12
event-when = { $reach ->
    [day] { $earliest }
    [between] { $earliest } to { $latest }
    [since] { $earliest } or later
    [until] { $latest } or earlier
   *[unknown] no date in the story
}
map-title = Who appears where in { $title }
# $near: the names most like it
error-unknown-person = { $near_count ->
    [0] Nobody in this story is called “{ $who }”; I find no people in it as far as it is open to you.
   *[other] Nobody in this story is called “{ $who }”; the nearest names are: { $near }. Pick one of them, or see `/{ command-people }`.
}

## The quiz

command-quiz = quiz
command-quiz-description = Ask everybody here about the story, for points.
command-quiz-story = story
command-quiz-story-description = The story to ask about; may be left empty when there is only one
command-quiz-kind = kind
command-quiz-kind-description = What is asked; a mix when empty
command-quiz-rounds = rounds
command-quiz-rounds-description = How many rounds; one when empty
choice-missing-word = missing word
choice-who-said = who said
choice-which-first = which first
choice-true-or-altered = true or altered
command-points = points
command-points-description = Show who has won how many points in the quiz.
quiz-ask = { $kind ->
    [missing-word] Which word is missing?
    [who-said] Who says this?
    [which-first] Which comes first in the story?
   *[true-or-altered] Does the story say this, or was one thing altered?
}
quiz-number = round { $number } of { $count }
quiz-rules = { $points ->
    [one] One point for the right answer. Everybody may answer once; only you see whether you are right.
   *[other] { $points } points for the right answer. Everybody may answer once; only you see whether you are right.
}
button-quiz-true = The story says it
button-quiz-altered = It was altered
button-quiz-next = Next round
quiz-right = Right!
quiz-wrong = Not this time.
# $choice: the right one, a letter or words of the story
quiz-solution = The right answer is { $choice }.
quiz-was-true = The story says exactly this.
quiz-was-altered = The story does not say this; one thing was altered.
quiz-won = { $points ->
    [one] You get { $points } point.
   *[other] You get { $points } points.
}
quiz-counted-already = You had answered this round before; your first answer counts.
quiz-story-says = What the story says
quiz-came-first = This comes first
quiz-came-later = This comes later
quiz-altered = Altered, and not in the story; what differs is in bold
points-title = Points in the quiz
points-own = Your points in the quiz
points-none = Nobody has answered a round yet; begin with `/{ command-quiz }`.
# $member: a mention
points-line = { $rank }. { $member } · { $points ->
    [one] { $points } point
   *[other] { $points } points
} · { $right } of { $rounds } right
error-quiz-too-short = This story is too short for a quiz, or you have not read enough of it yet; choose a longer one, or read on.
error-quiz-kind = This story has too little in it for this kind of round; choose another kind, or leave it empty for a mix.
error-quiz-beyond = This round goes further than you have read, or than this channel may see; tell me how far you are with `/{ command-progress }`, or begin a quiz of your own with `/{ command-quiz }`.
error-quiz-changed = The story has changed since this round was asked, so it does not count any more; begin a new one with `/{ command-quiz }`.
error-quiz-went-on = The next round stands further down already; answer it there.

## The rules of a server

command-settings = settings
command-settings-description = Show the rules that are in force here and why; change them if you may.
# $channel: a mention
rules-channel = Rules in { $channel }
rules-server = Rules of the whole server
rule-name = { $rule ->
    [story] Default story
    [answers] Where answers stand
    [listens] Answer every question
    [private] Private by default
    [ceiling] Spoiler limit
    [cooldown] Cooldown
    [askers] Who may ask
    [adders] Who may add
    [replacers] Who may replace
    [removers] Who may remove
    [changers] Who may change rules
   *[keeps-questions] Keep questions
}
rule-about = { $rule ->
    [story] The story that is asked when a member names none.
    [answers] Whether a question in a channel is answered right there, in a thread, or in a thread that is named after the question.
    [listens] Whether I answer every message that is a question, without a mention. I leave other bots, replies and mentions of somebody else alone.
    [private] Whether only the asker sees the answer to a command, unless they say otherwise.
    [ceiling] How far this channel may read a story: nothing beyond it is shown here to anyone. Choose the story; leave the form empty to take its limit away.
    [cooldown] How long a member waits between two questions.
    [askers] The roles that may ask me. Those who manage this server always may.
    [adders] The roles that may add stories and chapters, beside those who manage this server.
    [replacers] The roles that may put a corrected version in a story's place, beside those who manage this server.
    [removers] The roles that may remove stories, beside those who manage this server.
    [changers] The roles that may change these rules, beside those who manage this server.
   *[keeps-questions] Whether I keep the texts of questions, for the list of what the stories do not answer. I keep none unless you turn this on, and turning it off erases them.
}
# $state: on or off
rule-switch = { $state ->
    [on] on
   *[off] off
}
# $place: here, thread or named-thread
rule-answers = { $place ->
    [thread] in a thread
    [named-thread] in a thread named after the question
   *[here] in the channel
}
rule-seconds = { $count ->
    [0] none
    [one] { $count } second
   *[other] { $count } seconds
}
rule-everyone = { $rule ->
    [askers] everyone
   *[changers] only those who manage this server
}
rule-all-stories = all stories
rule-story-gone = all stories, for the chosen one was removed
# $count: stories that have one
rule-ceilings = { $count ->
    [0] none
    [one] { $count } story
   *[other] { $count } stories
}
rule-default = by default
# $source: channel or server; $member: a mention; $date as Discord shows it
rule-set = { $source ->
    [channel] set for this channel by { $member } on { $date }
   *[server] set for the whole server by { $member } on { $date }
}
rule-set-nameless = { $source ->
    [channel] set for this channel on { $date }
   *[server] set for the whole server on { $date }
}
rule-erases = Turning this off **erases the text of every question** that I keep for this server, at once and for good. What members said about answers stays, without the questions.
button-this-channel = This channel
button-whole-server = Whole server
button-back = Back
button-turn-on = Turn on
button-turn-off = Turn off
button-as-server = As in the server
button-as-default = Back to default
button-answers = { $place ->
    [thread] In a thread
    [named-thread] In a named thread
   *[here] In the channel
}
button-everyone = { $rule ->
    [askers] Everyone
   *[changers] Only managers
}
button-seconds = Enter seconds
button-all-stories = All stories
button-by-name = By name
button-erase = Turn off and erase
placeholder-rule = Change a rule
placeholder-roles = Choose roles
placeholder-story = Choose a story
form-rule = { $rule ->
    [cooldown] Cooldown
    [ceiling] Spoiler limit of this channel
   *[story] Default story
}
field-seconds = Seconds between two questions; 0 for none
field-story = Name of the story
field-paragraph = Last paragraph, of the chapter if you name it
field-chapter = Last chapter (all fields empty: no limit)
field-percent = Or how much of it, in percent
error-no-number = “{ $written }” is no number; write it in digits.
error-no-cooldown = Choose between 0 and { $most } seconds.

## What Discord has to allow

needs-title = What I need in this channel
needs-nothing = Nothing is missing.
# $name: of the permission in Discord's own list
permission = { $name ->
    [view_channel] View Channel
    [send_messages] Send Messages
    [read_message_history] Read Message History
    [attach_files] Attach Files
    [create_public_threads] Create Public Threads
   *[send_messages_in_threads] Send Messages in Threads
}
# $place: where it is missing; $me: a mention of the bot
needs = { $place ->
    [channel] **{ $permission }** is missing here: Edit Channel → Permissions → add { $me } → allow it.
   *[server] **{ $permission }** is missing: Server Settings → Roles → the role of { $me } → Permissions → turn it on.
}
needs-intent = Discord does not show me messages that do not mention me, so I cannot answer every question yet. Those who run me mend that: Developer Portal → Bot → Message Content Intent, then `DISCORD_MESSAGE_CONTENT=true` and a restart.

## Asking across a library

# $titles: the answer's story and the others, in markdown
answer-several = Several stories could be meant: { $titles }
placeholder-instead = Ask another of these stories
# $sides: what each story says, with its title; $kind: number or date
compare-differ = { $kind ->
    [date] The stories differ in a date: { $sides }
   *[number] The stories differ in a number: { $sides }
}
compare-silent = { $count ->
    [one] This story does not say: { $titles }
   *[other] These stories do not say: { $titles }
}
command-compare = compare
command-compare-description = Set what several stories answer side by side, and mark what differs.
command-compare-question = question
command-compare-question-description = What do you want to know?
command-compare-first = first
command-compare-first-description = A story to compare; those that fit best when all are empty
command-compare-second = second
command-compare-second-description = A story to compare; those that fit best when all are empty
command-compare-third = third
command-compare-third-description = A story to compare; those that fit best when all are empty
command-compare-fourth = fourth
command-compare-fourth-description = A story to compare; those that fit best when all are empty
command-compare-fifth = fifth
command-compare-fifth-description = A story to compare; those that fit best when all are empty

## Filling a library

command-story = story
command-story-description = Fill this library: add stories and chapters, correct and remove them.
command-story-add = add
command-story-add-description = Add stories from files, or from a page of the web.
command-story-add-file1 = file1
command-story-add-file1-description = A text, PDF, Word, EPUB, ODT, RTF, HTML or Markdown file, or a zip of these
command-story-add-address = address
command-story-add-address-description = The address of a page; its article is added
command-story-add-name = name
command-story-add-name-description = What to call the story; the file or the page names it when empty
command-story-add-file2 = file2
command-story-add-file2-description = Another file
command-story-add-file3 = file3
command-story-add-file3-description = Another file
command-story-add-file4 = file4
command-story-add-file4-description = Another file
command-story-add-file5 = file5
command-story-add-file5-description = Another file
command-story-chapter = chapter
command-story-chapter-description = Append a new chapter to a story.
command-story-chapter-story = story
command-story-chapter-story-description = The story that goes on
command-story-chapter-file = file
command-story-chapter-file-description = The new chapter alone, as a file
command-story-chapter-address = address
command-story-chapter-address-description = The address of a page with the new chapter
command-story-replace = replace
command-story-replace-description = Put a corrected version in the place of a story.
command-story-replace-story = story
command-story-replace-story-description = The story that is corrected
command-story-replace-file = file
command-story-replace-file-description = The whole story in its new version, as a file
command-story-replace-address = address
command-story-replace-address-description = The address of a page with the whole story in its new version
command-story-remove = remove
command-story-remove-description = Remove a story and all that was made of it.
command-story-remove-story = story
command-story-remove-story-description = The story to remove
command-story-log = log
command-story-log-description = List who added, corrected and removed what in this library.
menu-add-to-the-library = Add to the library
# $rule: adders, replacers or removers
denied-filling = { $rule ->
    [replacers] Only those who manage this server can replace stories; ask one of them, or for a role that they allow to.
    [removers] Only those who manage this server can remove stories; ask one of them, or for a role that they allow to.
   *[adders] Only those who manage this server can add stories; ask one of them, or for a role that they allow to.
}
# $roles: mentions of roles
denied-filling-roles = { $rule ->
    [replacers] Only those who manage this server, or have one of these roles, can replace stories: { $roles }. Ask one of them.
    [removers] Only those who manage this server, or have one of these roles, can remove stories: { $roles }. Ask one of them.
   *[adders] Only those who manage this server, or have one of these roles, can add stories: { $roles }. Ask one of them.
}
denied-cancelling = Only who began this, or those who manage this server, can cancel it; ask one of them.
error-nothing-brought = There is nothing to add in that; attach a file, give the address of a page, or choose a message with words.
error-file-large = “{ $file }” is larger than the { $most } MB that are allowed here; split it into several files.
error-file-gone = Discord does not give out “{ $file }” any more; attach it once more.
error-name-taken = There is a story called “{ $name }” already; choose another name, or put a corrected version in its place with `/{ command-story } { command-story-replace }`.
error-name-for-one = A name is for one story; add several without a name.
error-several-stories = “{ $file }” holds several stories; bring a file with the one that is meant.
error-one-only = Bring either a file or an address, not both.
error-adding-busy = { $others ->
    [one] I'm adding one other thing, and no more can wait; please try again in a few minutes.
   *[other] I'm adding { $others } other things, and no more can wait; please try again in a few minutes.
}
error-adding-over = This is not being added any more; see the list with `/{ command-stories }`.
error-brought-forgotten = I do not have that any more; bring it once more with `/{ command-story }`.
error-story-twin-same = This text is in the library already, as “{ $name }”; ask that story instead.
error-story-twin-nearly = This is nearly the text of “{ $name }”, which is in the library already; replace that story if this is a corrected version of it.
error-quota-stories = { $limit ->
    [one] This library holds one story at most; remove it first.
   *[other] This library holds at most { $limit } stories; remove one first.
}
error-quota-characters = This library holds at most { $limit } characters; remove a story first, or add a shorter one.
error-quota-hour = { $limit ->
    [one] At most one story an hour may be added here; try again later.
   *[other] At most { $limit } stories an hour may be added here; try again later.
}
# $name: of a file, a page or a message
adding-title = Adding { $name }
adding-title-of = Adding { $name }, { NUMBER($number, useGrouping: 0) } of { NUMBER($count, useGrouping: 0) }
# $stage: what is being done; of indexing, $done of $total parts
adding-stage = { $stage ->
    [reading] Reading it …
    [segmenting] It is read; finding its sentences …
    [encoding] It is read and segmented; indexed: { $done } of { $total } passages
   *[finishing] It is indexed; getting to know it …
}
# $ahead: others that come before it
adding-waits = { $ahead ->
    [0] It is its turn now.
    [one] It waits for its turn; one other comes before it.
   *[other] It waits for its turn; { $ahead } others come before it.
}
adding-left-seconds = { $count ->
    [one] about one second left
   *[other] about { $count } seconds left
}
adding-left-minutes = { $count ->
    [one] about one minute left
   *[other] about { $count } minutes left
}
adding-cancelled = Cancelled; nothing of it was kept.
adding-paused = I'm being restarted; this goes on by itself in a minute.
adding-again = I'll try again by myself.
error-adding-aside = I had to start anew twice while I was adding “{ $name }”, so I have set it aside; bring it in another form, such as plain text, or tell those who run me.
button-cancel = Cancel
# $deed: added, appended (a chapter) or replaced
added-title = { $deed ->
    [appended] New chapter: { $title }
    [replaced] Corrected: { $title }
   *[added] Ready: { $title }
}
added-summary = In short
added-people = Who is in it
added-questions = What you can ask it
added-several = { $count ->
    [0] Nothing was added
    [one] One story was added
   *[other] { $count } stories were added
}
added-not = { $count ->
    [one] One could not be added
   *[other] { $count } could not be added
}
button-replace = Replace that story
adding-choose = This message brings several things; what is to be added?
placeholder-bring = Choose what to add
bring-all = { $count ->
    [one] The one file
   *[other] All { $count } files
}
bring-words = The message itself: { $words }
removing-title = Remove { $title }?
removing-about = Its text, its index, and what members have left about it are erased at once and for good, from the disk too; quotes that were posted already stay where they are.
button-remove = Remove it
removed = **{ $title }** is removed, with all that was made of it.
log-title = What was done to this library
log-none = Nothing was added to this library or removed from it yet.
# $who: a mention, or log-somebody; $name: of a story; $size: of its text
log-line = { $deed ->
    [appended] { $who } added a chapter to **{ $name }** · { $size }
    [replaced] { $who } replaced **{ $name }** · { $size }
    [removed] { $who } removed **{ $name }** · { $size }
   *[added] { $who } added **{ $name }** · { $size }
}
log-somebody = Somebody
usage-stories = Held: { $stories } of { $most } stories
usage-characters = { $characters } of { $most } characters
usage-hour = added in the last hour: { $changes } of { $most }
usage-how = Add one with `/{ command-story } { command-story-add }`, or with “{ menu-add-to-the-library }” on a message.
# $place: as in "chapter 3, paragraph 12"
place-earlier = { $place }, from an earlier version

## Whose stories direct messages read

command-library = library
command-library-description = Choose whose stories you ask in direct messages.
library-of = From the library of { $server }
library-own = From your own stories
library-how = Choose whose stories I answer from in direct messages. In a server I always read its own library, and nobody but you sees your own stories.
library-nothing-shared = We share no server just now.
library-of-server = In a server I read its own library, which no other server sees. Write me `/{ command-library }` in a direct message to choose whose stories I read there.
library-own-count = { $count ->
    [0] none yet
    [one] one story
   *[other] { $count } stories
}
library-own-choice = My own stories
placeholder-library = Whose stories?
direct-left = We no longer share the server whose stories you read here; from now on I read your own. Choose others with `/{ command-library }`.
error-library-unchosen = You have no stories of your own yet; choose with `/{ command-library }` whose stories I read here.
error-not-shared = We do not share that server; choose another library.
error-membership-unknown = Discord does not tell me just now which servers we share; try again in a moment, or ask me in the server.

## What is stored about a member in several libraries

# $kind: whose library; $server: its name
mine-library = { $kind ->
    [own] Your own library
   *[server] { $server }: in direct messages, and wherever its stories are read
}
mine-own-stories = { $count ->
    [0] no stories
    [one] one story, which nobody else sees
   *[other] { $count } stories, which nobody else sees
}
mine-own-choice = in direct messages you chose { $kind ->
    [own] your own stories
   *[server] the library of { $server }
}
mine-orders = { $count ->
    [one] one thing that you want to add: { $names }
   *[other] { $count } things that you want to add: { $names }
}
mine-deed = { $deed ->
    [added] you added “{ $story }”
    [appended] you added a chapter to “{ $story }”
    [replaced] you replaced “{ $story }”
   *[removed] you removed “{ $story }”
} on { $date }
forget-own = { $count ->
    [0] “{ button-forget-all }” erases your own library, too.
    [one] “{ button-forget-all }” erases your own library, too, with its one story.
   *[other] “{ button-forget-all }” erases your own library, too, with its { $count } stories.
}
forget-own-done = { $count ->
    [0] Your own library is erased.
    [one] Your own library is erased with its one story.
   *[other] Your own library is erased with its { $count } stories.
}
