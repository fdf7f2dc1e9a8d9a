"""Pages for board members: what a query returns, laid out. Nothing is worked out here, and nothing is written."""
