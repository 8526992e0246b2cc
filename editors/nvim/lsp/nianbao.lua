-- The server as `vim.lsp.enable('nianbao')` starts it (Neovim 0.11 or later). It says nothing about texts that are no annual reports.

---@type vim.lsp.Config
return {
  cmd = { 'nianbao', 'lsp' },
  filetypes = { 'text', 'markdown', 'html' },
  root_markers = { 'nianbao.toml', '.git' },
  -- A report may lie anywhere.
  workspace_required = false,
  -- Findings are sent: Neovim would ask for those of one text only when that text changes.
  before_init = function(params)
    params.capabilities.textDocument.diagnostic = nil
  end,
}
