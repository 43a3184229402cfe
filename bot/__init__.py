"""The Slack door: questions in, answers and alerts out. No figure is worked out here."""
