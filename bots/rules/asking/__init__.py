"""The question engine: words in, one typed question out, or an honest question back. Pure: no Django, no Slack.

`reading.understand` is the way in; `query` says what a question can be, `say` turns one back into words.
"""
