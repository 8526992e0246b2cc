-- The server as `vim.lsp.enable('nianbao')` starts it (Neovim 0.11 or later). It says nothing about texts that are no annual reports.

---@type vim.lsp.Config
return {
  cmd = { 'nianbao', 'lsp' },
  filetypes = { 'text', 'markdown', 'html' },
  root_markers = { 'nianbao.toml', '.git' },
  -- A report may lie anywhere.
  workspace_required = false,
}
