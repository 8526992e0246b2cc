//! Fixture reports: a text with marks, the findings that belong to the marks, and the text after fixing.
//!
//! A fixture is either a whole report or a bundled report (`base:`) of which only what differs is shown: `- ` takes a line of it away, `+ ` puts one in,
//! two spaces show a line that stays. `⟦` and `⟧` stand round what a finding points at. CONTRIBUTING.md walks through one.
#![allow(dead_code, clippy::unwrap_used, clippy::expect_used)]

mod marks;
mod shown;

use std::fs;
use std::path::{Path, PathBuf};

use nianbao::analysis::{Memory, analyze, analyze_across, analyze_again, starts_of};
use nianbao::analysis::{fill_totals, fix_all, fix_at_least};
use nianbao::door::{Edit, Finding, Span};
use nianbao::dossier::{Dossier, Member, ReportId, RollUp};
use nianbao::edit::{apply, disjoint};
use nianbao::finding::{DocumentId, Severity};
use nianbao::fix::Applicability;
use nianbao::kit::Forms;
use nianbao::locale::Locale;
use nianbao::reading::Reading;
use nianbao::rules::RULES;
use nianbao::settings::Settings;
use nianbao::views::cells;

use marks::{with_marks, without_marks};
use shown::{Shown, changes, compose, reshow, shown_lines};

/// One file under `tests/reports/`.
pub struct Fixture {
    /// Where it lies.
    pub path: PathBuf,
    /// `row-total/a_total_is_off_by_one`.
    pub name: String,
    /// The rule it is about: the name of its folder.
    pub rule: String,
    /// The file name that the report would have.
    pub file: String,
    /// What the analysis is to be told.
    pub settings: Settings,
    /// The report, without marks.
    pub text: String,
    /// The marks, in the order of findings.
    pub marks: Vec<Span>,
    /// The lines of `---- findings`.
    pub findings: String,
    /// The lines of `---- fixed`: what fix-all changes.
    pub fixed: String,
    /// The lines of `---- fixed: unsafe`: what applying unsafe fixes too changes; the same as `fixed` if it is left out.
    pub fixed_unsafe: String,
    front_matter: Vec<String>,
    line_end: &'static str,
    shows_related: bool,
    shows_fixes: bool,
    /// Other reports that this one is looked at beside: their paths and texts, and the lines that say so.
    beside: Vec<(String, String, String)>,
    /// The bundled report and what is shown of it; `None` for a whole report.
    base: Option<(String, Vec<Shown>)>,
}

/// The folder of the bundled reports.
pub fn bundled_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/reports")
}

/// The bundled reports as (file name, text), sorted by name.
pub fn bundled_reports() -> Vec<(String, String)> {
    let mut paths: Vec<PathBuf> = fs::read_dir(bundled_folder())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    let name = |path: &Path| path.file_name().unwrap().to_string_lossy().into_owned();
    paths
        .iter()
        .map(|path| (name(path), fs::read_to_string(path).unwrap()))
        .collect()
}

/// Every fixture, sorted by name.
pub fn all() -> Vec<Fixture> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reports");
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .flat_map(|rule| fs::read_dir(rule.unwrap().path()).unwrap())
        .map(|file| file.unwrap().path())
        .collect();
    paths.sort();
    paths.iter().map(|path| Fixture::read(path)).collect()
}

