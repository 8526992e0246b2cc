//! A report whose text and tables agree.
