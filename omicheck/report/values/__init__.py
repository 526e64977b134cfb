"""What a report is made of: words and numbers that are ready to be shown, and nothing of how they are shown."""
