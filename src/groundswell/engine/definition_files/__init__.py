"""Files of definitions that somebody brings: a YAML text or a workbook becomes fields by measure, with the place of each."""
