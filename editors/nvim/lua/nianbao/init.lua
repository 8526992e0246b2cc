-- Starting the server in any Neovim from 0.9 on, and the two actions about a whole report.

local M = {}

--- How long a whole report may take, in milliseconds.
local PATIENCE = 1000

--- Starts the server for texts that may be reports. `config` changes single parts of it, such as
--- `{ init_options = { fixOnSave = true } }`.
---@param config table?
function M.setup(config)
  if vim.fn.has('nvim-0.11') == 1 then
    vim.lsp.config('nianbao', config or {})
    vim.lsp.enable('nianbao')
    return
  end
  local file = vim.api.nvim_get_runtime_file('lsp/nianbao.lua', false)[1]
  config = vim.tbl_deep_extend('force', dofile(file), config or {})
  vim.api.nvim_create_autocmd('FileType', {
    group = vim.api.nvim_create_augroup('nianbao', {}),
    pattern = config.filetypes,
    callback = function(event)
      local folder = vim.fs.dirname(vim.api.nvim_buf_get_name(event.buf))
      local marker = vim.fs.find(config.root_markers, { path = folder, upward = true })[1]
      -- Without a folder, these releases start a server for every file.
      local root = marker and vim.fs.dirname(marker) or folder
      local start = vim.tbl_extend('force', config, { name = 'nianbao', root_dir = root })
      vim.lsp.start(start, { bufnr = event.buf })
    end,
  })
end

---@param buffer integer
local function client_of(buffer)
  local get_clients = vim.lsp.get_clients or vim.lsp.get_active_clients
  return get_clients({ bufnr = buffer, name = 'nianbao' })[1]
end

--- Asks for a kind of action about the whole text, waits for the answer and applies it: may be called before writing.
---@param buffer integer
---@param kind string
---@return boolean changed whether there was anything to do
local function apply(buffer, kind)
  buffer = buffer == 0 and vim.api.nvim_get_current_buf() or buffer
  local client = client_of(buffer)
  if not client then
    return false
  end
  local params = {
    textDocument = vim.lsp.util.make_text_document_params(buffer),
    range = {
      start = { line = 0, character = 0 },
      ['end'] = { line = vim.api.nvim_buf_line_count(buffer), character = 0 },
    },
    context = { only = { kind }, diagnostics = {} },
  }
  local method = 'textDocument/codeAction'
  local answer, failure
  if vim.fn.has('nvim-0.11') == 1 then
    answer, failure = client:request_sync(method, params, PATIENCE, buffer)
  else
    answer, failure = client.request_sync(method, params, PATIENCE, buffer)
  end
  if not answer or answer.err then
    vim.notify('nianbao: ' .. (failure or answer.err.message), vim.log.levels.WARN)
    return false
  end
  for _, action in ipairs(answer.result or {}) do
    vim.lsp.util.apply_workspace_edit(action.edit, client.offset_encoding)
  end
  return #(answer.result or {}) > 0
end

--- Applies everything that is safe to fix.
---@param buffer integer? the current one if left out
function M.fix_all(buffer)
  return apply(buffer or 0, 'source.fixAll.nianbao')
end

--- Computes every total from its parts; overwrites stated totals.
---@param buffer integer? the current one if left out
function M.fill_totals(buffer)
  return apply(buffer or 0, 'source.fillTotals.nianbao')
end

return M
