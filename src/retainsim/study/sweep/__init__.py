"""One experiment, many worlds: what is played, where, and how it goes on after an interruption."""
