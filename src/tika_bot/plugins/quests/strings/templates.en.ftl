# The quests that ship: their names, and what is to be done. { $n } is the amount.

## Amounts

messages = { $n ->
        [one] one message
       *[other] { $n } messages
    }
reactions = { $n ->
        [one] one reaction
       *[other] { $n } reactions
    }
commands = { $n ->
        [one] one command
       *[other] { $n } commands
    }
minutes = { $n ->
        [one] one minute
       *[other] { $n } minutes
    }
days = { $n ->
        [one] one day
       *[other] { $n } different days
    }
times = { $n ->
        [one] once
       *[other] { $n } times
    }
levels = { $n ->
        [one] one level
       *[other] { $n } levels
    }
xp = { $n } XP

## Daily, easy

quest-early-bird = Early bird
    .help = Sing { messages } before the day is over. Noon counts as dawn here.
quest-hello-again = Hello again
    .help = Leave { messages } where others can find them.
quest-small-talk = Small talk
    .help = The weather, the tea, the cat: { messages } about nothing in particular.
quest-two-cents = Two cents
    .help = Say something worth XP, in { messages }.
quest-warm-up = Warm-up
    .help = Earn { xp } before you break a sweat.
quest-button-pusher = Button pusher
    .help = Ask me for something { times }. I don't mind.
quest-curious = Curious
    .help = Try { commands }. At least one should be new to you.
quest-footprints = Footprints
    .help = Leave { messages } behind, so that we know you were here.
quest-crumbs = Bread crumbs
    .help = Pick up { xp }, crumb by crumb.
quest-postcard = Postcard
    .help = Write { messages } to whoever missed you.
quest-pocket-change = Pocket change
    .help = Find { xp } between the sofa cushions.
quest-short-and-sweet = Short and sweet
    .help = Let { messages } be good enough to earn something.
quest-doorbell = Doorbell
    .help = Ring for me { times }. I always open.
quest-morning-paper = Morning paper
    .help = Report { messages } of news, true or not.

## Daily, medium

quest-storyteller = Storyteller
    .help = Tell a story in { messages }. Dragons are optional.
quest-marathon-mouth = Marathon mouth
    .help = Keep talking for { messages }, and breathe in between.
quest-thinking-aloud = Thinking aloud
    .help = Have thoughts worth XP, in { messages }.
quest-wordsmith = Wordsmith
    .help = Forge { messages } that earn something.
quest-harvest = Harvest
    .help = Bring in { xp } before the light goes.
quest-gold-panner = Gold panner
    .help = Wash { xp } out of an ordinary day.
quest-long-letter = A long letter
    .help = Write it as { messages }. Nobody reads attachments.
quest-campfire = Campfire
    .help = Sit by the fire in voice for { minutes }.
quest-power-user = Power user
    .help = Run { commands }, like somebody who has read the manual.
quest-second-wind = Second wind
    .help = Earn { xp }, the last of them when you thought you were done.
quest-debate-club = Debate club
    .help = Argue your case in { messages }. Changing your mind counts.
quest-tea-break = Tea break
    .help = Bring a cup to voice and stay for { minutes }.
quest-steady-hand = Steady hand
    .help = Not fast but well: { messages } that earn XP.
quest-busy-bee = Busy bee
    .help = Carry { messages } from channel to channel.

## Daily, social

quest-applause = Applause
    .help = Clap for others: give { reactions }.
quest-confetti = Confetti
    .help = Throw { reactions } at what makes you smile.
quest-nod-along = Nod along
    .help = Nod { times }: a reaction will do.
quest-good-company = Good company
    .help = Spend { minutes } in voice with people you like.
quest-open-mic = Open mic
    .help = Let your voice be heard for { minutes }.
quest-gift-wrap = Gift wrap
    .help = Hand out { reactions }. They cost nothing and are always welcome.
quest-matchmaker = Matchmaker
    .help = Pair { reactions } with the messages that deserve them.
quest-porch-light = Porch light
    .help = Keep the light on in voice for { minutes }.
quest-echo = Echo
    .help = Answer without words: { reactions }.
quest-cheerleader = Cheerleader
    .help = Cheer others on with { reactions }.
quest-fireside = Fireside
    .help = Put another log on: { minutes } in voice.
quest-sticker-book = Sticker book
    .help = Stick { reactions } where they belong.

## Weekly

quest-regular = The regular
    .help = Drop in on { days }. Your chair is kept.
quest-every-day-counts = Every day counts
    .help = Be around on { days } of the week.
quest-chronicler = Chronicler
    .help = Write the week's history in { messages }.
quest-village-gossip = Village gossip
    .help = Spread { messages }. Keep the good secrets.
quest-treasure-hunt = Treasure hunt
    .help = Dig up { xp }. X marks nothing, so dig everywhere.
quest-dragon-hoard = Dragon's hoard
    .help = Pile up { xp } and sleep on it.
quest-essayist = Essayist
    .help = Write { messages } that earn XP. Style is its own reward.
quest-night-radio = Night radio
    .help = Be on air in voice for { minutes }.
quest-book-club = Book club
    .help = Talk about the book for { minutes }. Having read it is optional.
quest-patron = Patron of the arts
    .help = Support the talented with { reactions }.
quest-fan-club = Fan club
    .help = Be somebody's fan, { times } over.
quest-step-up = One step up
    .help = Climb { levels }.
quest-tinkerer = Tinkerer
    .help = Turn my knobs: { commands }.
quest-lighthouse = Lighthouse
    .help = Flash { messages } into the dark. Somebody sails by them.

## Special

quest-first-words = First words
    .help = Write your first { messages } here. Welcome.
quest-first-voice = Found your voice
    .help = Spend { minutes } in voice, for the first time on record.
quest-part-of-the-furniture = Part of the furniture
    .help = Be here on { days }. Somebody will water you.
quest-tall-tree = Tall tree
    .help = Grow { levels } taller.

## Events

quest-new-year = First page
    .help = The year is empty: fill it with { messages }.
quest-fools-day = April fool
    .help = React { times }. One of them must be a joke. All right, all of them.
quest-midsummer = Shortest night
    .help = Stay up in voice for { minutes }; it won't get dark anyway.
quest-haunting = The haunting
    .help = Haunt the channels with { messages }. Boo counts.
quest-advent = Advent calendar
    .help = Open a door on { days } before Christmas.
quest-year-end = Last round
    .help = Bring home { xp } before the year goes.

## Challenges

quest-thousand-and-one = A thousand and one
    .help = { messages } in a month. Scheherazade started small, too.
quest-iron-seat = Iron seat
    .help = Hold your seat in voice for { minutes } in a month.
quest-unbroken = Unbroken
    .help = Be here on { days } of one month.
quest-generous = Open-handed
    .help = Give { reactions } in a month, and mean them.
quest-summit = Summit
    .help = Climb { xp } in a month. Bring snacks.
quest-craftsman = Craftsmanship
    .help = Make { messages } in a month, each good enough for XP.
