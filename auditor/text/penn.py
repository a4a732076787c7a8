"""The tags: Penn Treebank's, as Universal Dependencies extends it."""

TAGS = frozenset(
    "ADD AFX CC CD DT EX FW GW HYPH IN JJ JJR JJS LS MD NFP NN NNP NNPS NNS PDT POS PRP PRP$ RB RBR RBS RP SYM TO UH "
    "VB VBD VBG VBN VBP VBZ WDT WP WP$ WRB . , : `` '' $ -LRB- -RRB-".split()
)

# Words of which the tag is (almost) certain without looking around: `that` and `her` have several, and are not here.
CLOSED = {
    word: frozenset(tags.split())
    for tags, words in {
        "DT": "the a an every",
        "IN": "of in for with from at into among during against between through without despite because",
        "IN RB RP": "on by over off up about under after before since",
        "TO IN": "to",
        "CC": "and or but nor",
        "PRP": "he she it they we i him them us me",
        "PRP$": "its their our my your",
        "VBZ VBP VBD": "is are was were has does did am",
        "VBD VBN VBP VB VBG": "had have been be being do",
        "MD": "would could should cannot",
        "WP WDT": "who which whom",
        "RB": "not n't also very",
        ",": ",",
        ".": ". ? !",
    }.items()
    for word in words.split()
}


def expanded(tags: list[str]) -> frozenset[str]:
    """The tags meant; `VB*` means all that begin so. Raises ValueError for what means none."""
    found: set[str] = set()
    for tag in tags:
        named = {t for t in TAGS if t.startswith(tag[:-1])} if tag.endswith("*") and len(tag) > 1 else TAGS & {tag}
        if not named:
            raise ValueError(f"no tag {tag!r}; Penn tags are: {' '.join(sorted(TAGS))}")
        found |= named
    return frozenset(found)
