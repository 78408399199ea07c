"""How each role's fact is said, by language: en.yaml and zh.yaml, read by joining.py."""
