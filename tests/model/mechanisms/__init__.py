"""One test file per mechanism: a hand-worked table, a closed form, a property."""
