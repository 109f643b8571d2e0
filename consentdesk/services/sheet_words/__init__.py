"""What sheets of any kind write about a pupil, and whom they mean."""
