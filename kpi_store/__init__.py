"""Read, rate, record and answer for a council's performance index."""
