# A member's own rank card: what they read while they change it.

## Commands

command-card = Change what your rank card looks like.
command-card-show = Change what your rank card looks like on this server.
command-card-style = Try another style on your card.
command-card-colours = Try other colours on your card.
command-card-background = Try a picture of yours, a colour or two as your card's background.
command-card-preview = See your card as it would be, before you save it.
command-card-reset = Give your card back the server's look and delete your picture.
option-card-style-name = Which one; the server's is what everybody has who chose none.
option-card-colours-palette = Colours that go together and that the colour-blind tell apart.
option-card-colours-primary = Figures and the bar's beginning, as in #56b4e9; - for the style's own.
option-card-colours-secondary = The bar's end.
option-card-colours-border = The ring around your face and the card's edge.
option-card-colours-text = Name and small print; made lighter or darker where it couldn't be read.
option-card-background-picture = A PNG, JPEG, WebP or GIF; it's cut to the card's shape.
option-card-background-url = Or the address of one.
option-card-background-colour = Or a colour, as in #0b2233; - for the style's own.
option-card-background-second = And another one that it turns into.

choice-usual = The server's
choice-midnight = Midnight
choice-daylight = Daylight
choice-forest = Forest
choice-ember = Ember
choice-ocean = Ocean
choice-contrast = Contrast
choice-sky = Sky
choice-sunset = Sunset
choice-meadow = Meadow
choice-orchid = Orchid
choice-lava = Lava
choice-deep = Deep water

## The editor

editor-title = Your card on this server
look-style = Style
look-background = Background
look-primary = Figures and the bar's beginning
look-secondary = The bar's end
look-border = Ring and edge
look-text = Text
look-usual = the style's own
look-picture = your picture
look-top = Colour (- for the style's own)
look-bottom = A second one that it turns into
look-url = Or the address of a picture
look-corrected = ✏️ So that everybody can read it, text became { $text } and figures { $primary }.
look-new = Only you see this yet. Save it, and everybody does.
look-worn = This is what everybody sees.
pick-style = Style
pick-palette = Colours that go together
palette-safe = The colour-blind tell them apart
to-colours = Colours
to-background = Background
without-background = The style's background
card-save = Save
card-discard = Discard changes
card-reset = Reset
card-keep = Keep it
card-saved = Saved. This is your card now.
card-unchanged = There was nothing to save.
ask-card-reset-title = Reset your card?
ask-card-reset = Your colours and your picture are deleted for good; your card looks like the server's again.

## Refusals

no-colour = “{ $given }” isn't a colour I know.
    .help = Write it like `#56b4e9`, or `-` for the style's own.
unreadable = Nothing could be read on a background that goes from that bright to that dark.
    .help = Take two colours that are both dark or both light.
