"""The closed vocabulary of the style model: function words by themselves, all other words by their shape alone.

No word of content is in it, so that a model of style learns no topics. Spelling, currency and percent signs, and the
kinds of quotation mark and dash belong to a house or to one engine, and are not told apart either.
"""

FUNCTION_WORDS = frozenset(
    """
    a an the this that these those such same other another each every all both either neither some any no none many much
    few several most more less least enough one ones
    i me my mine myself you your yours yourself he him his himself she her hers herself it its itself we us our ours
    ourselves they them their theirs themselves who whom whose which what whoever whatever whichever someone somebody
    something anyone anybody anything everyone everybody everything nobody nothing oneself
    of in to for on at by with from as into about over after before between under against during without within through
    across around among amongst toward towards upon onto off out up down near behind beyond along above below since until
    till despite except via than like unlike regarding concerning including following amid throughout inside outside due
    and or but nor so yet if because although though while whereas when where why how whether unless once lest whenever
    wherever
    however moreover furthermore therefore thus hence also too only just even still already again ever never always often
    sometimes usually now then there here not as well instead otherwise meanwhile nevertheless nonetheless besides indeed
    rather quite very really actually perhaps maybe almost nearly especially particularly mainly mostly currently recently
    previously finally first second third last next later earlier ago soon today yesterday tomorrow immediately directly
    completely fully simply certainly probably possibly apparently reportedly respectively accordingly additionally
    consequently yes
    be am is are was were been being have has had having do does did done doing will would shall should can could may might
    must ought need dare used
    say says said saying according
    """.split()
)

CLITICS = frozenset({"n't", "'s", "'ll", "'re", "'ve", "'d", "'m"})
"""Endings of contracted words; `'s` counts as one behind a function word, and as POSSESSIVE elsewhere."""

START = "START"
POSSESSIVE, NAME, ACRONYM, NUMBER, YEAR, COMPOUND, OTHER = "POSSESSIVE", "NAME", "ACRONYM", "NUMBER", "YEAR", "COMPOUND", "OTHER"
OPEN, CLOSE = "OPEN", "CLOSE"

ENDINGS = {
    "ings": "INGS",
    "ing": "ING",
    "ied": "ED",
    "ed": "ED",
    "ly": "LY",
    "tions": "TIONS",
    "sions": "TIONS",
    "tion": "TION",
    "sion": "TION",
    "ments": "MENTS",
    "ment": "MENT",
    "ness": "NESS",
    "ities": "ITY",
    "ity": "ITY",
    "ance": "ANCE",
    "ence": "ANCE",
    "ism": "ISM",
    "ists": "IST",
    "ist": "IST",
    "able": "ABLE",
    "ible": "ABLE",
    "ous": "OUS",
    "ive": "IVE",
    "ful": "FUL",
    "less": "LESS",
    "al": "AL",
    "ic": "IC",
    "ers": "ERS",
    "ors": "ERS",
    "er": "ER",
    "or": "ER",
    "est": "EST",
    "ss": OTHER,
    "us": OTHER,
    "is": OTHER,
    "s": "S",
}
"""Class of a word of content by how it ends; the first that fits, and leaves at least three letters."""

MARKS = frozenset({",", ".", ";", ":", "?", "!", "(", ")", "-", "...", "/", OPEN, CLOSE})
CLASSES = frozenset(ENDINGS.values()) | {START, POSSESSIVE, NAME, ACRONYM, NUMBER, YEAR, COMPOUND, OTHER}
VOCABULARY = FUNCTION_WORDS | CLITICS | MARKS | CLASSES
