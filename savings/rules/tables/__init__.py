"""Plain tables as councils keep them: milestones, workstreams, indicators, people, pressures, a monitoring month.

`reading` finds the headings among title rows and gives every column a name by governed lists of synonyms (`kinds`,
`monitoring`); a column that no list knows is said to be unread, never left out in silence. `cells` reads what stands
in a row and keeps what is wrong with it.

Source: docs/method.md, "Reading a table".
"""
