"""The law: its numbers as dated data, its rules as plain functions on whole numbers.

Standard library only, no clock. `estimate.estimate` is the spine; start reading there.
"""
