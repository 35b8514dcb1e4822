"""Numbers that stand for something: for no supplier, no week, what is marked; and parts of identities."""

FIRM = 0  # the first supplier; rivals follow
NOBODY, UNFOUNDED, DISSOLVED = -1, -2, -3  # in place of a supplier

NEVER = 2**30  # in place of a week
ALWAYS_THERE, ABSENT = -NEVER, NEVER  # in place of the week in which somebody has joined the firm

FORMER, REMINDED, MENDED = 1, 2, 4  # bits of `marks`: once a client, reminded this week, made up to once
LATE_WORK = 2**24  # likewise: its work is late
PROMISED, KEPT_BY_PRICE = 2**25, 2**26  # an offer to stay that its next invoice brings; its price holds for this term
REFUSES_FIRM = 8  # the bit of supplier 0; each following supplier has the next

SEGMENT_SIZE = 2**24  # identities kept free for each segment, so that one more organisation renumbers nobody
ROLE_SIZE = 2**16  # likewise for the positions of a role
