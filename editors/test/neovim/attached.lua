-- Three lines of configuration are enough.
local shown = vim.wait(30000, function()
  return #vim.diagnostic.get(0) > 0
end, 20)
print(shown and 'ok: three lines of configuration show the problems\n' or 'not ok: three lines of configuration\n')
vim.cmd(shown and 'qa!' or 'cq')
