// The client, with two things left out. It would register the server's commands under names that the extension's own commands bear; they take the
// same argument, so that lenses run them as menus do. And it would ask for findings, of the whole workspace all the time; the server sends them anyway.

import { DocumentDiagnosticRequest, ExecuteCommandRequest, LanguageClient, type DynamicFeature, type StaticFeature } from 'vscode-languageclient/node';

const LEFT_OUT: string[] = [ExecuteCommandRequest.method, DocumentDiagnosticRequest.method];

export class ReportClient extends LanguageClient {
  override registerFeature(feature: StaticFeature | DynamicFeature<unknown>): void {
    const isLeftOut = 'registrationType' in feature && LEFT_OUT.includes(feature.registrationType.method);
    if (!isLeftOut) {
      super.registerFeature(feature);
    }
  }
}
