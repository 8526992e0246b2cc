// The conversation with the server: one client at a time, started with the best program there is, and started again after a breakdown.

import * as os from 'node:os';
import { commands, EventEmitter, extensions, window, type Disposable, type ExtensionContext, type LogOutputChannel, type TextDocument, type TextEdit, type Uri } from 'vscode';
import {
  CloseAction,
  DidChangeConfigurationNotification,
  ErrorAction,
  ExecuteCommandRequest,
  LanguageClient,
  RevealOutputChannelOn,
  State,
  type CloseHandlerResult,
  type ErrorHandler,
  type LanguageClientOptions,
} from 'vscode-languageclient/node';
import { askingForReasons } from './accepting';
import { LAST_YEAR, ReportClient } from './client';
import type { Beginning, Edition, Writer } from './new_report';
import type { Page } from './page_panel';
import type { Found, Search } from './program';
import { findProgram, firstFolder } from './preflight';
import { Restarts } from './restarts';
import { settingsAsSet } from './settings';
import { SELECTOR } from './selector';
import type { Status } from './status';
import { alignedBy, showAnew, SHOWN } from './views';
import { say } from './words';

/** Milliseconds that a server may take to end when it is asked to. */
const PATIENCE = 2000;

/** Settings that must be known before the first finding; the others are asked for by the server. */
const FIRST = new Set(['locale', 'trusted']);

export class Session implements Disposable, Writer {
  private client: LanguageClient | undefined;
  private found: Found | undefined;
  /** Everything that starts or stops the server, one after the other. */
  private queue: Promise<void> = Promise.resolve();
  private readonly restarts = new Restarts();
  private readonly othersTaken = new EventEmitter<Uri>();
  /** A text whose last year's report is another one than before. */
  readonly onOtherLastYear = this.othersTaken.event;

  constructor(
    private readonly context: ExtensionContext,
    private readonly log: LogOutputChannel,
    private readonly status: Status,
  ) {}

  /** The program that is used, if one was found. */
  get program(): string | undefined {
    return this.found?.candidate.path;
  }

  /** Starts the server anew, with the program as it is found now. */
  restart(): Promise<void> {
    return this.enqueue(async () => {
      await this.stopClient();
      await this.startClient();
    });
  }

  /** Shows what the settings say now. */
  showAnew(): void {
    if (this.client?.isRunning()) {
      showAnew(this.client);
    }
  }

  /** Lets the server do something with a whole text. */
  async carryOut(command: string, document: TextDocument): Promise<void> {
    const client = await this.running();
    if (client !== undefined) {
      await client.sendRequest(ExecuteCommandRequest.type, { command, arguments: [client.code2ProtocolConverter.asUri(document.uri)] });
    }
  }

  async begin(beginning: Beginning): Promise<string | undefined> {
    const client = await this.running();
    if (client === undefined) {
      return undefined;
    }
    const { from, ...rest } = beginning;
    const wish = from === undefined ? rest : { ...rest, from: client.code2ProtocolConverter.asUri(from.uri) };
    const begun = await client.sendRequest(ExecuteCommandRequest.type, { command: 'nianbao.newReport', arguments: [wish] });
    return (begun as { text: string }).text;
  }

  async editions(year: number): Promise<Edition[]> {
    const client = await this.running();
    if (client === undefined) {
      return [];
    }
    return client.sendRequest(ExecuteCommandRequest.type, { command: 'nianbao.editions', arguments: [{ year }] }) as Promise<Edition[]>;
  }

  /** What aligns the tables of a text; `undefined` while there is no server. */
  async aligned(document: TextDocument): Promise<TextEdit[] | undefined> {
    const client = await this.running();
    return client && alignedBy(client, client.code2ProtocolConverter.asUri(document.uri), this.log);
  }

  /** The report in the official layout; `undefined` where there is no report, or no server. */
  async drawn(document: TextDocument, whole: boolean): Promise<Page | undefined> {
    const client = await this.running();
    if (client === undefined) {
      return undefined;
    }
    const textDocument = { uri: client.code2ProtocolConverter.asUri(document.uri) };
    return (await client.sendRequest<Page | null>('nianbao/preview', { textDocument, whole })) ?? undefined;
  }

  /** The report beside last year's. */
  async compared(document: TextDocument, whole: boolean): Promise<Page | undefined> {
    const client = await this.running();
    if (client === undefined) {
      return undefined;
    }
    const textDocument = { uri: client.code2ProtocolConverter.asUri(document.uri) };
    return (await client.sendRequest<Page | null>('nianbao/compare', { textDocument, whole })) ?? undefined;
  }

  /** Ends the server. */
  stop(): Promise<void> {
    return this.enqueue(() => this.stopClient());
  }

  dispose(): void {
    this.othersTaken.dispose();
    void this.stop();
  }

  /** The client of the server, waited for while that is being started; `undefined` while there is no server. */
  private async running(): Promise<LanguageClient | undefined> {
    await this.queue;
    return this.client?.isRunning() ? this.client : undefined;
  }

  private enqueue(step: () => Promise<void>): Promise<void> {
    this.queue = this.queue.then(step).catch((error: unknown) => {
      this.log.error(String(error));
    });
    return this.queue;
  }