impl Fixture {
    fn read(path: &Path) -> Self {
        let rule = path.parent().unwrap().file_name().unwrap();
        let rule = rule.to_string_lossy().into_owned();
        let name = format!("{rule}/{}", path.file_stem().unwrap().to_string_lossy());
        let source = fs::read_to_string(path).unwrap();
        let mut parts = source.split("---- ");
        let front_matter: Vec<String> = parts
            .next()
            .unwrap()
            .lines()
            .map(str::to_string)
            .filter(|line| !line.is_empty())
            .collect();
        let mut fixture = Fixture {
            path: path.to_path_buf(),
            name: name.clone(),
            rule,
            file: "report.txt".to_string(),
            settings: Settings::default(),
            text: String::new(),
            marks: Vec::new(),
            findings: String::new(),
            fixed: String::new(),
            fixed_unsafe: String::new(),
            front_matter: front_matter.clone(),
            line_end: "\n",
            shows_related: false,
            shows_fixes: false,
            beside: Vec::new(),
            base: None,
        };
        // Of the rules that look at several reports only its own speaks: bundled reports share their prose.
        for rule in RULES.iter().filter(|rule| rule.is_across()) {
            let is_own = rule.code == fixture.rule;
            let level = is_own.then_some(rule.severity);
            fixture.settings.rules.push((rule.code, level));
        }
        let mut numbers = Vec::new();
        for line in &front_matter {
            let (key, value) = line
                .split_once(':')
                .unwrap_or_else(|| panic!("{name}: `{line}` is no `key: value`"));
            match key {
                "set" => numbers.push(value.trim()),
                _ => fixture.set(key, value.trim()),
            }
        }
        if !numbers.is_empty() {
            fixture.set_numbers(&numbers);
        }
        let mut fixed_unsafe = None;
        for part in parts {
            let (title, body) = part.split_once('\n').unwrap_or((part, ""));
            match title {
                "report" => fixture.set_report(body),
                "findings" => fixture.findings = body.trim_end().to_string(),
                "fixed" => fixture.fixed = body.trim_end().to_string(),
                title if title.starts_with("beside: ") => {
                    fixture.set_beside(&title["beside: ".len()..], body);
                }
                "fixed: unsafe" => fixed_unsafe = Some(body.trim_end().to_string()),
                _ => panic!("{name}: no part is called `{title}`"),
            }
        }
        fixture.fixed_unsafe = fixed_unsafe.unwrap_or_else(|| fixture.fixed.clone());
        fixture
    }

    fn set(&mut self, key: &str, value: &str) {
        match key {
            "note" => {}
            "edition" => self.settings.edition = Some(value.to_string()),
            "locale" => self.settings.locale = Locale::from_tag(value),
            "file" => self.file = value.to_string(),
            "line-ends" => {
                self.line_end = match value {
                    "crlf" => "\r\n",
                    "cr" => "\r",
                    _ => panic!("{}: line ends are crlf or cr", self.name),
                }
            }
            "show" => {
                self.shows_related = value.contains("related");
                self.shows_fixes = value.contains("fixes");
            }
            "base" => {
                let text = fs::read_to_string(bundled_folder().join(value));
                let text = text.unwrap_or_else(|error| panic!("{}: {value}: {error}", self.name));
                self.file = value.to_string();
                self.base = Some((text, Vec::new()));
            }
            _ => panic!("{}: no key is called `{key}`", self.name),
        }
    }

    /// Puts other numbers into the bundled report: `三/（一）予以公开/自然人 = 2` each. Totals follow, down to 结转下年度.
    fn set_numbers(&mut self, numbers: &[&str]) {
        let Some((text, _)) = &mut self.base else {
            panic!("{}: only a bundled report (`base:`) can be set", self.name);
        };
        let read = |text: &str| Reading::of(text, Forms::builtin(), &self.settings);
        let cells = cells(&read(text));
        let edits = numbers.iter().map(|line| {
            let (cell, number) = line.split_once(" = ").unwrap_or_else(|| {
                panic!("{}: `{line}` is no `cell = number`", self.name);
            });
            let found = cells.iter().find(|view| view.name == cell);
            let found = found.unwrap_or_else(|| panic!("{}: no cell is {cell}", self.name));
            Edit {
                span: found.span,
                text: number.to_owned(),
            }
        });
        let changed = apply(text, &disjoint(edits.collect()));
        *text = apply(
            &changed,
            &fill_totals(&changed, Forms::builtin(), &self.settings),
        );
        let settled = analyze(text, Forms::builtin(), &self.settings);
        let sums = ["row-total", "column-total", "balance"];
        let broken = settled.findings.iter().find(|f| sums.contains(&f.code));
        if let Some(broken) = broken {
            panic!(
                "{}: the totals cannot follow what is `set`, as where more is settled than came in; set that too: {}",
                self.name, broken.message
            );
        }
    }

