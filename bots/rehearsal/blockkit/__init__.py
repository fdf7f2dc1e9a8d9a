"""Whether Slack would accept a piece of Block Kit. Limits: docs.slack.dev, reference, Block Kit."""
