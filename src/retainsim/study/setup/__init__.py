"""From a scenario to parameters and worlds, once for all questions."""
