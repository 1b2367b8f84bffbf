"""Who said it: everything that `speakers` asks to find the speakers of a document's quotations.

From the ground up: the grammar of a language and its words (`grammar`, `nouns`, `subjects`, `clauses`, for German
`nominals`, `nounruns`, `capitalnouns`, `fields`, `verblists`, `verbsubjects`, `verbsecond`, `viewpoints`, for French
and Spanish `romance`); the sentences around the quotations of a paragraph (`masking`); who is meant by a name or a
pronoun (`entities`, `discourse`); for news the `sieves` and `reported` speech; for stories the cast and its scenes
(`talking`, `sightings`, `tallies`, `characters`, `presence`, `vocatives`, `introductions`, `narrators`, `claims`,
`turns`, `turntaking`, joined in `conversation`); and the headings that quote the text again (`echoes`).
"""
