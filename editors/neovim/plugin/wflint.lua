-- SPDX-License-Identifier: Apache-2.0
-- wflint for Neovim's built-in client: file types, the server, commands. `vim.g.wflint_command` names another binary.
if vim.g.loaded_wflint then return end
vim.g.loaded_wflint = true

local group = vim.api.nvim_create_augroup('wflint', {})

-- The compound type keeps what is set up for YAML: syntax, indentation, tree-sitter.
vim.api.nvim_create_autocmd({ 'BufRead', 'BufNewFile' }, {
  group = group,
  pattern = { '*.wf.yaml', '*.wf.yml', '*.sim.yaml', '*.sim.yml', '.wflint.yaml' },
  callback = function() vim.bo.filetype = 'yaml.wflint' end,
})

if vim.lsp.config then
  vim.lsp.enable('wflint')
else
  -- Before 0.11 nothing starts servers by itself: one for each root, shared by its buffers.
  local clients = {}

  local function root_of(path)
    local folder = vim.fn.fnamemodify(path, ':h')
    for _, marker in ipairs({ '.wflint.yaml', '.git' }) do
      local found = vim.fn.findfile(marker, vim.fn.escape(folder, ' ;') .. ';')
      if found == '' then found = vim.fn.finddir(marker, vim.fn.escape(folder, ' ;') .. ';') end
      if found ~= '' then return vim.fn.fnamemodify(found, ':p:h' .. (marker == '.git' and ':h' or '')) end
    end
    return folder
  end

  vim.api.nvim_create_autocmd('FileType', {
    group = group,
    pattern = 'yaml.wflint',
    callback = function(event)
      local root = root_of(vim.api.nvim_buf_get_name(event.buf))
      if not clients[root] then
        clients[root] = vim.lsp.start_client({
          name = 'wflint',
          cmd = { vim.g.wflint_command or 'wflint', 'lsp' },
          root_dir = root,
          on_exit = function() clients[root] = nil end,
        })
      end
      if clients[root] then vim.lsp.buf_attach_client(event.buf, clients[root]) end
    end,
  })
end

local function client_of(buffer)
  local all = vim.lsp.get_clients and vim.lsp.get_clients({ bufnr = buffer, name = 'wflint' })
    or vim.lsp.buf_get_clients(buffer)
  for _, client in pairs(all) do
    if client.name == 'wflint' then return client end
  end
end

local function warn(text) vim.notify('wflint: ' .. text, vim.log.levels.WARN) end

-- A page opens in the browser; the file is temporary and goes when Neovim ends.
local function browse(page)
  local path = vim.fn.tempname() .. '.html'
  if vim.fn.writefile(vim.split(page, '\n', { plain = true }), path) ~= 0 then return end
  if vim.ui.open then
    local _, problem = vim.ui.open(path)
    if problem then warn(problem) end
    return
  end
  -- Before 0.10.
  local opener = vim.fn.has('mac') == 1 and 'open' or vim.fn.has('win32') == 1 and 'explorer' or 'xdg-open'
  if vim.fn.executable(opener) == 0 then return warn('nothing opens pages here; the graph is ' .. path) end
  vim.fn.jobstart({ opener, path }, { detach = true })
end

-- Shows what the server answered to a command: a page in the browser, text in a split.
local function show(problem, result)
  if problem then return vim.notify(problem.message, vim.log.levels.ERROR) end
  if type(result) == 'table' and result.format == 'html' then return browse(result.content) end
  local text = type(result) == 'table' and (result.text or result.content or result.markdown) or result
  if type(text) ~= 'string' then return end
  vim.cmd('new')
  vim.bo.buftype, vim.bo.bufhidden, vim.bo.swapfile = 'nofile', 'wipe', false
  vim.api.nvim_buf_set_lines(0, 0, -1, false, vim.split(text, '\n', { plain = true }))
end

local function send(client, name, arguments, buffer)
  local params = { command = name, arguments = arguments }
  -- A method since 0.11, a plain function before.
  if vim.lsp.config then
    client:request('workspace/executeCommand', params, show, buffer)
  else
    client.request('workspace/executeCommand', params, show, buffer)
  end
end

-- One of the server's commands on the current file.
local function execute(name)
  local client = client_of(0)
  if not client then return warn('this file is not served') end
  local arguments = { vim.uri_from_bufnr(0) }
  -- All scenarios of a scenario file, not a dry run.
  if name == 'wflint.simulate' and arguments[1]:match('%.sim%.ya?ml$') then table.insert(arguments, '*') end
  -- A page to look at, not the source of a drawing.
  if name == 'wflint.graph' then table.insert(arguments, 'html') end
  send(client, name, arguments, vim.api.nvim_get_current_buf())
end

for command, name in pairs({
  LspWflintSimulate = 'wflint.simulate', LspWflintGraph = 'wflint.graph', LspWflintVerify = 'wflint.verify',
  LspWflintFixAll = 'wflint.fixAll',
}) do
  vim.api.nvim_create_user_command(command, function() execute(name) end, { desc = name })
end

-- A code lens carries a command with its arguments; without these, what it answers is not shown.
for _, name in ipairs({ 'wflint.simulate', 'wflint.graph', 'wflint.verify', 'wflint.explain', 'wflint.fixAll' }) do
  vim.lsp.commands[name] = function(command, context)
    local client = context.client_id and vim.lsp.get_client_by_id(context.client_id) or client_of(context.bufnr or 0)
    if not client then return warn('the server has ended') end
    send(client, command.command, command.arguments, context.bufnr or vim.api.nvim_get_current_buf())
  end
end
