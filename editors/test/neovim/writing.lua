-- What Neovim shows beside problems, by its own means and the keys of the page: hints, the groups of colours, folds, lenses, aligned tables, totals that follow.

local function fail(what)
  io.write('NOT OK: ', what, '\n')
  vim.cmd('cquit!')
end

local function seen(what, is_seen)
  if not vim.wait(30000, is_seen, 20) then
    fail('waited in vain for ' .. what)
  end
  io.write('ok: ', what, '\n')
end

local function lines()
  return vim.api.nvim_buf_get_lines(0, 0, -1, true)
end

--- The number of the line that has `words`, from 0, and where in it the last `part` begins.
local function place(words, part)
  for number, line in ipairs(lines()) do
    if line:find(words, 1, true) then
      local found, from = nil, line:find(part, 1, true)
      while from do
        found, from = from, line:find(part, from + 1, true)
      end
      return number - 1, found - 1
    end
  end
  fail('no line has ' .. words)
end

seen('problems', function()
  return #vim.diagnostic.get(0) > 0
end)

local row, column = place('一、本年新收政府信息公开申请', '26')
seen('the sum behind a broken total', function()
  return #vim.tbl_filter(function(hint)
    return hint.inlay_hint.label == '＝24' and hint.inlay_hint.position.line == row
  end, vim.lsp.inlay_hint.get({ bufnr = 0 })) == 1
end)

--- The groups of the tokens at a place.
local function groups(at_row, at_column)
  -- Without a screen nothing is drawn unless it is asked for, and groups are set as lines are drawn.
  vim.api.nvim_win_set_cursor(0, { at_row + 1, at_column })
  vim.api.nvim__redraw({ win = 0, valid = false, flush = true })
  return vim.tbl_map(function(token)
    return token.opts.hl_group
  end, vim.inspect_pos(0, at_row, at_column).semantic_tokens)
end

seen('the groups of a total that is broken', function()
  local here = groups(row, column)
  return vim.tbl_contains(here, '@lsp.type.number.markdown')
    and vim.tbl_contains(here, '@lsp.mod.total.markdown')
    and vim.tbl_contains(here, '@lsp.mod.broken.markdown')
end)
local zero_row, zero_column = place('二、上年结转', '0')
seen('the group of a zero', function()
  return vim.tbl_contains(groups(zero_row, zero_column), '@lsp.mod.zero.markdown')
end)

seen('a fold for each section', function()
  local heading = place('## 二、', '二')
  return vim.fn.foldlevel(heading + 1) >= 1 and vim.fn.foldlevel(row + 1) > vim.fn.foldlevel(heading + 1)
end)

--- The lenses as the server sent them.
local function lenses()
  if not vim.lsp.codelens.enable then
    return vim.lsp.codelens.get(0)
  end
  return vim.tbl_map(function(held)
    return held.lens
  end, vim.lsp.codelens.get({ bufnr = 0 }))
end
seen('how a table stands', function()
  return #vim.tbl_filter(function(lens)
    return lens.command ~= nil and lens.command.title:find('不平衡', 1, true) ~= nil
  end, lenses()) > 0
end)

local before = lines()
vim.api.nvim_feedkeys('grf', 'xt', false)
seen('the tables aligned by the key of the page', function()
  local fee = lines()[place('| 行政事业性收费', '|') + 1]
  return fee:find('^| 行政事业性收费 +| 46%.5 +|') ~= nil and fee ~= before[place('| 行政事业性收费', '|') + 1]
end)
for number, line in ipairs(lines()) do
  if line:gsub('[%s-]', '') ~= before[number]:gsub('[%s-]', '') then
    fail('more than spaces changed: ' .. line)
  end
end
vim.cmd('silent undo')
if not vim.deep_equal(lines(), before) then
  fail('undo does not bring the text back')
end

-- A part is changed and the report saved: the total, which had agreed, follows.
local client = vim.lsp.get_clients({ name = 'nianbao' })[1]
client.settings = { nianbao = { followTotals = true, fixOnSave = false } }
client:notify('workspace/didChangeConfiguration', { settings = client.settings })
local part_row, part_column = place('| 二、上年结转', '| 1 |')
local carried = lines()[part_row + 1]
local first = carried:find('%d')
vim.api.nvim_buf_set_text(0, part_row, first - 1, part_row, first, { '7' })
local stated = tonumber(carried:match('(%d+) |$'))
local expected = stated + 7 - tonumber(carried:sub(first, first))
seen('the finding that says what was changed', function()
  return #vim.tbl_filter(function(problem)
    return problem.lnum == part_row and problem.message:find('刚才', 1, true) ~= nil
  end, vim.diagnostic.get(0)) > 0
end)
vim.cmd('silent write')
seen('the total that follows when the report is saved', function()
  return tonumber(vim.fn.readfile('followed.md')[part_row + 1]:match('(%d+) |$')) == expected
end)
if vim.fn.execute('messages'):find('deprecated', 1, true) then
  fail('the page names what Neovim will not have for long: ' .. vim.fn.execute('messages'))
end
vim.cmd('qall!')
