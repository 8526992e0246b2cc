//! Reads the data files of the form with the code that reads them anywhere, and leaves what they say as the program keeps it: see
//! `src/form/compiled.rs`.

// Most of what these modules can do is asked of them by the program alone.
#![allow(dead_code, unused_imports, unused_macros)]

#[path = "src/chars.rs"]
mod chars;
#[path = "src/form/mod.rs"]
mod form;
#[path = "src/locale.rs"]
mod locale;
#[path = "src/numerals.rs"]
mod numerals;
#[path = "src/words/mod.rs"]
mod words;
#[path = "src/written/mod.rs"]
mod written;

use std::error::Error;
use std::io::Write;
use std::path::PathBuf;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::var_os("OUT_DIR").ok_or("cargo names no OUT_DIR")?;
    let folder = PathBuf::from(folder);
    let form = form::files::compiled()?.into_iter();
    for (name, bytes) in form.chain(words::files::compiled()?) {
        std::fs::write(folder.join(name), bytes)?;
    }
    // The files are part of this program: cargo builds it anew when one of them has changed.
    let mut out = std::io::stdout();
    writeln!(out, "cargo::rerun-if-changed=build.rs")?;
    writeln!(out, "cargo::rustc-check-cfg=cfg(compiled_form)")?;
    writeln!(out, "cargo::rustc-cfg=compiled_form")?;
    Ok(())
}
