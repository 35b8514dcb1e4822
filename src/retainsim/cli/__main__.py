"""`python -m retainsim.cli`: the same as `retainsim`."""

from retainsim.cli import main

main()
