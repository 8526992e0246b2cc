// The report among the extension's snippets. Nothing here knows VS Code.

/** The body of the first of `snippets` (a file of them), begun for a body and a year. */
export function begun(snippets: string, unit: string, year: string): string {
  const [report] = Object.values(JSON.parse(snippets)) as { body: string[] }[];
  const written = (text: string): string => text.replace(/[\\$}]/g, '\\$&');
  return (report?.body ?? [])
    .join('\n')
    .replace(/\$\{1:[^}]*\}/, () => written(unit))
    .replace(/\$\{2:\$\{CURRENT_YEAR.*?\/\}\}/, () => year)
    .replace(/\$2(?!\d)/g, () => year);
}
