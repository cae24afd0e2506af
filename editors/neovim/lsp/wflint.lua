-- SPDX-License-Identifier: Apache-2.0
-- The server for vim.lsp.enable('wflint') of Neovim 0.11; plugin/wflint.lua does the rest.
return {
  cmd = { vim.g.wflint_command or 'wflint', 'lsp' },
  filetypes = { 'yaml.wflint' },
  root_markers = { '.wflint.yaml', '.git' },
}
