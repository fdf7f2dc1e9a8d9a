"""The metrics there are, family by family: data that `metrics.METRICS` is made of."""
