"""Print how many loops of each step of the week the compiler makes vector code of; run in subprocesses."""

import os
import sys

import llvmlite.binding as llvm

llvm.set_option("", "-pass-remarks=loop-vectorize")  # to standard error, one line a loop

from retainsim.engine import agenda  # noqa: E402
from retainsim.kernel import entry  # noqa: E402

STEPS = ("draw_luck", "count_clients", "surroundings_and_needs", "live_through", "list_targets", "choose_targets",
         "decide", "settle_accounts")

if __name__ == "__main__":
    for name in sys.argv[1:] or STEPS:
        os.write(2, f"step {name}\n".encode())
        entry(getattr(agenda, name)).ready()
