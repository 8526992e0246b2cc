vim.opt.runtimepath:append('/srv/nianbao/plugin')
require('nianbao').setup({ init_options = { fixOnSave = true, locale = 'zh-CN' } })
