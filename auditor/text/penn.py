"""The tags: Penn Treebank's, as Universal Dependencies extends it."""

TAGS = frozenset(
    "ADD AFX CC CD DT EX FW GW HYPH IN JJ JJR JJS LS MD NFP NN NNP NNPS NNS PDT POS PRP PRP$ RB RBR RBS RP SYM TO UH "
    "VB VBD VBG VBN VBP VBZ WDT WP WP$ WRB . , : `` '' $ -LRB- -RRB-".split()
)


def expanded(tags: list[str]) -> frozenset[str]:
    """The tags meant; `VB*` means all that begin so. Raises ValueError for what means none."""
    found: set[str] = set()
    for tag in tags:
        named = {t for t in TAGS if t.startswith(tag[:-1])} if tag.endswith("*") and len(tag) > 1 else TAGS & {tag}
        if not named:
            raise ValueError(f"no tag {tag!r}; Penn tags are: {' '.join(sorted(TAGS))}")
        found |= named
    return frozenset(found)
