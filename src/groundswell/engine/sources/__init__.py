"""Files as people keep them (CSV, XLSX, XLS, ODS, a pasted block) as one plain value, the workbook."""
