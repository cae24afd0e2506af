" SPDX-License-Identifier: Apache-2.0
" The compiler of editors/vim: vim -es -N -u NONE -i NONE -S vim.vim, with EDITORS, SERVER, FOLDER and OUT in the environment.
set nocompatible noswapfile
execute 'set runtimepath+=' . $EDITORS . '/vim'
filetype on
execute 'cd' $FOLDER
edit deploy.wf.yaml
let lines = ['filetype ' . &filetype]
let &l:makeprg = substitute(&l:makeprg, '^wflint', $SERVER, '')
silent make deploy.wf.yaml
for item in getqflist()
  call add(lines, printf('%s:%d:%d %s %s', bufname(item.bufnr), item.lnum, item.col, item.type, item.text))
endfor
call writefile(lines, $OUT)
qa!
