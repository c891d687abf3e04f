"""How good the answers are, on labelled questions: ``make eval``.

``tune.jsonl`` is for finding weights and thresholds, ``report.jsonl`` only for reporting. A line has the question
``q``, its ``kind``, its ``lang``, its ``dialect`` where it is in one, and ``facts``: the ids that answer it, each on
its own. The kinds ``near`` (looks answerable, is not) and ``oos`` (off topic) have none.

``sets.py`` has all sets, ``floors.yaml`` what they must reach; ``calibrate.py`` fits, ``ablation.py`` leaves parts out.
"""
