"""Measurements that are run by hand. Nothing here decides whether the tests pass: no test asserts a time."""
