"""What is done with phones and with what comes from them, one verb a file."""
