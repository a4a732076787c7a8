"""Where a rule looks: literals, and how far around them a match may reach."""

import msgspec


class Companions(msgspec.Struct, frozen=True, array_like=True):
    """Literals of which every match contains one, ending at most `reach` code points after the start of the match."""

    literals: tuple[str, ...]
    reach: int


class Anchors(msgspec.Struct, frozen=True, array_like=True):
    """Literals (folded) of which every match contains one, and the reach of a match around them.

    A match begins at most `before` code points ahead of an anchor and is at most `width` long, which includes what it
    looks at behind its end. It also contains a literal of each of `companions`. Literals that are whole wordings of words are
    better given as `heads`: a match then begins where one of these does. Neither: the check reads every document.
    """

    literals: tuple[str, ...] = ()
    before: int = 0
    width: int = 0
    companions: tuple[Companions, ...] = ()
    heads: tuple[str, ...] = ()
