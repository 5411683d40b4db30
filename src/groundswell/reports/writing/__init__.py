"""Files written from a measure page: HTML, XLSX, CSV."""
