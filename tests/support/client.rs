//! A small client for the real server over pipes: it waits for conditions, never for time, and gives up loudly.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// Longer than anything takes on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// A conversation with one server process.
pub struct Client {
    server: Child,
    stdin: Option<ChildStdin>,
    received: Receiver<Value>,
    /// Received and not asked for yet.
    waiting: VecDeque<Value>,
    last_id: i64,
    /// The answer to `workspace/configuration`.
    pub settings: Value,
    registered: Vec<String>,
}

impl Drop for Client {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

/// One message as it goes over the wire.
pub fn wire(message: &str) -> Vec<u8> {
    format!("Content-Length: {}\r\n\r\n{message}", message.len()).into_bytes()
}

/// A range of a line, in the units of the conversation.
pub fn range(line: u32, from: u32, to: u32) -> Value {
    json!({ "start": { "line": line, "character": from }, "end": { "line": line, "character": to } })
}

impl Client {
    /// Starts a server and says nothing to it.
    pub fn silent() -> Self {
        Self::fed_from(Stdio::piped())
    }

    /// Starts a server whose stdin is `stdin`.
    pub fn fed_from(stdin: Stdio) -> Self {
        let mut server = Command::new(env!("CARGO_BIN_EXE_nianbao"))
            .args(["lsp", "--stdio"])
            .stdin(stdin)
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit())
            .spawn()
            .expect("the server starts");
        let mut stdout = BufReader::new(server.stdout.take().expect("a pipe"));
        let (sender, received) = channel();
        std::thread::spawn(move || {
            while let Some(message) = read(&mut stdout) {
                if sender.send(message).is_err() {
                    return;
                }
            }
        });
        let stdin = server.stdin.take();
        Client {
            server,
            stdin,
            received,
            waiting: VecDeque::new(),
            last_id: 0,
            settings: Value::Null,
            registered: Vec::new(),
        }
    }

    /// Starts a server and introduces a client that can do everything.
    pub fn start(options: Value) -> Self {
        let mut client = Self::silent();
        client.introduce(json!({ "initializationOptions": options }));
        client
    }

    /// Introduces itself; `with` overrides single parameters. The server's answer.
    pub fn introduce(&mut self, with: Value) -> Value {
        let mut params = json!({
            "processId": std::process::id(),
            "rootUri": null,
            "locale": "zh-cn",
            "capabilities": {
                "general": { "positionEncodings": ["utf-16"] },
                "workspace": {
                    "configuration": true,
                    "workspaceEdit": { "documentChanges": true },
                    "applyEdit": true,
                    "didChangeConfiguration": { "dynamicRegistration": true },
                    "didChangeWatchedFiles": { "dynamicRegistration": true },
                },
                "textDocument": {
                    "hover": { "contentFormat": ["markdown", "plaintext"] },
                    "publishDiagnostics": { "relatedInformation": true, "versionSupport": true, "dataSupport": true },
                    "documentSymbol": { "hierarchicalDocumentSymbolSupport": true },
                },
            },
        });
        for (key, value) in with.as_object().expect("an object") {
            params[key] = value.clone();
        }
        let answer = self.ask("initialize", params);
        self.notify("initialized", json!({}));
        answer
    }

    /// Sends bytes as they are.
    pub fn send_bytes(&mut self, bytes: &[u8]) {
        let stdin = self.stdin.as_mut().expect("stdin is open");
        stdin
            .write_all(bytes)
            .and_then(|()| stdin.flush())
            .expect("the server reads");
    }

    fn send(&mut self, message: &Value) {
        self.send_bytes(&wire(&message.to_string()));
    }

