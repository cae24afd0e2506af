-- SPDX-License-Identifier: Apache-2.0
-- Neovim's built-in client, set up by editors/neovim, against `wflint lsp`: what an author does in the first minutes.
-- nvim --headless -u NONE -i NONE -c 'luafile neovim.lua', with SERVER, FOLDER and EDITORS in the environment.
local failures = 0
-- Only a bound against hanging.
local patience = 60000

local function check(what, holds, detail)
  io.stdout:write((holds and 'ok   ' or 'FAIL ') .. what .. (holds and '' or ': ' .. vim.inspect(detail)) .. '\n')
  if not holds then failures = failures + 1 end
end

local function wait(condition) return vim.wait(patience, condition, 10) end

local function request(method, line, character, extra)
  local params = vim.tbl_extend('force', {
    textDocument = vim.lsp.util.make_text_document_params(),
    position = { line = line, character = character },
  }, extra or {})
  local answers = vim.lsp.buf_request_sync(0, method, params, patience) or {}
  for _, answer in pairs(answers) do return answer.result end
end

local function line(number) return vim.api.nvim_buf_get_lines(0, number, number + 1, false)[1] end

-- 0.11 has other names for some of it.
local function clients_of() return (vim.lsp.get_clients or vim.lsp.get_active_clients)() end
local function format()
  if vim.lsp.buf.format then
    vim.lsp.buf.format({ timeout_ms = patience })
  else
    vim.lsp.buf.formatting_sync(nil, patience)
  end
end

