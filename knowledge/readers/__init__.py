"""Who asks and who curates: questions, feedback, reviews, what was shown."""
