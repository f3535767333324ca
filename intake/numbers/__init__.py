"""How fast people are answered and how far they come, counted from what is stored.

`facts.read` makes one query for the requests of a time. All the rest is plain arithmetic on what
it returns; docs/adr/0050 says what is counted, and how.
"""
