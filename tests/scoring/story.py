"""One story as a machine and as a person put it, sentence by sentence."""

MACHINE = [
    "The mayor of Lyon has on Tuesday presented the plan of a new tram line.",
    "The works are going to begin in March and will cost 120 millions of euros.",
    "It will serve eleven stations between the airport and the harbor.",
    "The opposition denounces an expense without any utility.",
    "“We have not been consulted”, deplores Anne Martin, its leader.",
    "A petition already gathered 5,000 signatures in the quarter of Gerland.",
]
HUMAN = [
    "On Tuesday, Lyon’s mayor unveiled plans for a new tram line.",
    "Work starts in March and will cost 120 million euros.",
    "The line will have eleven stations, from the airport to the harbor.",
    "The opposition calls it a useless expense.",
    "“Nobody consulted us,” said its leader, Anne Martin.",
    "A petition has already collected 5,000 signatures in the Gerland quarter.",
]
