"""The methods of Slack's Web API that the tracker uses, as strict as Slack or stricter.

Arguments, scopes and error names follow docs.slack.dev, reference, methods. `table.py` lists the methods.
"""
