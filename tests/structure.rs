//! The shape of the house: which module may know which, and how long, wide and deep things may grow.
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "support/sources.rs"]
mod sources;

use std::collections::BTreeMap;

use proc_macro2::Span;
use syn::spanned::Spanned;
use syn::visit::Visit;

use sources::{code, is_test_file, sources};

/// How far things may grow; a limit may only go down.
mod limits {
    /// Lines of a function.
    pub const FUNCTION: usize = 80;
    /// Files of more than 300 lines.
    pub const LONG_FILES: usize = 8;
}

/// The modules of the crate from the ground up: each may name only those before it.
const FLOORS: &[&str] = &[
    "chars",
    "locale",
    "span",
    "lines",
    "numerals",
    "encoding",
    "edit",
    "fix",
    "syntax",
    "sources",
    "finding",
    "written",
    "form",
    "words",
    "sums",
    "kit",
    "align",
    "figures",
    "narrative",
    "repair",
    "door",
    "settings",
    "reading",
    "dossier",
    "skeleton",
    "draft",
    "views",
    "export",
    "follow",
    "rules",
    "analysis",
    "config",
    "text",
    "lsp",
    "cli",
];

/// A module of the crate, by the path of one of its files.
fn module_of(file: &str) -> &str {
    let first = file.split('/').next().unwrap_or(file);
    first.strip_suffix(".rs").unwrap_or(first)
}

/// The modules that a line names by `crate::`.
fn named_modules(line: &str) -> impl Iterator<Item = &str> {
    line.split("crate::").skip(1).map(|rest| {
        let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
        rest.split(|c| !is_name(c)).next().unwrap_or_default()
    })
}

#[test]
fn a_module_knows_only_those_below_it() {
    let floor = |module: &str| FLOORS.iter().position(|&floor| floor == module);
    let mut climbs = Vec::new();
    for (file, text) in sources().iter().filter(|(file, _)| !is_test_file(file)) {
        let module = module_of(file);
        if matches!(module, "lib" | "main") {
            continue;
        }
        let Some(own) = floor(module) else {
            climbs.push(format!("{file}: say in FLOORS where `{module}` stands"));
            continue;
        };
        for (line, code) in code(text) {
            for named in named_modules(code) {
                if floor(named).is_some_and(|named| named > own) {
                    climbs.push(format!("{file}:{line} climbs up to `{named}`"));
                }
            }
        }
    }
    assert!(climbs.is_empty(), "{}", climbs.join("\n"));
}

/// A function as it is written.
struct Function {
    place: String,
    n_lines: usize,
    n_parameters: usize,
}

/// The functions and types of a file, outside its tests.
#[derive(Default)]
struct Inventory {
    file: String,
    functions: Vec<Function>,
    types: Vec<String>,
}

impl Inventory {
    fn add(&mut self, signature: &syn::Signature, whole: Span) {
        let is_receiver = |input: &&syn::FnArg| !matches!(input, syn::FnArg::Receiver(_));
        self.functions.push(Function {
            place: format!("{}:{} {}", self.file, whole.start().line, signature.ident),
            n_lines: whole.end().line - whole.start().line + 1,
            n_parameters: signature.inputs.iter().filter(is_receiver).count(),
        });
    }
}

/// Whether something exists in tests only.
fn is_for_tests(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        let is_test = |list: &syn::MetaList| list.tokens.to_string().contains("test");
        attribute.path().is_ident("test")
            || attribute.path().is_ident("cfg") && attribute.meta.require_list().is_ok_and(is_test)
    })
}

impl<'ast> Visit<'ast> for Inventory {
    fn visit_item_mod(&mut self, module: &'ast syn::ItemMod) {
        if !is_for_tests(&module.attrs) {
            syn::visit::visit_item_mod(self, module);
        }
    }

    fn visit_item_fn(&mut self, function: &'ast syn::ItemFn) {
        if !is_for_tests(&function.attrs) {
            self.add(&function.sig, function.block.span());
            syn::visit::visit_item_fn(self, function);
        }
    }

    fn visit_impl_item_fn(&mut self, function: &'ast syn::ImplItemFn) {
        self.add(&function.sig, function.block.span());
        syn::visit::visit_impl_item_fn(self, function);
    }

    fn visit_item_struct(&mut self, item: &'ast syn::ItemStruct) {
        self.types.push(item.ident.to_string());
    }

    fn visit_item_enum(&mut self, item: &'ast syn::ItemEnum) {
        self.types.push(item.ident.to_string());
    }
}

fn inventories() -> Vec<Inventory> {
    let files = sources()
        .into_iter()
        .filter(|(file, _)| !is_test_file(file));
    files
        .map(|(file, text)| {
            let mut inventory = Inventory {
                file: file.clone(),
                ..Inventory::default()
            };
            inventory.visit_file(&syn::parse_file(&text).expect(&file));
            inventory
        })
        .collect()
}

#[test]
fn no_function_is_longer_than_a_screen() {
    let inventories = inventories();
    let functions = inventories.iter().flat_map(|file| &file.functions);
    let long: Vec<String> = functions
        .filter(|function| function.n_lines > limits::FUNCTION)
        .map(|function| format!("{}: {} lines", function.place, function.n_lines))
        .collect();
    assert!(
        long.is_empty(),
        "longer than any so far:\n{}",
        long.join("\n")
    );
}

#[test]
fn few_functions_take_six_things_or_more() {
    let inventories = inventories();
    let all: Vec<&Function> = inventories
        .iter()
        .flat_map(|file| &file.functions)
        .collect();
    let wide: Vec<&&Function> = all
        .iter()
        .filter(|function| function.n_parameters > 5)
        .collect();
    let places: Vec<&str> = wide
        .iter()
        .map(|function| function.place.as_str())
        .collect();
    assert!(
        wide.len() * 200 <= all.len(),
        "{} of {} functions have six parameters or more, over one in two hundred:\n{}",
        wide.len(),
        all.len(),
        places.join("\n")
    );
}

#[test]
fn few_files_are_long() {
    let long: Vec<String> = sources()
        .iter()
        .filter(|(file, _)| !is_test_file(file))
        .map(|(file, text)| (file, code(text).last().map_or(0, |(line, _)| line)))
        .filter(|(_, n_lines)| *n_lines > 300)
        .map(|(file, n_lines)| format!("{file}: {n_lines} lines"))
        .collect();
    assert!(
        long.len() <= limits::LONG_FILES,
        "more files over 300 lines than so far:\n{}",
        long.join("\n")
    );
}

#[test]
fn no_type_bears_the_name_of_another() {
    let mut homes: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for inventory in inventories() {
        for name in inventory.types {
            homes.entry(name).or_default().push(inventory.file.clone());
        }
    }
    let twice: Vec<String> = homes
        .iter()
        .filter(|(_, files)| files.len() > 1)
        .map(|(name, files)| format!("{name}: {}", files.join(", ")))
        .collect();
    assert!(
        twice.is_empty(),
        "names are borne twice:\n{}",
        twice.join("\n")
    );
}
