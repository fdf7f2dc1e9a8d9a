"""The question bank: what officers ask, and what the papers and the tables say is true.

A question in a .toml file here has

`id`, `ask`, and where it matters `programme` and `as`: who asks, else somebody who sees open items alone;
`expect`: answered; choose, unknown, refused or asked_back (any of the three: no answer); no_figure (no number at all,
or none about what `of` names); corrected (if answered, then in the words of `says`); any (only `never` is barred);
if_answered (refused, or else exactly `value` or `refs`);
`intent` and `reads`: the typed reading, in words;
`value` and `unit`: the headline, the first of the answer's values (a word or date may stand anywhere in the answer);
`signless` where only the size of a difference is meant; `refs`: a whole list, in order where `ordered`;
`includes`: further figures among the values; `says`, `never_says`: words of the text;
`hidden`: a name the reader may not see and one that nobody has, which must be answered in the same words;
`from`: where the expected answer stands, a sentence that oracle.py reads or words for people; `sql`: plain SQL.

Everything is asked on 22 November 2026, the day it was loaded.
"""
