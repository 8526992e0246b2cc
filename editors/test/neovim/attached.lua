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

vim.cmd('silent write')
assert(vim.deep_equal(text_of('fresh.md'), expected), 'fixed on save')
io.write('ok: saving fixes what is safe\n')

vim.cmd('edit national.md')
assert(vim.bo.fileencoding == 'gb18030', vim.bo.fileencoding)
seen('the problems of a file in GB18030', has_problems)
io.write('ok: a file in GB18030 is read as what it is\n')
vim.cmd('qall!')
