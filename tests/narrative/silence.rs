//! No sentence of `silent.txt` is compared with anything.
