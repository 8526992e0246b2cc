-- Three lines of configuration are enough to see the problems and to fix on save.
local shown = vim.wait(30000, function()
  return #vim.diagnostic.get(0) > 0
end, 20)
vim.cmd('silent write')
io.write(shown and 'ok: three lines of configuration are enough\n' or 'NOT OK: three lines of configuration show nothing\n')
vim.cmd(shown and 'qa!' or 'cq')
