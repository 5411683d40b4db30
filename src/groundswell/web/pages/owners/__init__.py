"""Who looks after a measure: asking, answering, handing on; what one was asked; what measures still wait for."""
