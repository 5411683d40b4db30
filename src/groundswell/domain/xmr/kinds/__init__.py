"""Chart kinds: each brings figures onto a scale on which one implementation of the rules judges them, and the lines back."""
