"""Forms of the screens about people, one module per kind of screen."""
