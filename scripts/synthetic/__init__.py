"""What the 60 synthetic cases of fixtures/sample/ are made of."""
