-- The report as a page in the browser, in the official layout or beside last year's, drawn by the server and drawn again on every save.

local M = {}

--- Milliseconds that the server may take.
local PATIENCE = 3000

--- Looks every second whether the page was drawn again; a page from the disk may run scripts from the disk, and load nothing else.
local RELOAD = [[<script>
setInterval(() => {
  const stamp = document.createElement('script');
  stamp.src = '%s?' + Date.now();
  stamp.onload = () => { stamp.remove(); if (window.nianbaoStamp !== %d) location.reload(); };
  document.head.append(stamp);
}, 1000);
</script>]]

---@param buffer integer
---@return table? client
local function client_of(buffer)
  local get_clients = vim.lsp.get_clients or vim.lsp.get_active_clients
  return get_clients({ bufnr = buffer, name = 'nianbao' })[1]
end

---@param buffer integer
---@param method string
---@return string? page, string? failure
local function drawn(buffer, method)
  local client = client_of(buffer)
  if not client then
    return nil, 'the server is not running'
  end
  local params = { textDocument = vim.lsp.util.make_text_document_params(buffer), whole = true }
  local answer, failure
  if vim.fn.has('nvim-0.11') == 1 then
    answer, failure = client:request_sync(method, params, PATIENCE, buffer)
  else
    answer, failure = client.request_sync(method, params, PATIENCE, buffer)
  end
  if not answer or answer.err then
    return nil, failure or answer.err.message
  end
  if not answer.result or answer.result == vim.NIL then
    return nil, 'this does not look like an annual report'
  end
  if answer.result.missing then
    return nil, answer.result.missing
  end
  return answer.result.html
end

--- Where a page of a buffer lies.
---@param buffer integer
---@param method string? what draws it; the official layout if left out
---@return string
function M.path(buffer, method)
  local folder = vim.fn.stdpath('cache') .. '/nianbao'
  vim.fn.mkdir(folder, 'p')
  local kind = (method or 'nianbao/preview') == 'nianbao/preview' and '' or method
  local name = vim.fn.sha256(kind .. vim.api.nvim_buf_get_name(buffer)):sub(1, 16)
  return folder .. '/' .. name .. '.html'
end

---@param path string
---@param text string
local function write(path, text)
  local file = assert(io.open(path, 'wb'))
  file:write(text)
  file:close()
end

--- Draws a page of a buffer.
---@param buffer integer
---@param method string? what draws it; the official layout if left out
---@return string? path
function M.draw(buffer, method)
  local page, failure = drawn(buffer, method or 'nianbao/preview')
  if not page then
    vim.notify('nianbao: ' .. failure, vim.log.levels.WARN)
    return nil
  end
  local path = M.path(buffer, method)
  local stamp = vim.fn.fnamemodify(path, ':t:r') .. '.js'
  local now = math.floor((vim.uv or vim.loop).hrtime() / 1e6)
  local reload = RELOAD:format(stamp, now)
  write(path, (page:gsub('</body>', function()
    return reload .. '</body>'
  end)))
  write(vim.fn.fnamemodify(path, ':h') .. '/' .. stamp, ('window.nianbaoStamp = %d;\n'):format(now))
  return path
end

--- Opens a page of the current buffer, and keeps it up to date until the buffer is gone.
---@param method string? what draws it; the official layout if left out
function M.open(method)
  local buffer = vim.api.nvim_get_current_buf()
  local path = M.draw(buffer, method)
  if not path then
    return
  end
  vim.api.nvim_create_autocmd('BufWritePost', {
    group = vim.api.nvim_create_augroup((method or 'nianbao/preview'):gsub('/', '.') .. '.' .. buffer, {}),
    buffer = buffer,
    callback = function()
      M.draw(buffer, method)
    end,
  })
  if vim.ui.open then
    local _, failure = vim.ui.open(path)
    if failure then
      vim.notify('nianbao: ' .. path, vim.log.levels.INFO)
    end
  else
    vim.notify('nianbao: ' .. path, vim.log.levels.INFO)
  end
end

return M
