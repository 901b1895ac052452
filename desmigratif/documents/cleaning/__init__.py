"""Making a file from outside harmless: it is read by a parser, taken apart and written anew, or refused in words.

Nothing in here imports Django: the work runs in a process of its own, without the keys and with bounds on its time and
memory (`running`), so that a fault in a decoder ends that process and nothing else.
"""
