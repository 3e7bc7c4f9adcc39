not-today = Not { $what }, not today.
    .help = Try tomorrow.
due = It rang: { $what }
