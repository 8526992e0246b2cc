// A page beside the text, drawn by the server: brought up to date while the text is written, with every place leading back.

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
  type Event,
  type ExtensionContext,
  type TextDocument,
  type WebviewPanel,
} from 'vscode';
import { reportAt } from './commands';
import { viewOf } from './documents';
import { at, shell, type Place } from './preview_page';
import { mayBeReport } from './selector';
import { say } from './words';

/** What the server draws. */
export interface Page {
  readonly html: string;
  readonly style: string;
  /** Why there is nothing to be drawn. */
  readonly missing?: string;
}

/** What a page shows. */
export interface PageKind {
  /** Its name in menus and contexts. */
  readonly viewType: string;
  title(name: string): string;
}

/** Asks the server for a page, or for the parts of one; `undefined` where there is none. */
export type Draw = (document: TextDocument, whole: boolean) => Promise<Page | undefined>;

/** Milliseconds without a change before the page is drawn again. */
const REST = 120;

export class PagePanel implements Disposable {
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
    private readonly kind: PageKind,
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
    if (page === undefined || page.missing !== undefined) {
      void window.showInformationMessage(page?.missing ?? this.nothing);
      return;
    }
    const name = crypto.createHash('sha256').update(`${this.kind.viewType} ${document.uri.toString()}`).digest('hex').slice(0, 16);
    const folder = this.context.globalStorageUri;
    const file = Uri.joinPath(folder, `${name}.html`);
    await workspace.fs.createDirectory(folder);
    await workspace.fs.writeFile(file, Buffer.from(page.html));
    await env.openExternal(file);
  }

  private opened(): WebviewPanel {
    const place = { viewColumn: ViewColumn.Beside, preserveFocus: true };
    const panel = window.createWebviewPanel(this.kind.viewType, this.title, place, {
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
    return this.kind.title(name);
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
      const nothing = page === undefined ? this.nothing : page.missing;
      await panel.webview.postMessage(nothing === undefined ? { html: page?.html, style: page?.style } : { nothing });
    }
  }

  /** Draws the page again if it shows this text. */
  async refresh(uri: Uri): Promise<void> {
    if (uri.toString() === this.document?.uri.toString()) {
      await this.update();
    }
  }

  private said(message: unknown): void {
    const place = at(message);
    if (place === 'ready') {
      void this.update();
    } else if (place !== undefined) {
      void this.lead(place.at, place.file);
    }
  }

  /** Leads to a place of the text, or of another file. */
  private async lead([line, character, endLine, endCharacter]: Place, file: string | undefined): Promise<void> {
    const document = file === undefined ? this.document : await opened(Uri.parse(file));
    if (document === undefined) {
      return;
    }
    const range = document.validateRange(new Range(new Position(line, character), new Position(endLine, endCharacter)));
    const there = window.visibleTextEditors.find((editor) => editor.document === document || file !== undefined);
    const editor = await window.showTextDocument(document, { viewColumn: there?.viewColumn ?? ViewColumn.One, selection: range });
    editor.revealRange(range, TextEditorRevealType.InCenterIfOutsideViewport);
  }
}

/** A file as a text; those of other programs as the text that is read from them. */
async function opened(file: Uri): Promise<TextDocument> {
  return workspace.openTextDocument(DOCUMENT.test(file.path) ? viewOf(file) : file);
}

const DOCUMENT = /\.(docx?|docm|dotx|wps|xlsx?|xlsm|et|ods|odt|pdf)$/i;

/** Registers what belongs to the page in the official layout. */
export function registerPreview(context: ExtensionContext, draw: Draw): void {
  const kind = { viewType: 'nianbao.preview', title: (name: string) => say(`预览：${name}`, `Preview: ${name}`) };
  const preview = new PagePanel(context, kind, draw);
  context.subscriptions.push(
    preview,
    commands.registerCommand('nianbao.preview', (uri: unknown) => preview.show(uri)),
    commands.registerCommand('nianbao.printPreview', (uri: unknown) => preview.print(uri)),
  );
}

/** Registers what belongs to the page with last year's report. */
export function registerComparison(context: ExtensionContext, draw: Draw, onOther: Event<Uri>): void {
  const kind = {
    viewType: 'nianbao.comparison',
    title: (name: string) => say(`与上年对照：${name}`, `Beside Last Year: ${name}`),
  };
  const comparison = new PagePanel(context, kind, draw);
  context.subscriptions.push(
    comparison,
    onOther((uri) => comparison.refresh(uri)),
    commands.registerCommand('nianbao.compareLastYear', (uri: unknown) => comparison.show(uri)),
    commands.registerCommand('nianbao.printComparison', (uri: unknown) => comparison.print(uri)),
  );
}
