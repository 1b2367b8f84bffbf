"""What flows: Source → Draft → Document → Script → Narration → Publication, and the Messages of every stage.

Frozen structs that can be saved as JSON and taken up again; no behaviour beyond walking.
"""
