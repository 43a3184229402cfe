"""What the council's index means: values in, values out, no files, SQL, network or clock."""
