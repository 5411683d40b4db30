"""Who can see what: the line on the page, the page that explains it, changing it, looking as somebody else, handing over, the public."""
