//! A package of parts, as Word, Excel and OpenDocument write them: a ZIP, unpacked entry by entry in memory and within limits. Names of entries are
//! looked up and never used as paths.

use std::io::{Cursor, ErrorKind, Read};

use percent_encoding::percent_decode_str;
use zip::ZipArchive;
use zip::result::ZipError;

use super::limits;
use super::unread::NotRead;
use super::xml::Tree;

/// An opened package.
pub(super) struct Package<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    /// Bytes that may still be unpacked.
    left: u64,
}

impl<'b> Package<'b> {
    /// Opens the package that a file is.
    pub fn open(bytes: &'b [u8]) -> Result<Self, NotRead> {
        if bytes.len() > limits::FILE || has_too_many_records(bytes) {
            return Err(NotRead::TooLarge);
        }
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| NotRead::Damaged)?;
        match archive.len() > limits::ENTRIES {
            true => Err(NotRead::TooLarge),
            false => Ok(Package {
                archive,
                left: limits::UNPACKED,
            }),
        }
    }

    /// Whether the name of an entry begins so.
    pub fn holds(&self, beginning: &str) -> bool {
        let mut names = self.archive.file_names().flatten();
        names.any(|name| name.starts_with(beginning))
    }

    /// An entry unpacked; `None` if there is none of this name. Case does not matter, as in Word; nor do backslashes and escapes, which some programs write.
    pub fn read(&mut self, name: &str) -> Result<Option<Vec<u8>>, NotRead> {
        let name = name.trim_start_matches('/');
        self.spend(limits::ASKING)?;
        let found = self.archive.index_for_name(name).or_else(|| {
            let names = self.archive.file_names().flatten();
            let decoded = percent_decode_str(name).decode_utf8_lossy();
            let real = names.into_iter().find(|own| {
                let own = own.replace('\\', "/");
                own.eq_ignore_ascii_case(name) || own.eq_ignore_ascii_case(&decoded)
            })?;
            self.archive.index_for_name(&real)
        });
        let Some(at) = found else { return Ok(None) };
        let mut entry = self.archive.by_index(at).map_err(|error| match error {
            ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => NotRead::Encrypted,
            ZipError::CompressionMethodNotSupported(_) => NotRead::Packed,
            _ => NotRead::Damaged,
        })?;
        let packed = entry.compressed_size();
        let most = packed
            .saturating_mul(limits::RATIO)
            .clamp(limits::SMALL_ENTRY, limits::ENTRY);
        if entry.size() > most {
            return Err(NotRead::TooLarge);
        }
        let mut bytes = Vec::with_capacity(usize::try_from(entry.size()).unwrap_or_default());
        // What an entry says of its size may be a lie.
        let read = entry.by_ref().take(most + 1).read_to_end(&mut bytes);
        // The library finds out about the packing no earlier than here.
        read.map_err(|error| match error.kind() {
            ErrorKind::Unsupported => NotRead::Packed,
            _ => NotRead::Damaged,
        })?;
        drop(entry);
        self.spend(bytes.len() as u64)?;
        match bytes.len() as u64 > most {
            true => Err(NotRead::TooLarge),
            false => Ok(Some(bytes)),
        }
    }

    /// Counts what is unpacked: many names may lead to one entry.
    fn spend(&mut self, bytes: u64) -> Result<(), NotRead> {
        self.left = self.left.checked_sub(bytes).ok_or(NotRead::TooLarge)?;
        Ok(())
    }

    /// An entry as text.
    pub fn text(&mut self, name: &str) -> Result<Option<PartText>, NotRead> {
        let Some(mut bytes) = self.read(name)? else {
            return Ok(None);
        };
        let marked = bytes.starts_with(b"\xEF\xBB\xBF");
        if marked {
            bytes.drain(..3);
        }
        let part = match String::from_utf8(bytes) {
            Ok(text) => PartText {
                text,
                lead: Some(if marked { 3 } else { 0 }),
            },
            Err(error) => {
                let (text, _, is_broken) = encoding_rs::UTF_8.decode(error.as_bytes());
                if is_broken {
                    return Err(NotRead::Damaged);
                }
                let text = text.into_owned();
                PartText { text, lead: None }
            }
        };
        Ok(Some(part))
    }

    /// The target of the relationship of a part with this name.
    pub fn target(&mut self, part: &str, id: &str) -> Result<Option<String>, NotRead> {
        self.relationship(part, |tree, at| {
            tree.attribute(at, "Id").as_deref() == Some(id)
        })
    }

    /// The target of the first relationship of a part whose type ends so. `""` is the package itself.
    pub fn related(&mut self, part: &str, kind: &str) -> Result<Option<String>, NotRead> {
        self.relationship(part, |tree, at| {
            let told = tree.attribute(at, "Type");
            told.is_some_and(|told| told.ends_with(kind))
        })
    }

    /// For each of several endings, the target of the first relationship of a part whose type ends so.
    pub fn each_related<const N: usize>(
        &mut self,
        part: &str,
        kinds: [&str; N],
    ) -> Result<[Option<String>; N], NotRead> {
        let mut found = [const { None }; N];
        let (folder, list) = relationships_of(part);
        let Some(list) = self.text(&list)? else {
            return Ok(found);
        };
        let tree = Tree::of(&list.text)?;
        for at in (0..tree.elements.len()).filter(|&at| is_inside(&tree, at)) {
            let told = tree.attribute(at, "Type").unwrap_or_default();
            let kind = kinds.iter().position(|kind| told.ends_with(kind));
            if let Some(target) = kind.and_then(|kind| found.get_mut(kind))
                && target.is_none()
            {
                let named = tree.attribute(at, "Target");
                *target = named.map(|named| resolved(folder, &named));
            }
        }
        Ok(found)
    }

    /// An entry that may be named, as text.
    pub fn named_text(&mut self, name: Option<String>) -> Result<Option<PartText>, NotRead> {
        name.map_or(Ok(None), |name| self.text(&name))
    }

    /// The targets of all relationships of a part whose type ends so.
    pub fn all_related(&mut self, part: &str, kind: &str) -> Result<Vec<String>, NotRead> {
        self.relationships(part, |tree, at| {
            let told = tree.attribute(at, "Type");
            told.is_some_and(|told| told.ends_with(kind))
        })
    }

    fn relationship(
        &mut self,
        part: &str,
        is_wanted: impl Fn(&Tree<'_>, usize) -> bool,
    ) -> Result<Option<String>, NotRead> {
        let all = self.relationships(part, is_wanted)?;
        Ok(all.into_iter().next())
    }

    fn relationships(
        &mut self,
        part: &str,
        is_wanted: impl Fn(&Tree<'_>, usize) -> bool,
    ) -> Result<Vec<String>, NotRead> {
        let (folder, list) = relationships_of(part);
        let Some(list) = self.text(&list)? else {
            return Ok(Vec::new());
        };
        let tree = Tree::of(&list.text)?;
        let all = 0..tree.elements.len();
        let found = all.filter(|&at| is_inside(&tree, at) && is_wanted(&tree, at));
        let targets = found.filter_map(|at| tree.attribute(at, "Target"));
        Ok(targets.map(|target| resolved(folder, &target)).collect())
    }
}

/// The folder of a part, and the name of the entry that tells its relationships.
fn relationships_of(part: &str) -> (&str, String) {
    let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
    let between = if folder.is_empty() { "" } else { "/" };
    (folder, format!("{folder}{between}_rels/{name}.rels"))
}

/// Whether an element is a relationship to a part of the same package.
fn is_inside(tree: &Tree<'_>, at: usize) -> bool {
    let mode = tree.attribute(at, "TargetMode");
    tree.is(at, "Relationship") && mode.as_deref() != Some("External")
}

/// A part of a package as text.
pub(super) struct PartText {
    pub text: String,
    /// How many bytes of the part stand in front of the text; `None` if the part was converted, so that its bytes are not those of the text.
    pub lead: Option<usize>,
}

/// Whether there are records of more entries than any document has, those of packages inside it included. What the end of a ZIP says of their number may
/// be a lie.
fn has_too_many_records(bytes: &[u8]) -> bool {
    let records = memchr::memmem::find_iter(bytes, b"PK\x01\x02");
    records.take(limits::RECORDS + 1).count() > limits::RECORDS
}

/// A target as the name of an entry.
fn resolved(folder: &str, target: &str) -> String {
    if let Some(whole) = target.strip_prefix('/') {
        return whole.to_owned();
    }
    let mut names: Vec<&str> = folder.split('/').filter(|name| !name.is_empty()).collect();
    for name in target.split('/') {
        match name {
            "." | "" => {}
            ".." => {
                names.pop();
            }
            name => names.push(name),
        }
    }
    names.join("/")
}
