"""Who gets digests: subscribing, leaving, getting lost, coming back, moving."""
