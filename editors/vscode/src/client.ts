// The client, with two things left out. It would register the server's commands under names that the extension's own commands bear; they take the
// same argument, so that lenses run them as menus do. And it would ask for findings, of the whole workspace all the time; the server sends them anyway.

import { DocumentDiagnosticRequest, ExecuteCommandRequest, LanguageClient, NotificationType, type DynamicFeature, type StaticFeature } from 'vscode-languageclient/node';

const LEFT_OUT: string[] = [ExecuteCommandRequest.method, DocumentDiagnosticRequest.method];

/** The report on the year before that an open one is compared with. */
export interface LastYear {
  readonly uri: string;
  readonly year: number;
  /** How many other files claim to be it. */
  readonly others: number;
}

/** What the server says whenever other reports are taken for last year's. */
export const LAST_YEAR = new NotificationType<{ uri: string; lastYear: LastYear[] }>('nianbao/lastYear');

/** Tells the server that last year's report is shown. */
const SHOWS_LAST_YEAR: StaticFeature = {
  fillClientCapabilities(capabilities) {
    const experimental = capabilities.experimental as object | undefined;
    capabilities.experimental = { ...experimental, nianbaoLastYear: true };
  },
  initialize() {},
  getState: () => ({ kind: 'static' }),
  clear() {},
};

export class ReportClient extends LanguageClient {
  protected override registerBuiltinFeatures(): void {
    super.registerBuiltinFeatures();
    this.registerFeature(SHOWS_LAST_YEAR);
  }

  override registerFeature(feature: StaticFeature | DynamicFeature<unknown>): void {
    const isLeftOut = 'registrationType' in feature && LEFT_OUT.includes(feature.registrationType.method);
    if (!isLeftOut) {
      super.registerFeature(feature);
    }
  }
}
