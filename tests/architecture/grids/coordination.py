"""Who gets which answer: meetings, visits, actions and good practices."""