    fn set_report(&mut self, body: &str) {
        let marked = match &mut self.base {
            None => body.to_string(),
            Some((text, shown)) => {
                *shown = shown_lines(&self.name, body);
                compose(&self.name, text, shown)
            }
        };
        (self.text, self.marks) = without_marks(&marked.replace('\n', self.line_end));
        self.marks.sort();
    }

    /// Another report beside this one: a whole text, or what differs from the bundled report.
    fn set_beside(&mut self, path: &str, body: &str) {
        let shows_lines = body.starts_with(['+', '-', ' ']);
        let text = match self.base.as_ref().filter(|_| shows_lines) {
            None => body.to_owned(),
            Some((base, _)) => {
                let shown = shown_lines(&self.name, body);
                compose(&self.name, base, &shown)
            }
        };
        let (path, body) = (path.to_owned(), body.to_owned());
        self.beside.push((path, text, body));
    }

    /// What is found in the report, by itself and beside the others.
    pub fn found(&self) -> Vec<Finding> {
        let mut memory = Memory::default();
        let forms = Forms::builtin();
        let mut analysis = analyze_again(&self.text, forms, &self.settings, &mut memory);
        let mut dossier = Dossier::default();
        let root = Path::new("/reports");
        let own = DocumentId(1);
        dossier.insert(own, Member::of(&root.join(&self.file), &memory.reading));
        for (at, (path, text, _)) in self.beside.iter().enumerate() {
            let reading = Reading::of(text, forms, &self.settings);
            let id = DocumentId(u32::try_from(at).unwrap() + 2);
            dossier.insert(id, Member::of(&root.join(path), &reading));
        }
        if self.rule == "roll-up" {
            let at = |document| ReportId { document, at: 0 };
            let others = dossier.members().map(|(id, _)| id).filter(|id| *id != own);
            dossier.declare(vec![RollUp {
                whole: at(own),
                parts: others.map(at).collect(),
                tables: Vec::new(),
            }]);
        }
        let across = analyze_across(&dossier, own, Some(&memory.reading), &self.settings);
        analysis.add(across, &starts_of(&memory.reading));
        analysis.findings
    }

    /// The text of a document that a finding rests on.
    fn text_of(&self, document: DocumentId) -> &str {
        match usize::try_from(document.0).unwrap() {
            0 => &self.text,
            other => &self.beside[other - 2].1,
        }
    }

    /// What is wrong with this fixture, line by line; empty if all is as expected.
    pub fn mismatches(&self) -> Vec<String> {
        let mut wrong = Vec::new();
        let findings = self.found();
        let said = self.finding_lines(&findings);
        let spans = distinct_spans(&findings);
        if said != self.findings || spans != self.marks {
            wrong.extend(self.differences(&said, &spans));
        }
        let safe = apply(
            &self.text,
            &fix_all(&self.text, Forms::builtin(), &self.settings),
        );
        wrong.extend(self.fix_difference("fixed", &self.fixed, &safe));
        let again = fix_all(&safe, Forms::builtin(), &self.settings);
        if !again.is_empty() {
            wrong.push(format!("fixing twice changes more: {again:?}"));
        }
        let left = analyze(&safe, Forms::builtin(), &self.settings).findings;
        let fixable = |finding: &&Finding| {
            finding
                .fixes
                .iter()
                .any(|fix| fix.applicability == Applicability::Safe)
        };
        for finding in left.iter().filter(fixable) {
            wrong.push(format!(
                "fix-all leaves what it could fix: {}",
                finding.message
            ));
        }
        let edits = fix_at_least(
            &self.text,
            Forms::builtin(),
            &self.settings,
            Applicability::Unsafe,
        );
        let fixed = apply(&self.text, &edits);
        wrong.extend(self.fix_difference("fixed: unsafe", &self.fixed_unsafe, &fixed));
        wrong
    }

