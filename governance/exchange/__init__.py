"""Files in and out of what is governed."""
