// Runs the language server in VS Code. What is wrong with a report and how to mend it is the server's; here is found, started and shown.

import { commands, window, workspace, type ExtensionContext } from 'vscode';
import { ACCEPT, acceptProblem } from './accepting';
import { alignTables, fillTotals, fixAll, fixOnSave, reportAt } from './commands';
import { registerDocuments } from './documents';
import { Encodings } from './encodings';
import { newReport, nextReport } from './new_report';
import { registerComparison, registerPreview } from './page_panel';
import { Session } from './session';
import { Status } from './status';
import { say } from './words';
import { WorkspaceCheck } from './workspace_check';

let session: Session | undefined;

export async function activate(context: ExtensionContext): Promise<void> {
  const log = window.createOutputChannel(say('年报核对', 'Nianbao'), { log: true });
  const status = new Status();
  const running = new Session(context, log, status);
  const workspaceCheck = new WorkspaceCheck(log);
  const encodings = new Encodings(() => running.program, status, log);
  session = running;
  context.subscriptions.push(
    log,
    status,
    workspaceCheck,
    encodings,
    commands.registerCommand('nianbao.newReport', () => newReport(running)),
    commands.registerCommand('nianbao.nextReport', () => nextReport(running)),
    commands.registerCommand('nianbao.fixAll', fixAll),
    commands.registerCommand('nianbao.fillTotals', fillTotals),
    commands.registerCommand('nianbao.fillZeros', async (uri: unknown) => {
      const document = reportAt(uri);
      await (document && running.carryOut('nianbao.fillZeros', document));
    }),
    commands.registerCommand('nianbao.format', (uri: unknown) => alignTables(uri, (document) => running.aligned(document))),
    commands.registerCommand('nianbao.enableFixOnSave', () => fixOnSave(true)),
    commands.registerCommand('nianbao.disableFixOnSave', () => fixOnSave(undefined)),
    commands.registerCommand('nianbao.reopenWithEncoding', () => encodings.reopen()),
    commands.registerCommand('nianbao.checkWorkspace', () => workspaceCheck.run(running.program)),
    commands.registerCommand(ACCEPT, acceptProblem),
    commands.registerCommand('nianbao.restart', () => running.restart()),
    commands.registerCommand('nianbao.showLog', () => log.show()),
    workspace.onDidGrantWorkspaceTrust(() => running.restart()),
    workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('nianbao.path') || event.affectsConfiguration('nianbao.locale')) {
        void running.restart();
      } else if (event.affectsConfiguration('nianbao.show')) {
        running.showAnew();
      }
    }),
  );
  registerPreview(context, (document, whole) => running.drawn(document, whole));
  registerComparison(context, (document, whole) => running.compared(document, whole), running.onOtherLastYear);
  registerDocuments(context, () => running.program, log);
  await running.restart();
  await encodings.lookAtAll();
}

export async function deactivate(): Promise<void> {
  await session?.stop();
}
