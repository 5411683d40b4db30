"""Mail that the installation sends itself: anchors of the record, and links that let somebody in."""
