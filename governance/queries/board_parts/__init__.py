"""The parts of what a board sees; `governance.queries.board_view` puts them together."""
