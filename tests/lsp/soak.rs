//! Many edits of many documents: whatever was typed, the server says of the text what it would say of it if it had just been opened.

use fastrand::Rng;
use nianbao::text::{Position, PositionUnit, Text};
use serde_json::{Value, json};

use crate::support::client::Client;
use crate::{bare, reports};

/// Documents open at once.
const DOCUMENTS: usize = 50;

/// What is typed besides digits.
const TYPED: &[&str] = &[
    "",
    "",
    "0",
    "7",
    "12",
    " ",
    "\t",
    "|",
    "\n",
    "\r\n",
    "\r",
    "\u{b}",
    "\u{2028}",
    "年",
    "𠮷",
    "é",
    "（七）总计",
    "（一）",
    "三、",
    "件",
    "，其中",
    "。",
    "2023年",
    "<td>",
    "</tr>",
    "&nbsp;",
    "１２",
];

/// A document as the client has it.
struct Mirror {
    uri: String,
    original: String,
    text: String,
    version: i32,
}

impl Mirror {
    /// An edit somewhere, in the client's words.
    fn edit(&mut self, random: &mut Rng) -> Value {
        if random.u32(..150) == 0 {
            self.text.clone_from(&self.original);
            return json!({ "text": self.text });
        }
        let start = self.boundary(random.usize(..=self.text.len()));
        let length = match random.u8(..20) {
            0 => random.usize(..200),
            1..8 => random.usize(..4),
            _ => 0,
        };
        let end = self
            .boundary((start + length).min(self.text.len()))
            .max(start);
        let with = match random.u8(..30) {
            0 => {
                // A piece of the text, copied.
                let from = self.boundary(random.usize(..=self.text.len()));
                let to = self.boundary((from + random.usize(..400)).min(self.text.len()));
                self.text[from..to.max(from)].to_owned()
            }
            _ => TYPED[random.usize(..TYPED.len())].to_owned(),
        };
        let before = Text::from(self.text.as_str());
        // Where a position cannot say where exactly, as between CR and LF, the client means what it says.
        let position = |offset| before.position(offset, PositionUnit::Utf16);
        let at = |offset| before.offset(position(offset), PositionUnit::Utf16);
        let shown = |offset| {
            let Position { line, column } = position(offset);
            json!({ "line": line, "character": column })
        };
        let change = json!({ "range": { "start": shown(start), "end": shown(end) }, "text": with });
        self.text.replace_range(at(start)..at(end), &with);
        change
    }

    fn boundary(&self, at: usize) -> usize {
        let mut below = (0..=at).rev();
        below.find(|&at| self.text.is_char_boundary(at)).unwrap()
    }
}

/// What the server says of a document: its outline, and what it finds in it. Of a text that is no report it says nothing.
fn all_said(client: &mut Client, uri: &str, version: i32) -> Option<(Value, Vec<[Value; 4]>)> {
    let about = json!({ "textDocument": { "uri": uri } });
    let outline = client.ask("textDocument/documentSymbol", about);
    (!outline.is_null()).then(|| {
        let mut found = bare(&client.findings(uri, version));
        found.iter_mut().for_each(forget_what_was_changed);
        (outline, found)
    })
}

/// Takes away what a sentence recalls of the edits before: a text just opened has none.
fn forget_what_was_changed([.., message]: &mut [Value; 4]) {
    let said = message.as_str().unwrap_or_default();
    let kept = ["；刚才", "；它刚才"]
        .iter()
        .find_map(|recalled| said.split_once(recalled));
    if let Some((kept, _)) = kept {
        *message = json!(kept);
    }
}

/// Kilobytes of memory that a process holds, where the system tells.
fn memory(process: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

/// `NIANBAO_SOAK=200000 cargo test --release --test lsp soak -- --nocapture` takes some minutes and prints the figures.
#[test]
#[allow(clippy::print_stdout)]
fn after_any_edits_a_document_is_as_if_it_had_just_been_opened() {
    let edits = std::env::var("NIANBAO_SOAK").map_or(600, |edits| edits.parse::<usize>().unwrap());
    let compared_every = (edits / 1000).clamp(20, 200);
    let reports = reports();
    let mut random = Rng::with_seed(edits as u64);
    let mut client = Client::start(json!({}));
    let mut mirrors: Vec<Mirror> = (0..DOCUMENTS)
        .map(|at| {
            let (name, text) = &reports[at % reports.len()];
            let uri = format!("untitled:{at}-{name}");
            client.open(&uri, text);
            Mirror {
                uri,
                original: text.clone(),
                text: text.clone(),
                version: 1,
            }
        })
        .collect();
    let (mut compared, mut different) = (0, Vec::new());
    let mut compare = |client: &mut Client, mirror: &mut Mirror| {
        // A version of its own, so that its findings are still to come.
        mirror.version += 1;
        client.change(&mirror.uri, mirror.version, json!([]));
        let fresh = format!("untitled:fresh-{compared}");
        client.open(&fresh, &mirror.text);
        let edited = all_said(client, &mirror.uri, mirror.version);
        let opened = all_said(client, &fresh, 1);
        if edited != opened {
            let text = &mirror.text;
            different.push(format!(
                "{text}\n--- edited: {edited:?}\n--- opened: {opened:?}"
            ));
        }
        client.close(&fresh);
        client.forget();
        compared += 1;
    };
    let mut start = None;
    for number in 0..edits {
        let at = random.usize(..DOCUMENTS);
        let mirror = &mut mirrors[at];
        if random.u32(..400) == 0 {
            // Its versions go on rising, so that no findings from before pass for new ones.
            client.close(&mirror.uri);
            client.open(&mirror.uri, &mirror.text);
            continue;
        }
        let changes: Vec<Value> = (0..random.usize(1..3))
            .map(|_| mirror.edit(&mut random))
            .collect();
        mirror.version += 1;
        client.change(&mirror.uri, mirror.version, json!(changes));
        if number % compared_every == 0 {
            compare(&mut client, &mut mirrors[at]);
        }
        if number == edits / 20 {
            start = memory(client.process());
        }
    }
    for mirror in &mut mirrors {
        compare(&mut client, mirror);
    }
    println!(
        "{edits} edits of {DOCUMENTS} documents, {compared} comparisons, {} different; {start:?} kB in the beginning, {:?} kB in the end",
        different.len(),
        memory(client.process())
    );
    assert_eq!(different, Vec::<String>::new());
}
