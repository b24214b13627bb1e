print("airslice")