    pub fn notify(&mut self, method: &str, params: Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    /// Sends a request without waiting for its answer: its number.
    pub fn request(&mut self, method: &str, params: Value) -> i64 {
        self.last_id += 1;
        self.send(
            &json!({ "jsonrpc": "2.0", "id": self.last_id, "method": method, "params": params }),
        );
        self.last_id
    }

    /// The whole answer to a request.
    pub fn answer(&mut self, id: i64) -> Value {
        self.wait_for(&format!("the answer to request {id}"), |message| {
            message["id"] == id
        })
    }

    /// The result of a request.
    pub fn ask(&mut self, method: &str, params: Value) -> Value {
        let id = self.request(method, params);
        let mut answer = self.answer(id);
        assert_eq!(answer["error"], Value::Null, "{method}");
        answer["result"].take()
    }

    /// Takes the first message that matches, now or later. Requests of the server are answered meanwhile.
    pub fn wait_for(&mut self, what: &str, matches: impl Fn(&Value) -> bool) -> Value {
        if let Some(index) = self.waiting.iter().position(&matches) {
            return self.waiting.remove(index).expect("it is there");
        }
        let give_up = Instant::now() + PATIENCE;
        loop {
            match self
                .received
                .recv_timeout(give_up.saturating_duration_since(Instant::now()))
            {
                Ok(message) if message["method"].is_string() && !message["id"].is_null() => {
                    self.serve(&message);
                    if let Some(index) = self.waiting.iter().position(&matches) {
                        return self.waiting.remove(index).expect("it is there");
                    }
                }
                Ok(message) if matches(&message) => return message,
                Ok(message) => self.waiting.push_back(message),
                Err(RecvTimeoutError::Timeout) => {
                    panic!("waited in vain for {what}; received {:?}", self.waiting)
                }
                Err(RecvTimeoutError::Disconnected) => panic!("the server left before {what}"),
            }
        }
    }

    /// Whether a message that matches has come or still comes before the server leaves.
    pub fn anything_left(&mut self, matches: impl Fn(&Value) -> bool) -> bool {
        let mut rest = std::mem::take(&mut self.waiting);
        while let Ok(message) = self.received.recv_timeout(PATIENCE) {
            rest.push_back(message);
        }
        rest.iter().any(matches)
    }

    /// Waits until the server has registered for `count` things: their methods.
    pub fn registrations(&mut self, count: usize) -> &[String] {
        let give_up = Instant::now() + PATIENCE;
        while self.registered.len() < count {
            let left = give_up.saturating_duration_since(Instant::now());
            match self.received.recv_timeout(left).expect("registrations") {
                request if request["method"].is_string() && !request["id"].is_null() => {
                    self.serve(&request)
                }
                other => self.waiting.push_back(other),
            }
        }
        &self.registered
    }

    fn serve(&mut self, request: &Value) {
        let result = match request["method"].as_str().expect("a method") {
            "workspace/configuration" => {
                let items = request["params"]["items"].as_array().expect("items").len();
                json!(vec![self.settings.clone(); items])
            }
            "client/registerCapability" => {
                let wanted = request["params"]["registrations"]
                    .as_array()
                    .expect("registrations");
                let methods = wanted.iter().filter_map(|wanted| wanted["method"].as_str());
                self.registered.extend(methods.map(str::to_owned));
                Value::Null
            }
            // What it is asked to change is kept for whoever waits for it.
            "workspace/applyEdit" => {
                self.waiting.push_back(request["params"].clone());
                json!({ "applied": true })
            }
            "window/showDocument" => {
                self.waiting.push_back(request["params"].clone());
                json!({ "success": true })
            }
            // So is what else it is asked for.
            method => {
                self.waiting.push_back(json!({ "asked": method }));
                Value::Null
            }
        };
        self.send(&json!({ "jsonrpc": "2.0", "id": request["id"], "result": result }));
    }

    pub fn open(&mut self, uri: &str, text: &str) {
        let item = json!({ "uri": uri, "languageId": "plaintext", "version": 1, "text": text });
        self.notify("textDocument/didOpen", json!({ "textDocument": item }));
    }

    pub fn change(&mut self, uri: &str, version: i32, changes: Value) {
        let name = json!({ "uri": uri, "version": version });
        self.notify(
            "textDocument/didChange",
            json!({ "textDocument": name, "contentChanges": changes }),
        );
    }

    pub fn close(&mut self, uri: &str) {
        self.notify(
            "textDocument/didClose",
            json!({ "textDocument": { "uri": uri } }),
        );
    }

    /// The findings published for one version of a document.
    pub fn findings(&mut self, uri: &str, version: i32) -> Vec<Value> {
        let published = self.wait_for(&format!("findings of {uri} version {version}"), |message| {
            message["method"] == "textDocument/publishDiagnostics"
                && message["params"]["uri"] == uri
                && message["params"]["version"] == version
        });
        published["params"]["diagnostics"]
            .as_array()
            .expect("a list")
            .clone()
    }

    /// Asks the same again until an answer is accepted.
    pub fn ask_until(
        &mut self,
        method: &str,
        params: &Value,
        accept: impl Fn(&Value) -> bool,
    ) -> Value {
        let give_up = Instant::now() + PATIENCE;
        loop {
            let answer = self.ask(method, params.clone());
            if accept(&answer) {
                return answer;
            }
            assert!(Instant::now() < give_up, "{method} answers {answer}");
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Waits for findings of one version that are accepted; settings that come in one by one make the server publish a version several times.
    pub fn findings_that(
        &mut self,
        uri: &str,
        version: i32,
        accept: impl Fn(&[Value]) -> bool,
    ) -> Vec<Value> {
        loop {
            let found = self.findings(uri, version);
            if accept(&found) {
                return found;
            }
        }
    }

    /// The actions offered in a range.
    pub fn actions(&mut self, uri: &str, range: &Value, only: Option<&str>) -> Vec<Value> {
        let mut context = json!({ "diagnostics": [] });
        if let Some(only) = only {
            context["only"] = json!([only]);
        }
        let params = json!({ "textDocument": { "uri": uri }, "range": range, "context": context });
        self.ask("textDocument/codeAction", params)
            .as_array()
            .expect("a list")
            .clone()
    }

    /// Forgets what has been received and not been asked for.
    pub fn forget(&mut self) {
        self.waiting.clear();
    }

    /// The number of the server's process.
    pub fn process(&self) -> u32 {
        self.server.id()
    }

    /// Closes the server's stdin.
    pub fn hang_up(&mut self) {
        self.stdin = None;
    }

    /// Waits for the process to end by itself.
    pub fn ended(&mut self) -> ExitStatus {
        let give_up = Instant::now() + PATIENCE;
        loop {
            if let Some(status) = self.server.try_wait().expect("a child") {
                return status;
            }
            assert!(Instant::now() < give_up, "the server does not end");
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}

/// The next message of a server, `None` at the end.
fn read(stream: &mut impl BufRead) -> Option<Value> {
    let mut length = None;
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).ok()? == 0 {
            return None;
        }
        match line.trim_end().split_once(": ") {
            Some(("Content-Length", value)) => length = value.parse().ok(),
            _ if line == "\r\n" => break,
            _ => {}
        }
    }
    let mut body = vec![0; length.expect("a length")];
    stream.read_exact(&mut body).ok()?;
    Some(serde_json::from_slice(&body).expect("stdout holds nothing but messages"))
}
