// The status item beside the language: is the text in front an annual report, and how many problems has it?

import { languages, LanguageStatusSeverity, Uri, window, workspace, type Diagnostic, type Disposable } from 'vscode';
import { DocumentSymbolRequest, type LanguageClient } from 'vscode-languageclient/node';
import { mayBeReport, SELECTOR } from './selector';
import { say } from './words';

/** What is known of one text. */
type Known = { readonly problems: number } | 'no report';

export class Status implements Disposable {
  private readonly item = languages.createLanguageStatusItem('nianbao', SELECTOR);
  private readonly disposables: Disposable[] = [this.item];
  private readonly known = new Map<string, Known>();
  private state: 'starting' | 'running' | 'stopped' | 'failed' = 'stopped';
  private client: LanguageClient | undefined;

  constructor() {
    this.item.name = say('年报核对', 'Nianbao');
    this.disposables.push(
      window.onDidChangeActiveTextEditor(() => this.show()),
      workspace.onDidCloseTextDocument((document) => this.known.delete(document.uri.toString())),
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
    this.known.set(uri.toString(), { problems: diagnostics.length });
    this.show();
    if (diagnostics.length === 0) {
      void this.askWhetherReport(uri);
    }
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
      if (outline === null && known !== 'no report' && known?.problems === 0) {
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
    if (this.state === 'failed' || this.state === 'stopped') {
      item.severity = this.state === 'failed' ? LanguageStatusSeverity.Error : LanguageStatusSeverity.Warning;
      item.command = { command: 'nianbao.restart', title: say('启动', 'Start') };
    }
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
    const document = window.activeTextEditor?.document;
    const known = document && mayBeReport(document) ? this.known.get(document.uri.toString()) : undefined;
    if (known === undefined || known === 'no report') {
      return say('未识别为年度报告', 'Not an annual report');
    }
    if (known.problems === 0) {
      return say('年报核对：没有问题', 'Nianbao: no problems');
    }
    const { problems } = known;
    return say(`年报核对：${problems} 个问题`, `Nianbao: ${problems} ${problems === 1 ? 'problem' : 'problems'}`);
  }
}
