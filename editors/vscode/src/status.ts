// The status item beside the language: is the text in front an annual report, and how many problems has it?

import { commands, languages, LanguageStatusSeverity, Uri, window, workspace, type Diagnostic, type Disposable } from 'vscode';
import { DocumentSymbolRequest, type LanguageClient } from 'vscode-languageclient/node';
import { mayBeReport, SELECTOR } from './selector';
import { say } from './words';

/** What is known of one text. */
type Known = { readonly problems: number } | { readonly misreadInsteadOf: string } | 'no report';

/** A file that is taken for last year's report. */
interface LastYearFile {
  readonly file: Uri;
  readonly year: number;
  /** How many others claim to be it. */
  readonly others: number;
}

/** What VS Code shows for bytes that mean nothing in the encoding that it has tried. */
export const UNREADABLE = '\ufffd';

/** Whether the text in front is a report, for menus. */
const IS_REPORT = 'nianbao.isReport';
/** Whether it is one in another encoding than it is shown in. */
const IS_MISREAD = 'nianbao.isMisread';

export class Status implements Disposable {
  private readonly item = languages.createLanguageStatusItem('nianbao', SELECTOR);
  private readonly disposables: Disposable[] = [this.item];
  private readonly known = new Map<string, Known>();
  private readonly lastYears = new Map<string, readonly LastYearFile[]>();
  private state: 'starting' | 'running' | 'stopped' | 'failed' = 'stopped';
  private client: LanguageClient | undefined;

  constructor() {
    this.item.name = say('年报核对', 'Nianbao');
    this.disposables.push(
      window.onDidChangeActiveTextEditor(() => this.show()),
      workspace.onDidCloseTextDocument(({ uri }) => {
        this.known.delete(uri.toString());
        this.lastYears.delete(uri.toString());
      }),
      workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('nianbao')) {
          this.show();
        }
      }),
    );
    this.show();
  }

  starting(): void {
    this.turn('starting');
  }

  running(client: LanguageClient): void {
    this.client = client;
    this.turn('running');
  }

  stopped(): void {
    this.turn('stopped');
  }

  failed(): void {
    this.turn('failed');
  }

  /** Takes what the server says about a text. */
  published(uri: Uri, diagnostics: readonly Diagnostic[]): void {
    if (diagnostics.length === 0 && this.encodingOf(uri) !== undefined && isUnreadable(uri)) {
      return;
    }
    this.known.set(uri.toString(), { problems: diagnostics.length });
    this.show();
    if (diagnostics.length === 0) {
      void this.askWhetherReport(uri);
    }
  }

  /** Takes which reports on the year before a text is compared with. */
  compared(uri: Uri, lastYears: readonly LastYearFile[]): void {
    this.lastYears.set(uri.toString(), lastYears);
    this.show();
  }

  /** Takes that a text is a report in another encoding, by VS Code's name, than it is shown in. */
  misread(uri: Uri, encoding: string): void {
    this.known.set(uri.toString(), { misreadInsteadOf: encoding });
    this.show();
  }

  /** The encoding that a text should have been read in, if it was not. */
  encodingOf(uri: Uri): string | undefined {
    const known = this.known.get(uri.toString());
    return typeof known === 'object' && 'misreadInsteadOf' in known ? known.misreadInsteadOf : undefined;
  }

  dispose(): void {
    for (const disposable of this.disposables) {
      disposable.dispose();
    }
  }

  private turn(state: Status['state']): void {
    this.state = state;
    if (state !== 'running') {
      this.client = undefined;
      this.known.clear();
      this.lastYears.clear();
    }
    this.show();
  }

  /** No problems are told of a faultless report and of a text that has ceased to be one. Only a report has an outline. */
  private async askWhetherReport(uri: Uri): Promise<void> {
    const client = this.client;
    if (client === undefined) {
      return;
    }
    const textDocument = { uri: client.code2ProtocolConverter.asUri(uri) };
    try {
      const outline = await client.sendRequest(DocumentSymbolRequest.type, { textDocument });
      const known = this.known.get(uri.toString());
      if (outline === null && typeof known === 'object' && 'problems' in known && known.problems === 0) {
        this.known.set(uri.toString(), 'no report');
        this.show();
      }
    } catch {
      // The server has just ended, which is shown already.
    }
  }

  private show(): void {
    const { item } = this;
    item.busy = this.state === 'starting';
    item.severity = LanguageStatusSeverity.Information;
    item.command = { command: 'nianbao.showLog', title: say('查看日志', 'Show Log') };
    item.text = this.text();
    item.detail = this.detail() ?? '';
    const known = this.knownInFront();
    if (this.state === 'failed' || this.state === 'stopped') {
      item.severity = this.state === 'failed' ? LanguageStatusSeverity.Error : LanguageStatusSeverity.Warning;
      item.command = { command: 'nianbao.restart', title: say('启动', 'Start') };
    } else if (typeof known === 'object' && 'misreadInsteadOf' in known) {
      item.severity = LanguageStatusSeverity.Warning;
      item.command = { command: 'nianbao.reopenWithEncoding', title: say('重新打开', 'Reopen') };
    } else if (typeof known === 'object' && known.problems > 0) {
      item.command = { command: 'workbench.actions.view.problems', title: say('查看问题', 'Show Problems') };
    }
    void commands.executeCommand('setContext', IS_REPORT, typeof known === 'object' && 'problems' in known);
    void commands.executeCommand('setContext', IS_MISREAD, typeof known === 'object' && 'misreadInsteadOf' in known);
  }

  private knownInFront(): Known | undefined {
    const document = window.activeTextEditor?.document;
    return this.state === 'running' && document && mayBeReport(document) ? this.known.get(document.uri.toString()) : undefined;
  }

  /** Which report on the year before is used. */
  private detail(): string | undefined {
    const document = window.activeTextEditor?.document;
    const lastYears = (document && this.lastYears.get(document.uri.toString())) ?? [];
    const [first] = lastYears;
    if (this.state !== 'running' || first === undefined) {
      return undefined;
    }
    const name = workspace.asRelativePath(first.file);
    const more = lastYears.length - 1 + first.others;
    const others = more === 0 ? '' : say(`（另有 ${more} 份）`, ` (and ${more} more)`);
    return say(`上年报告：${name}${others}`, `Last year: ${name}${others}`);
  }

  private text(): string {
    switch (this.state) {
      case 'starting':
        return say('年报核对：正在启动', 'Nianbao: starting');
      case 'failed':
      case 'stopped':
        return say('年报核对：程序未启动', 'Nianbao: not running');
      case 'running':
        break;
    }
    if (!workspace.getConfiguration('nianbao').get<boolean>('enable', true)) {
      return say('年报核对：已在设置中关闭', 'Nianbao: switched off in the settings');
    }
    const known = this.knownInFront();
    if (known === undefined || known === 'no report') {
      return say('未识别为年度报告', 'Not an annual report');
    }
    if ('misreadInsteadOf' in known) {
      const name = known.misreadInsteadOf.toUpperCase();
      return say(`年度报告，编码应为 ${name}`, `Annual report in ${name}, shown in another encoding`);
    }
    if (known.problems === 0) {
      return say('年报核对：没有问题', 'Nianbao: no problems');
    }
    const { problems } = known;
    return say(`年报核对：${problems} 个问题`, `Nianbao: ${problems} ${problems === 1 ? 'problem' : 'problems'}`);
  }
}

function isUnreadable(uri: Uri): boolean {
  const document = workspace.textDocuments.find((open) => open.uri.toString() === uri.toString());
  return document?.getText().includes(UNREADABLE) ?? false;
}
