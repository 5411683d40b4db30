"""One folder a subject: urls, views, forms, presenters."""
