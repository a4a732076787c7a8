"""The forms of English verbs."""

# base, past, past participle; the rest is regular.
_IRREGULAR = {
    base: (past, participle)
    for base, past, participle in (
        line.split()
        for line in """\
arise arose arisen
bear bore borne
beat beat beaten
become became become
begin began begun
bend bent bent
bet bet bet
bind bound bound
bite bit bitten
bleed bled bled
blow blew blown
break broke broken
bring brought brought
broadcast broadcast broadcast
build built built
burst burst burst
buy bought bought
cast cast cast
catch caught caught
choose chose chosen
come came come
cost cost cost
creep crept crept
cut cut cut
deal dealt dealt
dig dug dug
do did done
draw drew drawn
drink drank drunk
drive drove driven
eat ate eaten
fall fell fallen
feed fed fed
feel felt felt
fight fought fought
find found found
flee fled fled
fly flew flown
forbid forbade forbidden
forget forgot forgotten
forgive forgave forgiven
freeze froze frozen
get got got
give gave given
go went gone
grow grew grown
hang hung hung
have had had
hear heard heard
hide hid hidden
hit hit hit
hold held held
hurt hurt hurt
keep kept kept
know knew known
lay laid laid
lead led led
leave left left
lend lent lent
let let let
lie lay lain
lose lost lost
make made made
mean meant meant
meet met met
pay paid paid
put put put
quit quit quit
read read read
ride rode ridden
ring rang rung
rise rose risen
run ran run
say said said
see saw seen
seek sought sought
sell sold sold
send sent sent
set set set
shake shook shaken
shed shed shed
shoot shot shot
show showed shown
shut shut shut
sing sang sung
sink sank sunk
sit sat sat
sleep slept slept
slide slid slid
speak spoke spoken
spend spent spent
split split split
spread spread spread
stand stood stood
steal stole stolen
stick stuck stuck
strike struck struck
swear swore sworn
sweep swept swept
swim swam swum
swing swung swung
take took taken
teach taught taught
tear tore torn
tell told told
think thought thought
throw threw thrown
undergo underwent undergone
understand understood understood
undertake undertook undertaken
wear wore worn
win won won
wind wound wound
withdraw withdrew withdrawn
write wrote written""".splitlines()
    )
}
_THIRD = {"have": "has", "do": "does", "go": "goes", "undergo": "undergoes"}
_VOWELS = "aeiou"
# Verbs of two syllables that double their last consonant; those of one are told by their letters.
_DOUBLING = frozenset(
    "admit begin commit compel control defer deter equip expel forbid forget handicap incur occur omit permit prefer "
    "propel quit rebut recur refer regret repel submit transfer".split()
)


def forms(base: str) -> tuple[str, str, str, str, str]:
    """Base, third person, past, past participle and -ing form. "be" has no such five."""
    past, participle = _IRREGULAR.get(base, (_with(base, "ed"), _with(base, "ed")))
    return base, _THIRD.get(base) or with_s(base), past, participle, _with(base, "ing")


def with_s(word: str) -> str:
    """The third person of a regular verb, the plural of a regular noun."""
    if word.endswith("y") and word[-2:-1] not in ("", *_VOWELS):
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "sh", "ch", "x", "z")) else "s")


def _with(base: str, ending: str) -> str:
    if base.endswith("ie") and ending == "ing":
        return base[:-2] + "ying"
    if base.endswith("e") and not (ending == "ing" and base.endswith(("ee", "oe", "ye"))):
        return base[:-1] + ending
    if base.endswith("y") and base[-2] not in _VOWELS and ending == "ed":
        return base[:-1] + "ied"
    return (base + base[-1] if _doubles(base) else base) + ending


def _doubles(base: str) -> bool:
    if base in _DOUBLING:
        return True
    syllables = sum(a in _VOWELS and (not n or base[n - 1] not in _VOWELS) for n, a in enumerate(base))
    short = len(base) > 2 and base[-1] not in _VOWELS + "wxy" and base[-2] in _VOWELS and base[-3] not in _VOWELS
    return syllables == 1 and (short or base in ("quit", "quiz"))
