"""What must have one truth: machines that decide, and say what happened. Pure: no I/O, no clock, no await."""
