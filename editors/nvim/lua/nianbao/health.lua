-- `:checkhealth nianbao`: whether the server can start, and what it serves.

local M = {}

function M.check()
  local health = vim.health
  health.start('nianbao')

  if vim.fn.has('nvim-0.11') == 1 then
    health.ok('Neovim ' .. tostring(vim.version()))
  elseif vim.fn.has('nvim-0.9') == 1 then
    health.ok('Neovim ' .. tostring(vim.version()) .. ": start the server with require('nianbao').setup()")
  else
    health.error('Neovim 0.9 or later is needed')
    return
  end

  local known = vim.fn.has('nvim-0.11') == 1 and vim.lsp.config.nianbao or nil
  local cmd = known and known.cmd or { 'nianbao', 'lsp' }
  if type(cmd) == 'table' then
    if vim.fn.executable(cmd[1]) == 1 then
      local said = vim.fn.system({ cmd[1], '--version' })
      health.ok(vim.fn.exepath(cmd[1]) .. ': ' .. (said:match('^[^\n]*') or ''))
    else
      health.error(cmd[1] .. ' cannot be run', { 'Put nianbao on the PATH, or name it: cmd = { "/path/to/nianbao", "lsp" }' })
    end
  end

  local get_clients = vim.lsp.get_clients or vim.lsp.get_active_clients
  local clients = get_clients({ name = 'nianbao' })
  if #clients == 0 then
    health.warn('the server is not running', { 'Open a text, Markdown or HTML file after vim.lsp.enable("nianbao")' })
  end
  for _, client in ipairs(clients) do
    local buffers = vim.tbl_count(client.attached_buffers or {})
    health.ok(('running, %d buffer(s), columns in %s'):format(buffers, client.offset_encoding))
  end
end

return M