  private async startClient(): Promise<void> {
    this.status.starting();
    const search = await findProgram(this.context);
    this.found = search.found;
    this.tellFailures(search);
    if (search.found === undefined) {
      this.failed(this.notFound());
      return;
    }
    const { candidate, version } = search.found;
    this.log.info(`nianbao ${version}: ${candidate.path} (${candidate.source})`);
    const run = { command: candidate.path, args: ['lsp'], options: { cwd: firstFolder()?.fsPath ?? os.homedir() } };
    const client: LanguageClient = new ReportClient('nianbao', say('年报核对', 'Nianbao'), run, this.options(() => client));
    this.client = client;
    client.onNotification(LAST_YEAR, ({ uri, lastYear }) => {
      const document = client.protocol2CodeConverter.asUri(uri);
      this.status.compared(document, lastYear.map((last) => ({ ...last, file: client.protocol2CodeConverter.asUri(last.uri) })));
      this.othersTaken.fire(document);
    });
    client.onDidChangeState(({ newState }) => {
      if (newState === State.Running) {
        this.status.running(client);
      }
    });
    try {
      await client.start();
    } catch (error) {
      this.failed(say(`核对程序没有启动：${String(error)}`, `The program did not start: ${String(error)}`));
    }
  }

  private async stopClient(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    this.status.stopped();
    if (client === undefined) {
      return;
    }
    try {
      // A server that hangs is killed when its time is over.
      await client.dispose(PATIENCE);
    } catch (error) {
      this.log.warn(String(error));
    }
  }

  private options(client: () => LanguageClient): LanguageClientOptions {
    const asSet = settingsAsSet();
    return {
      documentSelector: SELECTOR,
      outputChannel: this.log,
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      // A changed language or trust starts the server anew.
      initializationOptions: Object.fromEntries(Object.entries(asSet).filter(([key]) => FIRST.has(key))),
      markdown: { isTrusted: false, supportHtml: false },
      errorHandler: this.errorHandler(),
      middleware: {
        ...SHOWN,
        handleDiagnostics: (uri, diagnostics, next) => {
          next(uri, diagnostics);
          this.status.published(uri, diagnostics);
        },
        provideCodeActions: async (document, range, context, token, next) =>
          askingForReasons(await next(document, range, context, token)),
        provideDocumentSymbols: (document, token, next) => (hasHeadings(document) ? undefined : next(document, token)),
        workspace: {
          configuration: (params) => params.items.map((item) => (item.section === 'nianbao' ? settingsAsSet() : null)),
          didChangeConfiguration: () =>
            client().sendNotification(DidChangeConfigurationNotification.type, { settings: { nianbao: settingsAsSet() } }),
        },
      },
    };
  }

  private errorHandler(): ErrorHandler {
    return {
      error: () => ({ action: ErrorAction.Continue, handled: true }),
      closed: (): CloseHandlerResult => {
        if (this.restarts.mayRestart(Date.now())) {
          this.status.starting();
          const message = say('核对程序意外结束，正在重新启动。', 'The program ended unexpectedly and is started again.');
          return { action: CloseAction.Restart, message, handled: true };
        }
        const message = say('核对程序接连意外结束，不再自动启动。', 'The program keeps ending unexpectedly and is not started again.');
        this.failed(message);
        return { action: CloseAction.DoNotRestart, message, handled: true };
      },
    };
  }

  /** Says which programs are there and do not work. A wrong setting is shown, the others are for the log. */
  private tellFailures({ found, failures }: Search): void {
    for (const { candidate, failure } of failures) {
      this.log.warn(`${candidate.path} (${candidate.source}): ${failure}`);
    }
    const wrong = failures.find(({ candidate }) => candidate.source === 'setting');
    if (wrong !== undefined && found !== undefined) {
      const { path } = wrong.candidate;
      const instead = found.candidate.path;
      const message = say(
        `设置 nianbao.path 指定的程序不能运行：${path}。现在使用 ${instead}。`,
        `The program set as nianbao.path does not run: ${path}. ${instead} is used instead.`,
      );
      void window.showWarningMessage(message, this.toSettings).then((chosen) => this.follow(chosen));
    }
  }

  private notFound(): string {
    return say(
      '找不到核对程序 nianbao。请安装带程序的扩展包（.vsix），或在设置 nianbao.path 中写明程序的位置。',
      'The program nianbao was not found. Install the extension package (.vsix) that contains it, or name its path in the setting nianbao.path.',
    );
  }

  /** Shows what went wrong, with the ways on. */
  private failed(message: string): void {
    this.status.failed();
    this.log.error(message);
    void window
      .showErrorMessage(message, this.toSettings, this.toLog, this.toRetry)
      .then((chosen) => this.follow(chosen));
  }

  private get toSettings(): string {
    return say('打开设置', 'Open Settings');
  }

  private get toLog(): string {
    return say('查看日志', 'Show Log');
  }

  private get toRetry(): string {
    return say('重试', 'Retry');
  }

  private follow(chosen: string | undefined): void {
    if (chosen === this.toSettings) {
      void commands.executeCommand('workbench.action.openSettings', 'nianbao.path');
    } else if (chosen === this.toLog) {
      this.log.show();
    } else if (chosen === this.toRetry) {
      void this.restart();
    }
  }
}

/** Whether VS Code's own outline of Markdown has something to show. Two outlines would stand side by side, the breadcrumb torn between them. */
function hasHeadings(document: TextDocument): boolean {
  const itself = extensions.getExtension('vscode.markdown-language-features');
  return itself !== undefined && document.languageId === 'markdown' && /^#{1,6} /m.test(document.getText());
}
