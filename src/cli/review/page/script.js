'use strict';
(() => {
  const data = JSON.parse(document.getElementById('records').textContent);
  const words = Object.fromEntries(data.words), rules = Object.fromEntries(data.rules), severities = Object.fromEntries(data.severities);
  const cells = Object.fromEntries(data.cells);
  const by = (id) => document.getElementById(id);
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, key) => values[key]);
  // Whatever a report says becomes text, never markup.
  const make = (tag, kind, text) => {
    const element = document.createElement(tag);
    if (kind) element.className = kind;
    if (text !== undefined) element.textContent = text;
    return element;
  };
  const rows = [...by('reports').tBodies[0].rows];
  const all = by('all'), one = by('one');
  let visible = rows;

  const option = (select, value, text) => {
    const element = make('option', '', text);
    element.value = value;
    by(select).append(element);
  };
  data.rules.forEach(([code, summary]) => option('rule', code, summary + ' (' + code + ')'));
  data.severities.forEach(([name, word]) => option('severity', name, word));
  const years = new Set(data.reports.map((report) => report.y).filter(Boolean));
  [...years].sort().forEach((year) => option('year', year, year));
  [...new Set(data.reports.map((report) => report.k).filter(Boolean))].sort().forEach((kind) => option('kind', kind, kind));

  const filter = () => {
    const search = by('search').value.trim().toLowerCase();
    const [rule, severity, year, kind] = ['rule', 'severity', 'year', 'kind'].map((id) => by(id).value);
    visible = rows.filter((row) => {
      const report = data.reports[row.dataset.r];
      const text = (report.n + ' ' + report.f + ' ' + report.t).toLowerCase();
      const found = !rule && !severity || report.w.some((finding) => (!rule || finding[0] === rule) && (!severity || finding[1] === severity));
      const is = found && text.includes(search) && (!year || String(report.y) === year) && (!kind || report.k === kind);
      row.hidden = !is;
      return is;
    });
    by('shown').textContent = fill(words.shown, { n: visible.length, all: rows.length });
  };
  ['search', 'rule', 'severity', 'year', 'kind'].forEach((id) => by(id).addEventListener('input', filter));
  by('filters').hidden = false;

  const headers = [...by('reports').tHead.rows[0].cells];
  const compare = { number: (a, b) => a - b, text: (a, b) => a.localeCompare(b, document.documentElement.lang) };
  headers.forEach((header, column) => header.addEventListener('click', () => {
    // Numbers begin with the largest.
    const before = header.getAttribute('aria-sort');
    const isDown = before ? before === 'ascending' : header.dataset.sort === 'number';
    headers.forEach((other) => other.removeAttribute('aria-sort'));
    header.setAttribute('aria-sort', isDown ? 'descending' : 'ascending');
    const key = (row) => row.cells[column].textContent;
    rows.sort((a, b) => (isDown ? -1 : 1) * compare[header.dataset.sort](key(a), key(b)) || a.dataset.r - b.dataset.r);
    by('reports').tBodies[0].append(...rows);
    filter();
  }));

  const note = (report) => {
    const title = report.t || words.title;
    const lines = report.w.map((finding, at) => {
      const fix = finding[6][0] ? words.stop + (finding[6][0][1] ? words.fix : words.suggestion) + finding[6][0][0] : '';
      const cell = finding[3] === null ? '' : cells[report.e][finding[3]] + '：';
      const message = finding[2].includes(cell.slice(2, -1)) ? finding[2] : cell + finding[2];
      return (at + 1) + '. ' + finding[4] + '：' + message + fix;
    });
    return fill(words.opening, { name: report.n, title }) + '\n' + lines.join('\n') + '\n';
  };
  const copy = (text, button) => {
    const done = () => {
      const before = button.textContent;
      button.textContent = words.copied;
      setTimeout(() => { button.textContent = before; }, 1500);
    };
    const byHand = () => {
      const area = make('textarea', '', text);
      document.body.append(area);
      area.select();
      if (document.execCommand('copy')) done();
      area.remove();
    };
    if (navigator.clipboard) navigator.clipboard.writeText(text).then(done, byHand);
    else byHand();
  };
  by('copy-all').addEventListener('click', (event) => {
    const reports = visible.map((row) => data.reports[row.dataset.r]).filter((report) => report.w.length);
    copy(reports.map(note).join('\n'), event.currentTarget);
  });

  const showValues = (report, form) => {
    const wrong = new Map();
    report.w.forEach((finding, at) => {
      if (finding[3] !== null) wrong.set(finding[3], [...(wrong.get(finding[3]) || []), at + 1]);
    });
    form.querySelectorAll('td[data-c]').forEach((cell) => {
      const at = Number(cell.dataset.c), value = report.v[at];
      if (value === null || value === undefined) {
        cell.classList.add('absent');
        cell.title = words.absent;
      } else if (Array.isArray(value)) {
        cell.classList.add('absent');
        cell.textContent = value[0];
        cell.title = words.unplaced;
      } else cell.textContent = value;
      if (wrong.has(at)) {
        cell.classList.add('wrong');
        cell.append(make('sup', '', ' ' + wrong.get(at).join(',')));
      }
    });
  };
  const showFinding = (report, finding, at) => {
    const [code, severity, message, cell, place, quote, fixes] = finding;
    const box = make('div', 'finding ' + severity);
    box.append(make('p', '', (at + 1) + '. ' + severities[severity] + '：' + message));
    const where = [place, cell === null ? '' : cells[report.e][cell], (rules[code] || '') + ' (' + code + ')'];
    box.append(make('p', 'where', where.filter(Boolean).join(' · ')));
    if (quote.some(Boolean)) {
      const block = make('blockquote');
      block.append(quote[0], make('mark', '', quote[1] || ' '), quote[2]);
      box.append(block);
    }
    fixes.forEach(([title, isSafe], n) => box.append(make('p', '', (n ? words.or : isSafe ? words.fix : words.suggestion) + title)));
    return box;
  };
  const link = (at, text) => {
    const element = make('a', '', text);
    element.href = at === undefined ? '#' : '#r' + at;
    return element;
  };
  const showReport = (at) => {
    const report = data.reports[at];
    const nav = make('nav');
    nav.append(link(undefined, words.back));
    const order = visible.map((row) => Number(row.dataset.r)), place = order.indexOf(at);
    if (place > 0) nav.append(link(order[place - 1], words.previous));
    if (place >= 0 && place + 1 < order.length) nav.append(link(order[place + 1], words.next));
    const form = by('form-' + report.e).content.cloneNode(true);
    showValues(report, form);
    const file = report.f + (report.i > 1 ? ' (' + report.i + ')' : '');
    const parts = [nav, make('h1', '', report.t || report.n), make('p', 'where', file)];
    parts.push(make('h2', '', words.findings + ' ' + report.w.length));
    if (!report.w.length) parts.push(make('p', '', words.none));
    report.w.forEach((finding, n) => parts.push(showFinding(report, finding, n)));
    parts.push(form);
    if (report.w.length) {
      const text = note(report), button = make('button', '', words.copy);
      button.addEventListener('click', () => copy(text, button));
      parts.push(make('h2', '', words.note), button, make('pre', '', text));
    }
    one.replaceChildren(...parts);
  };
  const show = () => {
    const at = /^#r(\d+)$/.exec(location.hash);
    const isOne = at !== null && Number(at[1]) < data.reports.length;
    if (isOne) showReport(Number(at[1]));
    one.hidden = !isOne;
    all.hidden = isOne;
    window.scrollTo(0, 0);
  };
  window.addEventListener('hashchange', show);
  filter();
  show();
})();
