"""How near a question is to a fact: what it says, what was meant to be typed, candidates, scores."""
