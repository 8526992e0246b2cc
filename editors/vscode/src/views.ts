// What the server shows beside problems, each with a setting to leave it out.

import { workspace, type LogOutputChannel } from 'vscode';
import {
  CodeLensRequest,
  DocumentFormattingRequest,
  InlayHintRequest,
  SemanticTokensRegistrationType,
  type LanguageClient,
  type Middleware,
} from 'vscode-languageclient/node';

type View = 'hover' | 'inlayHints' | 'lenses' | 'colours' | 'folding' | 'completion';

function isShown(view: View): boolean {
  return workspace.getConfiguration('nianbao.show').get<boolean>(view, true);
}

/** Asks the server only for what is to be seen. */
export const SHOWN: Middleware = {
  provideHover: (document, position, token, next) => (isShown('hover') ? next(document, position, token) : undefined),
  provideCompletionItem: (document, position, context, token, next) =>
    isShown('completion') ? next(document, position, context, token) : undefined,
  provideInlayHints: (document, range, token, next) => (isShown('inlayHints') ? next(document, range, token) : undefined),
  provideCodeLenses: (document, token, next) => (isShown('lenses') ? next(document, token) : undefined),
  provideFoldingRanges: (document, context, token, next) => (isShown('folding') ? next(document, context, token) : undefined),
  provideDocumentSemanticTokens: (document, token, next) => (isShown('colours') ? next(document, token) : undefined),
  provideDocumentSemanticTokensEdits: (document, previous, token, next) =>
    isShown('colours') ? next(document, previous, token) : undefined,
  provideDocumentRangeSemanticTokens: (document, range, token, next) =>
    isShown('colours') ? next(document, range, token) : undefined,
};

/** Lets VS Code ask anew, since a setting has changed. */
export function showAnew(client: LanguageClient): void {
  for (const document of workspace.textDocuments) {
    client.getFeature(InlayHintRequest.method).getProvider(document)?.onDidChangeInlayHints.fire();
    client.getFeature(CodeLensRequest.method).getProvider(document)?.onDidChangeCodeLensEmitter.fire();
    client.getFeature(SemanticTokensRegistrationType.method).getProvider(document)?.onDidChangeSemanticTokensEmitter.fire();
  }
}

/** Aligns the tables of the text in front; `undefined` if the server does not. */
export async function alignedBy(client: LanguageClient, uri: string, log: LogOutputChannel) {
  const options = { tabSize: 4, insertSpaces: true };
  try {
    const edits = await client.sendRequest(DocumentFormattingRequest.type, { textDocument: { uri }, options });
    return client.protocol2CodeConverter.asTextEdits(edits ?? []);
  } catch (error) {
    log.warn(String(error));
    return undefined;
  }
}
