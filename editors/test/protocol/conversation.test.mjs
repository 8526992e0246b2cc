// A conversation with the server in the words of the protocol's reference client, which shares no code with it: what editors do to a server.
//
// Surroundings: NIANBAO_PROGRAM (the program under test), NIANBAO_CLIENT (where the client is installed).

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { test } from 'node:test';

const { NIANBAO_PROGRAM, NIANBAO_CLIENT } = process.env;
const installed = createRequire(path.join(NIANBAO_CLIENT, 'package.json'));
const protocol = installed('vscode-languageserver-protocol/node');
const { TextDocument } = installed('vscode-languageserver-textdocument');

const faulty = readFileSync(new URL('../../../examples/reports/faulty.md', import.meta.url), 'utf8');
const PATIENCE = 60_000;

/** One window of an editor with one server. */
class Window {
  constructor() {
    this.server = spawn(NIANBAO_PROGRAM, ['lsp'], { stdio: ['pipe', 'pipe', 'inherit'] });
    this.ended = new Promise((resolve) => this.server.once('exit', (code) => resolve(code)));
    this.connection = protocol.createProtocolConnection(this.server.stdout, this.server.stdin);
    this.published = new Map();
    this.waiting = [];
    this.connection.onNotification(protocol.PublishDiagnosticsNotification.type, (params) => {
      const older = this.published.get(params.uri);
      assert.ok(older === undefined || older.version <= params.version || params.version === 1, 'versions grow');
      this.published.set(params.uri, params);
      this.waiting = this.waiting.filter((isSeen) => !isSeen());
    });
    this.connection.onRequest(protocol.RegistrationRequest.type, () => undefined);
    this.connection.onRequest(protocol.ConfigurationRequest.type, ({ items }) => items.map(() => ({ fixOnSave: true })));
    this.connection.listen();
  }

  async introduce() {
    const capabilities = {
      workspace: { configuration: true, workspaceEdit: { documentChanges: true } },
      textDocument: { publishDiagnostics: { versionSupport: true, relatedInformation: true } },
    };
    const params = { processId: process.pid, rootUri: null, locale: 'zh-cn', capabilities };
    const answer = await this.connection.sendRequest(protocol.InitializeRequest.type, params);
    await this.connection.sendNotification(protocol.InitializedNotification.type, {});
    return answer;
  }

  open(uri, text) {
    this.published.delete(uri);
    const textDocument = { uri, languageId: 'markdown', version: 1, text };
    void this.connection.sendNotification(protocol.DidOpenTextDocumentNotification.type, { textDocument });
    return TextDocument.create(uri, 'markdown', 1, text);
  }

  change(document, contentChanges) {
    const version = document.version + 1;
    TextDocument.update(document, contentChanges, version);
    const textDocument = { uri: document.uri, version };
    void this.connection.sendNotification(protocol.DidChangeTextDocumentNotification.type, { textDocument, contentChanges });
  }

  close(uri) {
    void this.connection.sendNotification(protocol.DidCloseTextDocumentNotification.type, { textDocument: { uri } });
  }

  /** The problems published for the document as it is now. */
  problems({ uri, version }) {
    return new Promise((resolve, reject) => {
      const giveUp = setTimeout(() => reject(new Error(`no problems of ${uri} version ${version}`)), PATIENCE);
      const isSeen = () => {
        const published = this.published.get(uri);
        if (published?.version !== version) {
          return false;
        }
        clearTimeout(giveUp);
        resolve(published.diagnostics);
        return true;
      };
      if (!isSeen()) {
        this.waiting.push(isSeen);
      }
    });
  }

  ask(type, params) {
    return this.connection.sendRequest(type, params);
  }

  async leave() {
    await this.connection.sendRequest(protocol.ShutdownRequest.type);
    await this.connection.sendNotification(protocol.ExitNotification.type);
    return this.ended;
  }
}

async function inWindow(act) {
  const window = new Window();
  try {
    window.answer = await window.introduce();
    await act(window);
    assert.equal(await window.leave(), 0);
  } finally {
    window.connection.dispose();
    window.server.kill('SIGKILL');
  }
}

const bare = (problems) => problems.map(({ range, code, message, severity }) => ({ range, code, message, severity }));

