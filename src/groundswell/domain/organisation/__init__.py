"""The tree of org units: levels, validity in time, and who is above whom on a day."""
