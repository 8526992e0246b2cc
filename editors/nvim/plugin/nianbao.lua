-- `:NianbaoPreview`: the report in the official layout, in the browser.

if vim.g.loaded_nianbao then
  return
end
vim.g.loaded_nianbao = true

vim.api.nvim_create_user_command('NianbaoPreview', function()
  require('nianbao.preview').open()
end, { desc = 'The report in the official layout, in the browser; drawn again on save' })