/** Numbers that look random and are the same in every run. */
function numbers(seed) {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

test('it introduces itself, finds, offers, fixes on save, outlines and leaves', () =>
  inWindow(async (window) => {
    const { capabilities, serverInfo } = window.answer;
    assert.equal(serverInfo.name, 'nianbao');
    assert.equal(capabilities.positionEncoding, 'utf-16');
    assert.deepEqual(capabilities.codeActionProvider.codeActionKinds, ['quickfix', 'source.fixAll.nianbao', 'source.fillTotals.nianbao']);

    const report = window.open('file:///报告.md', faulty);
    const problems = await window.problems(report);
    const wrong = problems.find(({ message }) => message.startsWith('总计填报 26'));
    assert.equal(report.getText(wrong.range), '26');
    assert.ok(problems.every(({ source, range }) => source === 'nianbao' && report.offsetAt(range.start) <= report.offsetAt(range.end)));

    const blank = problems.find(({ code }) => code === 'blank-total');
    const textDocument = { uri: report.uri };
    const context = { diagnostics: [blank] };
    const [fill] = await window.ask(protocol.CodeActionRequest.type, { textDocument, range: blank.range, context });
    assert.equal(fill.isPreferred, true);
    const [{ edits, textDocument: edited }] = fill.edit.documentChanges;
    assert.equal(edited.version, report.version);
    window.change(report, edits.map(({ range, newText }) => ({ range, text: newText })));
    assert.ok(!(await window.problems(report)).some(({ code }) => code === 'blank-total'));

    const save = { textDocument, reason: protocol.TextDocumentSaveReason.Manual };
    const onSave = await window.ask(protocol.WillSaveTextDocumentWaitUntilRequest.type, save);
    assert.deepEqual(onSave.map(({ newText }) => newText), ['1236']);
    const byItself = { textDocument, reason: protocol.TextDocumentSaveReason.AfterDelay };
    assert.equal(await window.ask(protocol.WillSaveTextDocumentWaitUntilRequest.type, byItself), null);

    const outline = await window.ask(protocol.DocumentSymbolRequest.type, { textDocument });
    assert.ok(outline.length > 0);
  }));

test('a storm of typing, undo and redo ends where a fresh look does', () =>
  inWindow(async (window) => {
    const report = window.open('file:///storm.md', faulty);
    const random = numbers(6);
    const pieces = ['𠮷', '|', '7', '\n', '\r\n', '', '一、', '\u000b', '| 总计 | 3 |\n', 'é'];
    const undo = [];
    for (let round = 0; round < 1500; round += 1) {
      if (undo.length > 0 && random(3) === 0) {
        const { range, text } = undo.pop();
        window.change(report, [{ range, text }]);
        continue;
      }
      const from = random(report.getText().length);
      const start = report.positionAt(from);
      const end = report.positionAt(from + random(4));
      const range = { start, end };
      const text = pieces[random(pieces.length)];
      // A position never lies inside a surrogate pair or a line end; editors see to that.
      const replaced = report.getText(range);
      const before = report.getText()[report.offsetAt(start) - 1] ?? '';
      const after = report.getText()[report.offsetAt(end)] ?? '';
      if (/[\ud800-\udbff\r]/.test(before + replaced.slice(-1)) || /^[\udc00-\udfff\n]/.test(replaced + after)) {
        continue;
      }
      window.change(report, [{ range, text }]);
      const until = report.positionAt(report.offsetAt(start) + text.length);
      undo.push({ range: { start, end: until }, text: replaced });
    }
    assert.ok(report.version > 1000 && report.getText() !== faulty);
    while (undo.length > 0) {
      const { range, text } = undo.pop();
      window.change(report, [{ range, text }]);
    }
    assert.equal(report.getText(), faulty);
    const fresh = window.open('file:///fresh.md', faulty);
    assert.deepEqual(bare(await window.problems(report)), bare(await window.problems(fresh)));
  }));

test('two windows on one file do not disturb each other', () =>
  inWindow((one) =>
    inWindow(async (other) => {
      const [here, there] = [one, other].map((window) => window.open('file:///shared.md', faulty));
      const same = bare(await one.problems(here));
      assert.deepEqual(bare(await other.problems(there)), same);
      const at = here.positionAt(faulty.indexOf('| 26 |') + 2);
      one.change(here, [{ range: { start: at, end: { ...at, character: at.character + 2 } }, text: '24' }]);
      const fewer = bare(await one.problems(here));
      assert.ok(fewer.length < same.length);
      other.change(there, [{ text: faulty }]);
      assert.deepEqual(bare(await other.problems(there)), same);
    }),
  ));

test('a pasted megabyte holds nothing up, and closing in the middle of it does no harm', () =>
  inWindow(async (window) => {
    let report = window.open('file:///big.md', faulty);
    const before = bare(await window.problems(report));
    const start = report.positionAt(0);
    const pasted = faulty.repeat(Math.ceil(1_000_000 / Buffer.byteLength(faulty)));
    window.change(report, [{ range: { start, end: start }, text: pasted }]);
    const wide = await window.problems(report);
    assert.ok(wide.length > before.length && wide.length <= 201);
    window.change(report, [{ range: { start, end: report.positionAt(pasted.length) }, text: '' }]);
    assert.deepEqual(bare(await window.problems(report)), before);
    for (let round = 0; round < 5; round += 1) {
      window.change(report, [{ range: { start, end: start }, text: pasted }]);
      window.close(report.uri);
      report = window.open(report.uri, faulty);
      assert.deepEqual(bare(await window.problems(report)), before);
    }
  }));

test('a paused server answers everything when it goes on', () =>
  inWindow(async (window) => {
    const report = window.open('file:///paused.md', faulty);
    await window.problems(report);
    window.server.kill('SIGSTOP');
    const start = report.positionAt(0);
    for (let round = 0; round < 100; round += 1) {
      window.change(report, [{ range: { start, end: start }, text: round % 2 === 0 ? 'x' : '𠮷' }]);
    }
    const outline = window.ask(protocol.DocumentSymbolRequest.type, { textDocument: { uri: report.uri } });
    window.server.kill('SIGCONT');
    await outline;
    const fresh = window.open('file:///fresh.md', report.getText());
    assert.deepEqual(bare(await window.problems(report)), bare(await window.problems(fresh)));
  }));

test('a killed server is replaced by another that knows nothing of it', async () => {
  const first = new Window();
  await first.introduce();
  const report = first.open('file:///killed.md', faulty);
  const before = bare(await first.problems(report));
  first.server.kill('SIGKILL');
  await first.ended;
  first.connection.dispose();
  await inWindow(async (second) => {
    assert.deepEqual(bare(await second.problems(second.open('file:///killed.md', faulty))), before);
  });
});
