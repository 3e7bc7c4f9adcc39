# What the built-in achievements are called, and what is said of whoever has them (.help).

## words

rule-first-words = First Words
    .help = Every conversation starts with somebody brave.
rule-chatterbox = Chatterbox
    .help = Silence never stood a chance.
rule-well-put = Well Put
    .help = Not just noise: these counted.
rule-good-day = A Good Day to Talk
    .help = Some days the words just pour.
rule-marathon-mouth = Marathon Mouth
    .help = 42 kilometres of conversation, no water station.
rule-serial-writer = Serial Writer
    .help = To be continued. And continued. And continued.
rule-small-talk = Small Talk
    .help = The weather, the kettle, the meaning of life.
rule-table-host = Table Host
    .help = When you talk, everybody gets a second cup.
rule-quality-time = Quality Time
    .help = Hardly a wasted word all day.
rule-deep-talk = Deep Conversation
    .help = Started with the weather, ended with the universe.

## hearts

rule-first-spark = First Spark
    .help = One tap, and somebody's day got better.
rule-applause = Applause
    .help = Your hands must be sore by now.
rule-confetti = Confetti Cannon
    .help = Somebody will have to sweep this up.
rule-ovation = Standing Ovation
    .help = They've taken eleven bows. You're still clapping.
rule-cheerleader = Cheerleader
    .help = Seven days of pom-poms.
rule-warm-heart = Warm Heart
    .help = Kindness is a habit. You've got it.
rule-daily-smile = A Smile a Day
    .help = Keeps the grumbling away.
rule-open-hand = Generous to a Fault
    .help = Nobody leaves your table without a sticker.

## voices

rule-mic-check = Is This Thing On?
    .help = It is. We heard the chair. And the chips.
rule-good-company = Good Company
    .help = Talking, listening, breathing into the microphone.
rule-long-evening = A Long Evening
    .help = "Just five more minutes", said everybody, at nine.
rule-through-the-night = A Full Shift
    .help = Eight hours. There are jobs that pay for this.
rule-campfire = By the Campfire
    .help = Stories get better each time you tell them.
rule-round-table = Round Table
    .help = Your chair has a dent of its own.
rule-tea-time = Same Time Tomorrow?
    .help = The kettle knows when to expect you.
rule-hourglass = Hourglass
    .help = An hour here, an hour there, and suddenly: friends.

## loyalty

rule-familiar-face = Familiar Face
    .help = People started saving you a seat.
rule-furniture = Part of the Furniture
    .help = Dusted weekly, loved daily.
rule-iron-kettle = Iron Kettle
    .help = Always on the boil.
rule-welcome-back = Welcome Back
    .help = A month of silence, and then: hello again.
rule-long-lost = Long Lost
    .help = We kept your cup. It has moss in it now.
rule-new-year = Early Resolution
    .help = Talked to us on the first of January. That's one resolution kept.
rule-valentine = Be Mine
    .help = A reaction on Valentine's Day says more than a bouquet.
rule-april-fool = No Joke
    .help = Wrote something on the first of April. We still don't believe it.
rule-midsummer = The Longest Day
    .help = So much light, and you spent it here.
rule-halloween = Boo!
    .help = Trick or treat? You chose chat.
rule-midwinter = The Longest Night
    .help = It gets lighter from here. Promise.

## heights

rule-first-step = First Step
    .help = A journey of a thousand levels begins with one.
rule-climber = Climber
    .help = Don't look down. Actually, do: you've come far.
rule-above-clouds = Above the Clouds
    .help = The air is thin, the view is yours.
rule-piggy-bank = Piggy Bank
    .help = Points don't buy happiness. Have you tried a million?
rule-rocket = Rocket Day
    .help = Lift-off before breakfast.
rule-growth-spurt = Growth Spurt
    .help = Your trousers are too short already.
rule-slash = Open Sesame
    .help = You spoke to the machine, and the machine answered.
rule-button-pusher = Button Pusher
    .help = What does this one do? And this one?
rule-power-user = Power User
    .help = Somebody read the manual.
rule-creature-of-habit = Creature of Habit
    .help = Same command, same time, same happy little tail.

## secrets

rule-friday-13 = Black Cat
    .help = Talked on a Friday the 13th. Nothing happened. Yet.
rule-leap-day = Leap of Faith
    .help = Here on a day that three years in four don't have.
rule-pi-day = Slice of Pi
    .help = 3.14 and the rest would take all evening.
rule-star-day = A Certain Day in May
    .help = The fourth was with you.
rule-towel-day = Knows Where Their Towel Is
    .help = Don't panic. It's the 25th of May.
rule-pirate-day = Arrr!
    .help = The 19th of September be a day for talkin', matey.
rule-last-word = The Last Word
    .help = Got one in before the year closed.
rule-leet = 1337
    .help = You've been here since the modem days, haven't you?
rule-mirror = Mirror, Mirror
    .help = 12,321 reads the same from both ends. So do you: lovely.
rule-the-answer = The Answer
    .help = Level 42. What was the question again?
rule-keyboard-smoke = Smoking Keyboard
    .help = A thousand messages in a day. Please ventilate.
rule-emoji-overdose = Emoji Overdose
    .help = There was nothing left to react to, so you reacted to that.
rule-what-is-sleep = What Is Sleep
    .help = Fifteen hours in voice. We can hear your eyelids.
rule-phoenix = Phoenix
    .help = A whole year of ashes, and then you said hi.
rule-bot-whisperer = Machine Whisperer
    .help = A hundred commands in a day. It's starting to like you.
rule-year-round = Once Around the Sun
    .help = 365 days in a row. The planet kept up, barely.
