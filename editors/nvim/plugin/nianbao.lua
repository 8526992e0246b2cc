-- `:NianbaoPreview`: the report in the official layout, in the browser. `:NianbaoCompare`: beside last year's.

if vim.g.loaded_nianbao then
  return
end
vim.g.loaded_nianbao = true

vim.api.nvim_create_user_command('NianbaoPreview', function()
  require('nianbao.preview').open()
end, { desc = 'The report in the official layout, in the browser; drawn again on save' })

vim.api.nvim_create_user_command('NianbaoCompare', function()
  require('nianbao.preview').open('nianbao/compare')
end, { desc = "The report beside last year's, in the browser; drawn again on save" })
