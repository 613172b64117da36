"""Mentions to claims to observations: who did what to whom, who says so, and which claims speak of one event."""
