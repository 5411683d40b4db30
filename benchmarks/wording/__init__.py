"""How well the wording tests do on real wordings, labelled by hand."""
