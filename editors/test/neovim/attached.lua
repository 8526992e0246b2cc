-- The plain way of the page, with its keys: problems, a fix by key, a file in GB18030, and fixing on save.

local function seen(what, is_seen)
  if not vim.wait(30000, is_seen, 20) then
    io.write('NOT OK: waited in vain for ', what, '\n')
    vim.cmd('cquit!')
  end
end

local function has_problems()
  return #vim.diagnostic.get(0) > 0
end

local function text_of(name)
  return vim.fn.readfile(name)
end

local expected = text_of('/srv/nianbao/expected.md')

seen('problems', has_problems)
io.write('ok: three lines of configuration are enough\n')

seen('the keys of the page', function()
  return vim.fn.maparg('\\nf', 'n', false, true).buffer == 1
end)
vim.api.nvim_feedkeys('\\nf', 'xt', false)
assert(vim.deep_equal(vim.api.nvim_buf_get_lines(0, 0, -1, true), expected), 'the key fixes what is safe')
vim.cmd('silent undo')
io.write('ok: the key of the page fixes what is safe\n')

local function place(words, part)
  for number, line in ipairs(vim.api.nvim_buf_get_lines(0, 0, -1, true)) do
    if line:find(words, 1, true) then
      return number, line:find(part, 1, true) - 1
    end
  end
end

local line, total = place('𠮷数量', '26')
vim.api.nvim_win_set_cursor(0, { line, total })
vim.api.nvim_feedkeys('K', 'x', false)
seen('what the total is made of', function()
  for _, window in ipairs(vim.api.nvim_list_wins()) do
    local said = table.concat(vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, true), '\n')
    if vim.api.nvim_win_get_config(window).relative ~= '' and said:find('15 + ', 1, true) then
      vim.api.nvim_win_close(window, true)
      return true
    end
  end
end)
vim.api.nvim_feedkeys(vim.keycode('<C-]>'), 'xt', false)
seen('the first part', function()
  local at = vim.api.nvim_win_get_cursor(0)
  local _, part = place('𠮷数量', '15')
  return at[1] == line and at[2] == part
end)
io.write('ok: K tells what a total is made of, and the key for tags leads there\n')

vim.cmd('silent write')
assert(vim.deep_equal(text_of('fresh.md'), expected), 'fixed on save')
io.write('ok: saving fixes what is safe\n')

vim.cmd('edit national.md')
assert(vim.bo.fileencoding == 'gb18030', vim.bo.fileencoding)
seen('the problems of a file in GB18030', has_problems)
io.write('ok: a file in GB18030 is read as what it is\n')
vim.cmd('qall!')
