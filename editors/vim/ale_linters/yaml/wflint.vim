" SPDX-License-Identifier: Apache-2.0
" wflint's language server for ALE, which finds this file on the runtime path; for workflows, scenarios and .wflint.yaml alone.
call ale#Set('yaml_wflint_executable', 'wflint')

function! WflintProjectRoot(buffer) abort
  if expand('#' . a:buffer . ':t') !~# '\v(\.(wf|sim)\.ya?ml|^\.wflint\.yaml)$'
    return ''
  endif
  let l:configuration = ale#path#FindNearestFile(a:buffer, '.wflint.yaml')
  if !empty(l:configuration)
    return fnamemodify(l:configuration, ':h')
  endif
  let l:git = ale#path#FindNearestDirectory(a:buffer, '.git')
  return !empty(l:git) ? fnamemodify(l:git, ':h:h') : expand('#' . a:buffer . ':p:h')
endfunction

call ale#linter#Define('yaml', {
\   'name': 'wflint',
\   'lsp': 'stdio',
\   'executable': {buffer -> ale#Var(buffer, 'yaml_wflint_executable')},
\   'command': '%e lsp',
\   'project_root': function('WflintProjectRoot'),
\})
