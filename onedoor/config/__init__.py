"""The wiring: settings, urls, doors, reactions. The only package that may import everything."""
