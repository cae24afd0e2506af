-- Neovim's built-in client against `wflint lsp`: what an author does in the first minute.
-- nvim --headless -u NONE -i NONE -c 'luafile neovim.lua', with SERVER and FOLDER in the environment.
local failures = 0

local function check(what, holds, detail)
  io.stdout:write((holds and 'ok   ' or 'FAIL ') .. what .. (holds and '' or ': ' .. vim.inspect(detail)) .. '\n')
  if not holds then failures = failures + 1 end
end

local function request(method, line, character, extra)
  local params = vim.tbl_extend('force', {
    textDocument = vim.lsp.util.make_text_document_params(),
    position = { line = line, character = character },
  }, extra or {})
  local answers = vim.lsp.buf_request_sync(0, method, params, 5000) or {}
  for _, answer in pairs(answers) do return answer.result end
end

local function main()
  vim.cmd('edit ' .. vim.env.FOLDER .. '/deploy.wf.yaml')
  vim.bo.filetype = 'yaml'
  local id = vim.lsp.start_client({
    cmd = { vim.env.SERVER, 'lsp' }, name = 'wflint', root_dir = vim.env.FOLDER,
  })
  vim.lsp.buf_attach_client(0, id)

  vim.wait(10000, function() return #vim.diagnostic.get(0) > 0 end, 10)
  local found = vim.diagnostic.get(0)
  check('one diagnostic', #found == 1, found)
  local first = found[1] or {}
  check('its rule', first.code == 'WF201', first)
  check('its range', first.lnum == 4 and first.col == 49 and first.end_col == 53, first)

  local actions = request('textDocument/codeAction', 4, 48, {
    range = { start = { line = 4, character = 48 }, ['end'] = { line = 4, character = 48 } },
    context = { diagnostics = {} },
  })
  check('a quick fix', actions ~= nil and #actions > 0 and actions[1].edit ~= nil, actions)
  if actions and actions[1] and actions[1].edit then
    vim.lsp.util.apply_workspace_edit(actions[1].edit, 'utf-16')
  end
  local line = vim.api.nvim_buf_get_lines(0, 4, 5, false)[1]
  check('it is applied', line == '  - {id: apply, type: script, run: make, needs: [plan]}', line)
  check('the diagnostic goes', vim.wait(10000, function() return #vim.diagnostic.get(0) == 0 end, 10), vim.diagnostic.get(0))

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
  local renamed = vim.api.nvim_buf_get_lines(0, 3, 5, false)
  check('rename', renamed[1]:find('id: build,', 1, true) and renamed[2]:find('[build]', 1, true), renamed)
  vim.api.nvim_buf_set_lines(0, 5, 6, false, { '  - {id: more, type: ' })
  local items = request('textDocument/completion', 5, 21)
  items = items and (items.items or items) or {}
  local labels = {}
  for _, item in ipairs(items) do labels[item.label] = true end
  check('completion in a broken file', labels['approval'] and labels['script'], labels)

  vim.lsp.stop_client(id)
  check('the server ends', vim.wait(10000, function() return vim.lsp.client_is_stopped(id) end, 10))
end

local ok, message = pcall(main)
if not ok then check('no error', false, message) end
vim.cmd(failures == 0 and 'qa!' or 'cq')
