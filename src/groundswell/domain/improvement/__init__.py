"""From a chart to what is done about it: the mark of each point, the finding in one sentence, the one next step."""
