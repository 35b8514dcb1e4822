"""Why service ends."""

NAMES = ("none", "background", "courted", "tender", "insolvent", "dissolved")
NONE, BACKGROUND, COURTED, TENDER, INSOLVENT, DISSOLUTION = range(len(NAMES))
