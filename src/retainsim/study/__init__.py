"""Many runs: from scenarios to parameters, comparisons of strategies, and what they show."""
