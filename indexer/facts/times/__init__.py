"""Days, times and timetables."""
