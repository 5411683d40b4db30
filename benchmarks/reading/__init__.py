"""How well the files of public bodies are read: ``python -m benchmarks.reading`` prints a table, a line a file.

``stated.toml`` holds what each file's publisher, or the note beside the file, states of it: counts of periods, units and measures, and
totals. A file is *exact* where its expected tidy result is met figure by figure, *met* where all that is stated of it holds without a
person's word, *asked* where the reading waits for an answer, *refused* where it is not read and the report says why, and *wrong* where
something stated does not hold and nothing on the spot says so. None may be wrong.
"""
