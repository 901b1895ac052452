"""The guards: each takes what it looks at and returns what is wrong there.

The tests of this folder give them the real project and expect nothing; `test_planted.py` gives each of them a
violation and expects to hear of it. A guard that sees nothing would otherwise look like a project without faults.
"""
