"""The agenda of a week, step by step: what happens to one organisation, or at one desk. The engine visits them."""
