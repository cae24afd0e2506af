" SPDX-License-Identifier: Apache-2.0
" ALE's client, set up by editors/vim: vim -es -N -u NONE -i NONE -S ale.vim, with EDITORS, SERVER, FOLDER and OUT in the environment.
set nocompatible noswapfile hidden
execute 'set runtimepath+=' . $EDITORS . '/vim'
packadd ale
let g:ale_lint_on_text_changed = 'never'
let g:ale_linters = {'yaml': ['wflint']}
let g:ale_yaml_wflint_executable = $SERVER
filetype plugin on
execute 'edit' $FOLDER . '/deploy.wf.yaml'
let lines = ['root ' . (WflintProjectRoot(bufnr('%')) ==# $FOLDER)]

function! Wait(holds) abort
  " The minute is a bound against hanging.
  let l:start = reltime()
  while !a:holds() && reltimefloat(reltime(l:start)) < 60
    sleep 20m
  endwhile
endfunction

ALELint
call Wait({-> !empty(ale#engine#GetLoclist(bufnr('deploy.wf.yaml')))})
for item in ale#engine#GetLoclist(bufnr('%'))
  call add(lines, printf('%d:%d-%d %s %s %s', item.lnum, item.col, item.end_col, item.type, item.code, item.text))
endfor
%s/paln/plan/
ALELint
call Wait({-> empty(ale#engine#GetLoclist(bufnr('deploy.wf.yaml')))})
call add(lines, 'left ' . len(ale#engine#GetLoclist(bufnr('%'))))
" Another YAML file is none of its business.
call writefile(['a: 1'], $FOLDER . '/other.yaml')
execute 'edit' $FOLDER . '/other.yaml'
call add(lines, 'other ' . empty(WflintProjectRoot(bufnr('%'))))
call ale#lsp_linter#StopAllLSPs()
call writefile(lines, $OUT)
qa!
