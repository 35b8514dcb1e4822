"""Names that a scenario may choose from, and their numbers in the week."""

TARGETS = ("largest", "neglected", "random", "former", "known")  # whom a supplier courts first
LARGEST, NEGLECTED, RANDOM, FORMER, THOSE_IT_KNOWS = range(len(TARGETS))

COURTS = ("firm", "anyone")
ONLY_CLIENTS_OF_THE_FIRM, ANYONE = range(len(COURTS))

ALARMS = ("notice", "complaint", "courtship")  # each listens to those before it, too
NOTICE, COMPLAINT, COURTSHIP = range(len(ALARMS))

ANSWERS = ("none", "matches", "follows")  # to the firm's list of prices
NO_ANSWER, MATCHES, FOLLOWS = range(len(ANSWERS))

PRICING = ("at-renewal", "at-once")
AT_RENEWAL, AT_ONCE = range(len(PRICING))

EXPLANATIONS = ("none", "costs", "market")
UNEXPLAINED, BY_COSTS, BY_MARKET = range(len(EXPLANATIONS))

DUNNING = ("call", "letter")
CALL, LETTER = range(len(DUNNING))
