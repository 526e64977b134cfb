"""A report as one HTML file, which needs nothing beside it.

`drawing` gives the places on the pictures, `page` puts the templates, the style and the script together.
"""
