# What moves between purses, and why it doesn't.

not-enough = That costs **{ $need } { $currency }**, and there are **{ $have }**.
    .help = { $missing } more and it works.
    .repeated-1 = Still **{ $have }** of **{ $need } { $currency }**. Money is stubborn that way.
amount-wrong = **{ $given }** isn't an amount that can move.
    .help = Use a whole number from 1 to { $most }.
same-account = From one pocket into the same pocket: nothing would move.
    .help = Choose somebody else.
key-reused = That click already did something else, so I won't guess what it means now.
    .help = Run the command again. Nothing was changed.
escrow-closed = That stake is settled or given back already.
    .help = Nothing was changed. Start a new round.
escrow-uneven = { $held } are held, but the shares add up to { $shared }. Nothing was paid out.
    .help = That is a mistake in a feature; tell whoever runs this bot.
nothing-to-undo = There's nothing left to undo there.
    .help = It was undone already, or it never happened.
too-much-to-undo = That's more than { $most } entries at once.
    .help = Choose a shorter time and do it in parts.
would-break-escrow = A stake in there has been paid out already, so it can't be taken back alone.
    .help = Undo the payment first, or both together. Nothing was changed.
