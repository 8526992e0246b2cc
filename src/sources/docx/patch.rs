//! From a change of text to the bytes of the part that change.

use super::super::ink::Stroke;
use super::super::manuscript::Mark;
use super::super::writing::Manner;
use super::super::xml::Tree;
use super::pieces::{beside, pieces};
use super::write::TextChange;

/// Bytes of a part and what comes instead.
#[derive(Debug)]
pub(super) struct Patch {
    pub start: usize,
    pub end: usize,
    pub text: String,
}

/// Who tracked changes are by.
const AUTHOR: &str = "Nianbao";

/// Writes runs the way the part writes them.
pub(super) struct Scribe<'t, 'x> {
    tree: &'t Tree<'x>,
    manner: Manner,
    /// The next number of a tracked change.
    next: u32,
}

/// Where a text stands: its element, and the run round it.
struct Home {
    text: usize,
    run: usize,
}

pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

/// Properties of a run that hide it, or may: a style of characters may.
const HIDING: [&str; 3] = ["vanish", "specVanish", "rStyle"];

impl<'t, 'x> Scribe<'t, 'x> {
    pub fn new(tree: &'t Tree<'x>, manner: Manner) -> Self {
        let ids = (0..tree.elements.len()).filter_map(|at| {
            let is_change = [
                "ins",
                "del",
                "moveFrom",
                "moveTo",
                "cellIns",
                "cellDel",
                "rPrChange",
                "pPrChange",
            ]
            .iter()
            .any(|name| tree.is(at, name));
            is_change.then(|| tree.attribute(at, "id")?.parse::<u32>().ok())?
        });
        let next = match manner {
            Manner::Plain => 0,
            Manner::Tracked => ids.max().unwrap_or(0).saturating_add(1),
        };
        Scribe { tree, manner, next }
    }

    /// What changes in the part; `None` if it cannot be said exactly.
    pub fn patches(
        &mut self,
        mark: &Mark,
        strokes: &[Stroke],
        change: &TextChange,
    ) -> Option<Vec<Patch>> {
        let pieces = pieces(strokes, change)?;
        if pieces.is_empty() && change.start == change.end {
            return match beside(strokes, change.start) {
                Some(at) => self.replaced(at, at, &change.text).map(|patch| vec![patch]),
                None => Some(vec![self.in_blank(mark, &change.text)?]),
            };
        }
        let mut text = change.text.as_str();
        let mut patches = Vec::with_capacity(pieces.len());
        for (start, end) in pieces {
            patches.push(self.replaced(start, end, std::mem::take(&mut text))?);
        }
        Some(patches)
    }

    /// Text of a run replaced.
    fn replaced(&mut self, start: usize, end: usize, new: &str) -> Option<Patch> {
        let home = self.home(start, end)?;
        let text = self.tree.get(home.text)?;
        let whole = self.tree.xml.get(text.inner_start..text.inner_end)?;
        // Sections of character data are written by no office program.
        if whole.contains("<!") {
            return None;
        }
        if self.manner == Manner::Plain {
            let is_edge =
                new.starts_with(char::is_whitespace) || new.ends_with(char::is_whitespace);
            return (!is_edge).then(|| Patch {
                start,
                end,
                text: escaped(new),
            });
        }
        let prefix = self.prefix(home.run)?;
        let properties = self.properties(home.run);
        let old = self.tree.xml.get(start..end)?;
        let (text_open, text_close) = (
            format!("<{prefix}t xml:space=\"preserve\">"),
            format!("</{prefix}t>"),
        );
        let (run_open, run_close) = (format!("<{prefix}r>{properties}"), format!("</{prefix}r>"));
        let mut out = text_close.clone() + &run_close;
        if !old.is_empty() {
            let opening = self.opening(&prefix, "del");
            out += &format!(
                "{opening}{run_open}<{prefix}delText xml:space=\"preserve\">{old}</{prefix}delText>{run_close}</{prefix}del>"
            );
        }
        if !new.is_empty() {
            let opening = self.opening(&prefix, "ins");
            let new = escaped(new);
            out += &format!(
                "{opening}{run_open}{text_open}{new}{text_close}{run_close}</{prefix}ins>"
            );
        }
        out += &run_open;
        out += &text_open;
        Some(Patch {
            start,
            end,
            text: out,
        })
    }

