//! What a fixture shows of a text: the lines that are taken away, put in, or stay.

/// One shown line of a report that another text underlies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shown {
    /// It stays.
    Stays(String),
    /// It is taken away.
    Gone(String),
    /// It is put in.
    New(String),
}

/// The lines of a part that shows what differs.
pub fn shown_lines(name: &str, body: &str) -> Vec<Shown> {
    let lines = body.lines().filter(|line| !line.is_empty());
    lines
        .map(|line| match line.get(..2).unwrap_or(line) {
            "+ " | "+" => Shown::New(line.get(2..).unwrap_or_default().to_string()),
            "- " | "-" => Shown::Gone(line.get(2..).unwrap_or_default().to_string()),
            "  " => Shown::Stays(line[2..].to_string()),
            _ => panic!("{name}: a shown line begins with `+ `, `- ` or two spaces: {line}"),
        })
        .collect()
}

/// The lines that `shown` makes of `base`, each with what it was: `None` for a line that is not shown.
fn composed<'a>(
    name: &str,
    base: &'a str,
    shown: &'a [Shown],
) -> Vec<(&'a str, Option<&'a Shown>)> {
    let mut rest = base.split_inclusive('\n');
    let mut lines = Vec::new();
    for entry in shown {
        match entry {
            Shown::New(line) => lines.push((line.as_str(), Some(entry))),
            Shown::Stays(line) | Shown::Gone(line) => {
                let wanted = line.replace(['⟦', '⟧'], "");
                loop {
                    let next = rest.next();
                    let next = next.unwrap_or_else(|| panic!("{name}: no such line below: {line}"));
                    if next.trim_end_matches('\n') == wanted {
                        break;
                    }
                    lines.push((next, None));
                }
                lines.push((line.as_str(), Some(entry)));
            }
        }
    }
    lines.extend(rest.map(|line| (line, None)));
    lines
}

/// The text that `shown` makes of `base`.
pub fn compose(name: &str, base: &str, shown: &[Shown]) -> String {
    let mut text = String::with_capacity(base.len() + 64);
    for (line, entry) in composed(name, base, shown) {
        match entry {
            None => text.push_str(line),
            Some(Shown::Gone(_)) => {}
            Some(_) => {
                text.push_str(line);
                text.push('\n');
            }
        }
    }
    // a base without a last line end keeps none
    if !base.ends_with('\n') && text.ends_with('\n') {
        text.pop();
    }
    text
}

/// What to show of `marked`, a text that `shown` made of `base` and that carries other marks now.
pub fn reshow(name: &str, base: &str, shown: &[Shown], marked: &str) -> String {
    let mut now = marked.split_inclusive('\n');
    let mut out = String::new();
    for (line, entry) in composed(name, base, shown) {
        let mut next = || {
            now.next()
                .unwrap_or_default()
                .trim_end_matches('\n')
                .to_string()
        };
        match entry {
            Some(Shown::Gone(_)) => out.push_str(&format!("- {line}\n")),
            Some(Shown::New(_)) => out.push_str(&format!("+ {}\n", next())),
            Some(Shown::Stays(_)) => out.push_str(&format!("  {}\n", next())),
            None => {
                let next = next();
                if next.contains(['⟦', '⟧']) {
                    out.push_str(&format!("  {next}\n"));
                }
            }
        }
    }
    out
}

/// The lines that differ, `- ` before and `+ ` after; lines only put in stand below the line before them.
pub fn changes(before: &str, after: &str) -> String {
    let diff = similar::TextDiff::from_lines(before, after);
    let mut out = String::new();
    let mut line_before = None;
    for change in diff.iter_all_changes() {
        let line = change.value().trim_end_matches(['\r', '\n']);
        let sign = match change.tag() {
            similar::ChangeTag::Equal => {
                line_before = Some(line);
                continue;
            }
            similar::ChangeTag::Delete => "-",
            similar::ChangeTag::Insert => "+",
        };
        if let (Some(before), "+") = (line_before, sign)
            && !before.is_empty()
        {
            out.push_str(&format!("  {before}\n"));
        }
        line_before = None;
        match line.is_empty() {
            true => out.push_str(sign),
            false => out.push_str(&format!("{sign} {line}")),
        }
        out.push('\n');
    }
    out
}
