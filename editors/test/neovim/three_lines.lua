vim.opt.runtimepath:append('/srv/nianbao/plugin')
vim.lsp.config('nianbao', { init_options = { fixOnSave = true } })
vim.lsp.enable('nianbao')
dofile('/srv/nianbao/page.lua')
