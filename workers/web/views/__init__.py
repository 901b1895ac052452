"""One screen, one view class; one module per kind of screen."""