    fn differences(&self, said: &str, spans: &[Span]) -> Vec<String> {
        let mut wrong = Vec::new();
        let (said, expected): (Vec<&str>, Vec<&str>) =
            (said.lines().collect(), self.findings.lines().collect());
        for line in expected.iter().filter(|line| !said.contains(line)) {
            wrong.push(format!("missed:  {line}"));
        }
        for line in said.iter().filter(|line| !expected.contains(line)) {
            wrong.push(format!("surplus: {line}"));
        }
        for mark in self.marks.iter().filter(|mark| !spans.contains(mark)) {
            wrong.push(format!(
                "nothing is found at the mark {}",
                self.place(*mark)
            ));
        }
        for span in spans.iter().filter(|span| !self.marks.contains(span)) {
            wrong.push(format!("no mark stands at {}", self.place(*span)));
        }
        if wrong.is_empty() {
            wrong.push(format!("the order differs:\n{}", said.join("\n")));
        }
        wrong
    }

    /// `12: ⟦26⟧`, with the line counted from 1.
    fn place(&self, span: Span) -> String {
        let line = self.text[..span.start as usize].matches('\n').count() + 1;
        format!("{line}: ⟦{}⟧", span.of(&self.text))
    }

    fn fix_difference(&self, part: &str, expected: &str, after: &str) -> Option<String> {
        let changed = self.changes_to(after);
        (changed.trim_end() != expected)
            .then(|| format!("`{part}` should be\n{expected}\nbut is\n{changed}"))
    }

    fn changes_to(&self, after: &str) -> String {
        let lines = |text: &str| text.replace(self.line_end, "\n");
        changes(&lines(&self.text), &lines(after))
    }

    /// The lines of `---- findings` for these findings. One that shares the mark of the one above it is indented.
    fn finding_lines(&self, findings: &[Finding]) -> String {
        let mut lines = Vec::new();
        for (at, finding) in findings.iter().enumerate() {
            let shares_mark = at > 0 && findings[at - 1].span == finding.span;
            let indent = if shares_mark { "  " } else { "" };
            let (code, message) = (finding.code, &finding.message);
            lines.push(match self.settings.locale {
                Locale::Chinese => {
                    let severity = match finding.severity {
                        Severity::Error => "错误",
                        Severity::Warning => "警告",
                        Severity::Information => "提示",
                    };
                    format!("{indent}{code} {severity}：{message}")
                }
                Locale::English => {
                    format!("{indent}{code} {}: {message}", finding.severity.name())
                }
            });
            if self.shows_related {
                for related in &finding.related {
                    let written = related.span.of(self.text_of(related.document));
                    lines.push(format!("    → ⟦{written}⟧ {}", related.message));
                }
            }
            if self.shows_fixes {
                for fix in &finding.fixes {
                    lines.push(format!("    {}: {}", fix.applicability.name(), fix.title));
                }
            }
        }
        lines.join("\n")
    }

    /// Writes what the analysis says now into the file.
    pub fn rewrite(&self) {
        let findings = self.found();
        let marked = with_marks(&self.text, &distinct_spans(&findings));
        let marked = marked.replace(self.line_end, "\n");
        let mut out = self.front_matter.join("\n");
        if !out.is_empty() {
            out.push('\n');
        }
        out.push_str("---- report\n");
        match &self.base {
            None => out.push_str(&marked),
            Some((base, shown)) => out.push_str(&reshow(&self.name, base, shown, &marked)),
        }
        for (path, _, body) in &self.beside {
            out.push_str(&format!("---- beside: {path}\n{body}"));
        }
        out.push_str("---- findings\n");
        let lines = self.finding_lines(&findings);
        if !lines.is_empty() {
            out.push_str(&lines);
            out.push('\n');
        }
        let mut before = String::new();
        for (title, least) in [
            ("fixed", Applicability::Safe),
            ("fixed: unsafe", Applicability::Unsafe),
        ] {
            let edits = fix_at_least(&self.text, Forms::builtin(), &self.settings, least);
            let changed = self.changes_to(&apply(&self.text, &edits));
            if changed != before {
                out.push_str(&format!("---- {title}\n{changed}"));
                before = changed;
            }
        }
        fs::write(&self.path, out).unwrap();
    }
}

/// The places of findings without repetition, in order.
fn distinct_spans(findings: &[Finding]) -> Vec<Span> {
    let mut spans: Vec<Span> = findings.iter().map(|finding| finding.span).collect();
    spans.dedup();
    spans
}
