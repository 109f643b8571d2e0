"""What is done with a photo now and then: ask, object, delete for good, look back."""