local function main()
  vim.g.wflint_command = vim.env.SERVER
  vim.opt.runtimepath:append(vim.env.EDITORS .. '/neovim')
  vim.cmd('filetype on')
  vim.cmd('runtime plugin/wflint.lua')
  local other = vim.env.FOLDER .. '/other.wf.yaml'
  vim.fn.writefile({ 'schema: wflint/v1', 'name: other', 'steps:',
    '  - {id: apply, type: script, run: make, needs: [nobody]}' }, other)
  vim.cmd('edit ' .. vim.env.FOLDER .. '/deploy.wf.yaml')
  check('the file type', vim.bo.filetype == 'yaml.wflint', vim.bo.filetype)
  check('the commands', vim.fn.exists(':LspWflintSimulate') == 2 and vim.fn.exists(':LspWflintFixAll') == 2)
  wait(function() return #clients_of() > 0 end)
  local clients = clients_of()
  check('one client', #clients == 1 and clients[1].name == 'wflint', clients)
  local id = clients[1].id
  check('the root', clients[1].config.root_dir:gsub('/$', '') == vim.env.FOLDER, clients[1].config.root_dir)

  wait(function() return #vim.diagnostic.get(0) > 0 end)
  local found = vim.diagnostic.get(0)
  check('one diagnostic', #found == 1, found)
  local first = found[1] or {}
  check('its rule', first.code == 'WF201', first)
  check('its range', first.lnum == 4 and first.col == 49 and first.end_col == 53, first)

  -- Also to a Neovim that pulls the findings of open files: it asks for no others.
  local function findings_of_other()
    local buffer = vim.fn.bufnr(other)
    return buffer < 0 and {} or vim.diagnostic.get(buffer)
  end
  wait(function() return #findings_of_other() > 0 end)
  check('a file that is not open', (findings_of_other()[1] or {}).code == 'WF201', findings_of_other())

  local place = { line = 4, character = 50 }
  local actions = request('textDocument/codeAction', 4, 50, {
    range = { start = place, ['end'] = place }, context = { diagnostics = {}, only = { 'quickfix' } },
  })
  local fix = vim.tbl_filter(function(action) return action.edit ~= nil end, actions or {})[1]
  check('a quick fix', fix ~= nil, actions)
  if fix then vim.lsp.util.apply_workspace_edit(fix.edit, 'utf-16') end
  check('it is applied', line(4) == '  - {id: apply, type: script, run: make, needs: [plan]}', line(4))
  check('the diagnostic goes', wait(function() return #vim.diagnostic.get(0) == 0 end), vim.diagnostic.get(0))

  local hover = request('textDocument/hover', 3, 18)
  check('hover', hover ~= nil and hover.contents.value:find('script') ~= nil, hover)
  local target = request('textDocument/definition', 4, 49)
  target = target and (target[1] or target)
  local range = target and (target.range or target.targetSelectionRange)
  check('definition', range ~= nil and range.start.line == 3, target)
  local outline = request('textDocument/documentSymbol', 0, 0)
  check('symbols', outline ~= nil and #outline > 0, outline)
  local edit = request('textDocument/rename', 4, 50, { newName = 'build' })
  if edit then vim.lsp.util.apply_workspace_edit(edit, 'utf-16') end
  check('rename', line(3):find('id: build,', 1, true) and line(4):find('[build]', 1, true), { line(3), line(4) })

  vim.api.nvim_buf_set_lines(0, 5, 6, false, { '  -   {id: more,   type: wait, duration: 5m}' })
  format()
  check('formatting', line(5) == '  - {id: more, type: wait, duration: 5m}', line(5))
  local file = vim.api.nvim_get_current_buf()
  vim.cmd('LspWflintSimulate')
  wait(function() return vim.api.nvim_get_current_buf() ~= file end)
  local report = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\n')
  check('a simulation', report:find('deploy', 1, true) and report:find('Completed', 1, true), report)
  vim.api.nvim_win_close(0, true)
  check('the file again', vim.api.nvim_get_current_buf() == file)

  -- The graph is a page in the browser, which is played here.
  local opened = {}
  vim.ui.open = function(path) table.insert(opened, path) end
  vim.cmd('LspWflintGraph')
  wait(function() return #opened > 0 end)
  local page = opened[1] and table.concat(vim.fn.readfile(opened[1]), '\n') or ''
  check('a graph', #opened == 1 and opened[1]:find('%.html$'), opened)
  check('it is a page', page:lower():find('<!doctype html>', 1, true) == 1 and page:find('<svg', 1, true), page)
  check('it is no buffer', vim.api.nvim_get_current_buf() == file)

  -- What a lens is asked to do is seen, too.
  vim.lsp.codelens.refresh()
  wait(function() return #vim.lsp.codelens.get(0) > 0 end)
  local function run_lens(title)
    vim.ui.select = function(options, _, choose)
      for index, option in ipairs(options) do
        local lens = option.lens or option
        if lens.command and lens.command.title == title then return choose(option, index) end
      end
      check('the lens ' .. title, false, options)
    end
    for _, lens in ipairs(vim.lsp.codelens.get(0)) do
      if lens.command and lens.command.title == title then
        vim.api.nvim_win_set_cursor(0, { lens.range.start.line + 1, 0 })
        return vim.lsp.codelens.run()
      end
    end
    check('a lens ' .. title, false, vim.lsp.codelens.get(0))
  end
  run_lens('show graph')
  check("a lens's graph", wait(function() return #opened == 2 end), opened)
  run_lens('run dry run')
  wait(function() return vim.api.nvim_get_current_buf() ~= file end)
  report = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\n')
  check("a lens's simulation", report:find('Completed', 1, true), report)
  vim.api.nvim_win_close(0, true)
  vim.api.nvim_buf_set_lines(0, 6, 7, false, { '  - {id: last, type: ' })
  local items = request('textDocument/completion', 6, 21)
  items = items and (items.items or items) or {}
  local labels = {}
  for _, item in ipairs(items) do labels[item.label] = true end
  check('completion in a broken file', labels['approval'] and labels['script'], labels)

  check('its own way to start', (vim.lsp.config ~= nil) == (vim.fn.has('nvim-0.11') == 1))
  -- One that starts by itself would start again.
  if vim.lsp.enable then vim.lsp.enable('wflint', false) end
  vim.lsp.stop_client(id)
  check('the server ends', wait(function() return #clients_of() == 0 end))
end

local ok, message = pcall(main)
if not ok then check('no error', false, message) end
vim.cmd(failures == 0 and 'qa!' or 'cq')
