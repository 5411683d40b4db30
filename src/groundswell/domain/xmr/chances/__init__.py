"""How often a process in which nothing changes shows a signal all the same: by a simulation that anybody can run again."""