    /// A run where a paragraph has none.
    fn in_blank(&mut self, mark: &Mark, new: &str) -> Option<Patch> {
        let tree = self.tree;
        let paragraph = self.element_at(mark.anchor)?;
        let element = tree.get(paragraph)?;
        if element.start != mark.anchor || element.name != "p" || new.is_empty() {
            return None;
        }
        let prefix = self.prefix(paragraph)?;
        let properties = self.properties_near(paragraph, &prefix);
        let new = escaped(new);
        let mut run = format!("<{prefix}r>{properties}<{prefix}t>{new}</{prefix}t></{prefix}r>");
        if self.manner == Manner::Tracked {
            let opening = self.opening(&prefix, "ins");
            run = format!("{opening}{run}</{prefix}ins>");
        }
        if element.inner_end == element.end {
            // An empty element.
            let tag = tree.xml.get(element.start..element.end)?;
            let open = tag.strip_suffix("/>")?;
            let name = format!("{prefix}p");
            return Some(Patch {
                start: element.start + open.len(),
                end: element.end,
                text: format!(">{run}</{name}>"),
            });
        }
        // The result of a field stands behind what separates it from its instruction.
        let separator = tree
            .inside(paragraph, "fldChar")
            .find(|&at| tree.attribute(at, "fldCharType").as_deref() == Some("separate"));
        let field = separator.and_then(|at| {
            let runs = tree.inside(paragraph, "r");
            let holds = |run: &usize| *run < at && tree.get(*run).is_some_and(|run| at < run.next);
            runs.filter(holds).last()
        });
        let at = match field.and_then(|run| tree.get(run)) {
            Some(run) => run.end,
            None => element.inner_end,
        };
        Some(Patch {
            start: at,
            end: at,
            text: run,
        })
    }

    fn opening(&mut self, prefix: &str, name: &str) -> String {
        let id = self.next;
        self.next += 1;
        format!("<{prefix}{name} {prefix}id=\"{id}\" {prefix}author=\"{AUTHOR}\">")
    }

    /// The prefix of an element's name, with its colon. Attributes have none without it.
    fn prefix(&self, at: usize) -> Option<String> {
        let element = self.tree.get(at)?;
        let tag = self.tree.xml.get(element.start + 1..element.inner_start)?;
        let before = tag.find(element.name)?;
        let prefix = tag.get(..before)?;
        (self.manner == Manner::Plain || prefix.ends_with(':')).then(|| prefix.to_owned())
    }

    /// The properties of a run as they are written.
    fn properties(&self, run: usize) -> &'x str {
        let properties = self.tree.child(run, "rPr").and_then(|at| self.tree.get(at));
        properties
            .and_then(|element| self.tree.xml.get(element.start..element.end))
            .unwrap_or_default()
    }

    /// Whether what is written like this run can be seen for sure.
    fn is_shown(&self, run: usize) -> bool {
        let properties = self.tree.child(run, "rPr");
        let has = |at: usize| {
            HIDING
                .iter()
                .any(|name| self.tree.child(at, name).is_some())
        };
        !properties.is_some_and(has)
    }

    /// The properties that text in a blank paragraph gets: of its runs, of its mark, of the cells beside it.
    fn properties_near(&self, paragraph: usize, prefix: &str) -> String {
        let tree = self.tree;
        let of_runs = |at: usize| {
            let runs: Vec<usize> = tree
                .inside(at, "r")
                .filter(|&run| self.is_shown(run))
                .collect();
            let mut own = runs.into_iter().map(|run| self.properties(run));
            own.find(|properties| !properties.is_empty())
                .map(str::to_owned)
        };
        if let Some(own) = of_runs(paragraph) {
            return own;
        }
        let mark = tree
            .child(paragraph, "pPr")
            .and_then(|at| tree.child(at, "rPr"));
        if let Some(mark) = mark {
            let is_history = |&at: &usize| {
                let history = ["ins", "del", "moveFrom", "moveTo", "rPrChange"];
                let mut left_out = history.iter().chain(&HIDING);
                !left_out.any(|name| tree.is(at, name))
            };
            let kept = tree.children(mark).filter(is_history).filter_map(|at| {
                let element = tree.get(at)?;
                tree.xml.get(element.start..element.end)
            });
            let kept: String = kept.collect();
            if !kept.is_empty() {
                return format!("<{prefix}rPr>{kept}</{prefix}rPr>");
            }
        }
        let row = self.path(tree.get(paragraph).map_or(0, |element| element.start));
        let row = row.into_iter().rev().find(|&at| tree.is(at, "tr"));
        row.and_then(of_runs).unwrap_or_default()
    }

    /// The elements round a byte, the outermost first.
    fn path(&self, at: usize) -> Vec<usize> {
        let holds = |element: &usize| {
            self.tree
                .get(*element)
                .is_some_and(|element| element.start <= at && at < element.end)
        };
        let mut path = Vec::new();
        let mut inner = Some(0).filter(holds);
        while let Some(element) = inner {
            path.push(element);
            inner = self.tree.children(element).find(holds);
        }
        path
    }

    fn element_at(&self, start: usize) -> Option<usize> {
        let elements = &self.tree.elements;
        elements
            .binary_search_by_key(&start, |element| element.start)
            .ok()
    }

    /// The element and the run that text stands in; `None` where another copy of it stands for other programs.
    fn home(&self, start: usize, end: usize) -> Option<Home> {
        let tree = self.tree;
        // At its end, text is still inside its element.
        let path = self.path(start.checked_sub(1)?);
        let (&text, &run) = (path.last()?, path.get(path.len().checked_sub(2)?)?);
        let is_copied = path
            .iter()
            .any(|&at| tree.is(at, "AlternateContent") || tree.is(at, "ruby"));
        let element = tree.get(text)?;
        let fits = element.inner_start <= start && end <= element.inner_end;
        (fits && !is_copied && tree.is(text, "t") && tree.is(run, "r"))
            .then_some(Home { text, run })
    }
}
