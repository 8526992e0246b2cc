// The report in the official layout beside its text: drawn by the server, brought up to date while it is written, with every place leading back.

import * as crypto from 'node:crypto';
import {
  commands,
  Disposable,
  env,
  Position,
  Range,
  TextEditorRevealType,
  Uri,
  ViewColumn,
  window,
  workspace,
  type ExtensionContext,
  type TextDocument,
  type WebviewPanel,
} from 'vscode';
import { reportAt } from './commands';
import { at, shell } from './preview_page';
import { mayBeReport } from './selector';
import { say } from './words';

/** What the server draws. */
export interface Page {
  readonly html: string;
  readonly style: string;
}

/** Asks the server for a page, or for the parts of one; `undefined` where there is none. */
export type Draw = (document: TextDocument, whole: boolean) => Promise<Page | undefined>;

/** Milliseconds without a change before the page is drawn again. */
const REST = 120;

export class Preview implements Disposable {
  private panel: WebviewPanel | undefined;
  private document: TextDocument | undefined;
  private timer: NodeJS.Timeout | undefined;
  private readonly disposables: Disposable[] = [
    workspace.onDidChangeTextDocument(({ document }) => this.changed(document)),
    // The text of a report is opened anew with another encoding or language.
    workspace.onDidOpenTextDocument((document) => this.reopened(document)),
    window.onDidChangeActiveTextEditor((editor) => this.follow(editor?.document)),
    window.onDidChangeTextEditorSelection(({ textEditor, selections }) => {
      const [first] = selections;
      if (textEditor.document === this.document && first !== undefined) {
        void this.panel?.webview.postMessage({ reveal: [first.active.line, first.active.character] });
      }
    }),
  ];

  constructor(
    private readonly context: ExtensionContext,
    private readonly draw: Draw,
  ) {}

  dispose(): void {
    clearTimeout(this.timer);
    this.panel?.dispose();
    for (const disposable of this.disposables) {
      disposable.dispose();
    }
  }

  /** Opens the page beside the report in front. */
  async show(uri: unknown): Promise<void> {
    const document = reportAt(uri instanceof Uri ? uri.toString() : uri);
    if (document === undefined) {
      return;
    }
    this.document = document;
    if (this.panel === undefined) {
      this.panel = this.opened();
    } else {
      this.panel.reveal(undefined, true);
    }
    await this.update();
  }

  /** Opens the page in the browser, where it can be printed. */
  async print(uri: unknown): Promise<void> {
    const document = (uri === undefined ? this.document : undefined) ?? reportAt(uri instanceof Uri ? uri.toString() : uri);
    const page = document && (await this.draw(document, true));
    if (document === undefined) {
      return;
    }
    if (page === undefined) {
      void window.showInformationMessage(this.nothing);
      return;
    }
    const name = crypto.createHash('sha256').update(document.uri.toString()).digest('hex').slice(0, 16);
    const folder = this.context.globalStorageUri;
    const file = Uri.joinPath(folder, `${name}.html`);
    await workspace.fs.createDirectory(folder);
    await workspace.fs.writeFile(file, Buffer.from(page.html));
    await env.openExternal(file);
  }

  private opened(): WebviewPanel {
    const place = { viewColumn: ViewColumn.Beside, preserveFocus: true };
    const panel = window.createWebviewPanel('nianbao.preview', this.title, place, {
      enableScripts: true,
      enableFindWidget: true,
      localResourceRoots: [],
    });
    panel.webview.html = shell(crypto.randomBytes(16).toString('base64'), say('zh-CN', 'en'));
    panel.webview.onDidReceiveMessage((message: unknown) => this.said(message));
    panel.onDidChangeViewState(() => this.update());
    panel.onDidDispose(() => {
      this.panel = undefined;
    });
    return panel;
  }

  private get title(): string {
    const name = this.document?.uri.path.split('/').pop() ?? '';
    return say(`预览：${name}`, `Preview: ${name}`);
  }

  private get nothing(): string {
    return say('这份文本不像政府信息公开工作年度报告。', 'This text does not look like an annual report.');
  }

  private changed(document: TextDocument): void {
    if (document === this.document && this.panel !== undefined) {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => void this.update(), REST);
    }
  }

  private reopened(document: TextDocument): void {
    if (this.panel !== undefined && document.uri.toString() === this.document?.uri.toString()) {
      this.document = document;
      void this.update();
    }
  }

  /** Shows the report that the user turns to. */
  private follow(document: TextDocument | undefined): void {
    if (this.panel !== undefined && document !== undefined && document !== this.document && mayBeReport(document)) {
      this.document = document;
      void this.update();
    }
  }

  private async update(): Promise<void> {
    const { panel, document } = this;
    if (panel === undefined || document === undefined || !panel.visible) {
      return;
    }
    const page = await this.draw(document, false);
    // Another report may be in front by now.
    if (this.panel === panel && this.document === document) {
      panel.title = this.title;
      await panel.webview.postMessage(page === undefined ? { nothing: this.nothing } : { html: page.html, style: page.style });
    }
  }

  private said(message: unknown): void {
    const place = at(message);
    if (place === 'ready') {
      void this.update();
    } else if (place !== undefined) {
      void this.lead(place);
    }
  }

  /** Leads to a place of the text. */
  private async lead([line, character, endLine, endCharacter]: readonly [number, number, number, number]): Promise<void> {
    const document = this.document;
    if (document === undefined) {
      return;
    }
    const range = document.validateRange(new Range(new Position(line, character), new Position(endLine, endCharacter)));
    const there = window.visibleTextEditors.find((editor) => editor.document === document);
    const editor = await window.showTextDocument(document, { viewColumn: there?.viewColumn ?? ViewColumn.One, selection: range });
    editor.revealRange(range, TextEditorRevealType.InCenterIfOutsideViewport);
  }
}

/** Registers what belongs to the page. */
export function registerPreview(context: ExtensionContext, draw: Draw): void {
  const preview = new Preview(context, draw);
  context.subscriptions.push(
    preview,
    commands.registerCommand('nianbao.preview', (uri: unknown) => preview.show(uri)),
    commands.registerCommand('nianbao.printPreview', (uri: unknown) => preview.print(uri)),
  );
}
