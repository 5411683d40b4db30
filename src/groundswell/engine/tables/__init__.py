"""Finding the table on a sheet: where its heads are, what its columns and rows say, which of them follow from others."""
