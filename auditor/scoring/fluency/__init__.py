"""How usual a text's wording is in the newsroom's own edited English: a trigram model of its archive, and scores by it.

Needs an archive: there is no model by default, for one of other people's news would say nothing of the house.
"""
