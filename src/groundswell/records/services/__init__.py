"""Every write, one function a step. All of a step is stored, or nothing."""
