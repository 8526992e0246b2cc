-- A report and last year's, which is not open: what does not fit, the way to the other file, and that changes on the disk are followed.

local PATIENCE = 30000
local text = table.concat(vim.fn.readfile('years/2024/new.md'), '\n')
local CARRIED_OUT = '| 四、结转下年度继续办理 |  |  | 0 | 0 | 0 | 0 | 1 | 0 | 1 |'
local last = text:gsub('2024年', '2023年')

local function seen(what, is_seen)
  if not vim.wait(PATIENCE, is_seen, 20) then
    io.write('NOT OK: waited in vain for ', what, '\n')
    vim.cmd('cquit!')
  end
  io.write('ok: ', what, '\n')
end

local function write(name, words)
  vim.fn.writefile(vim.split(words, '\n'), name)
end

local function carried()
  return #vim.tbl_filter(function(problem)
    return problem.code == 'carried-over'
  end, vim.diagnostic.get(0))
end

vim.cmd('edit years/2024/new.md')
seen('what does not fit last year’s report, which is not open', function()
  return carried() == 2
end)

local row, column
for number, line in ipairs(vim.api.nvim_buf_get_lines(0, 0, -1, true)) do
  if line:find('二、上年结转', 1, true) then
    row, column = number, #line - 3
  end
end
-- 0.10.4 tells a wrong column of the cursor in such a line, and has no jump that may be told the right one.
if vim.fn.has('nvim-0.11') == 1 then
  vim.api.nvim_win_set_cursor(0, { row, column })
  local found
  vim.lsp.buf.definition({
    on_list = function(list)
      found = list.items
    end,
  })
  seen('the way to last year’s cell', function()
    return found ~= nil
      and #vim.tbl_filter(function(item)
          return item.filename:find('years/2023/old.md', 1, true) and item.text:find('四、结转下年度', 1, true)
        end, found)
        == 1
  end)
end

local path = require('nianbao.preview').draw(0, 'nianbao/compare')
local drawn = path and table.concat(vim.fn.readfile(path), '\n') or ''
seen('the page with both years', function()
  return drawn:find('nb-old', 1, true) ~= nil and drawn:find('nianbaoStamp', 1, true) ~= nil
end)

write('years/2023/old.md', (last:gsub(vim.pesc(CARRIED_OUT), (CARRIED_OUT:gsub('1', '0')))))
seen('a change of last year’s file outside', function()
  return carried() == 0
end)
write('years/2023/old.md', last)
seen('another one', function()
  return carried() == 2
end)
vim.fn.rename('years/2023/old.md', 'years/2024/renamed.md')
vim.fn.delete('years/2024/renamed.md')
seen('the end of last year’s file', function()
  return carried() == 0
end)
write('years/2022/found-again.md', last)
seen('its return elsewhere', function()
  return carried() == 2
end)
vim.cmd('qall!')
