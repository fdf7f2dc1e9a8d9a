"""Plain tables written through the changes of what they hold: all of a file or nothing, row by row where asked."""
