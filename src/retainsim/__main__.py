"""`python -m retainsim`: the same as `retainsim`."""

from retainsim.cli import main

main()
