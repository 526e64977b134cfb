"""The parts of make_hertfordshire.py: whom the sample is made of, what is to come out, and the events that do it."""
