# The board that is written on by hand
hand-nothing = Nothing has been written yet.
hand-too-much = Too many strokes. Clear the board and write one character at a time.
hand-unreadable = The strokes could not be read. Clear the board and write again.
