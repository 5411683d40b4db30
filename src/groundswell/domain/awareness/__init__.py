"""What turns a chart into a conversation: questions to go with it, and the kinds of first words it meets."""
