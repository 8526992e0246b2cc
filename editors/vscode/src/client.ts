// The client, with one thing left out: it would register the server's commands under names that the extension's own commands bear. They take the
// same argument, so that lenses run them as menus do.

import { ExecuteCommandRequest, LanguageClient, type DynamicFeature, type StaticFeature } from 'vscode-languageclient/node';

export class ReportClient extends LanguageClient {
  override registerFeature(feature: StaticFeature | DynamicFeature<unknown>): void {
    const isCommands = 'registrationType' in feature && feature.registrationType.method === ExecuteCommandRequest.method;
    if (!isCommands) {
      super.registerFeature(feature);
    }
  }
}
