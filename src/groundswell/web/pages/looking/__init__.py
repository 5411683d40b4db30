"""What one asks for beyond the chart: a point, the working of the lines, their log, comparisons, the earlier picture."""
