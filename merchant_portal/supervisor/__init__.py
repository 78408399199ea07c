"""`make run`: every process of the site under one roof, on one machine. Imports no Django: it starts in a blink."""
