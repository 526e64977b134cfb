"""Rule files in: rules, limits, vocabulary, questions, documents and the scheme of scores."""
