"""Practice: faults to plant in an emulated account (fault.py, one module a field) and exercises made of them (exercise.py)."""
