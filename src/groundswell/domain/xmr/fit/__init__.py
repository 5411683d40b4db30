"""Recognising data that XmR does not fit, with what was seen and the chart that fits better."""
