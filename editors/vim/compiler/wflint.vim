" SPDX-License-Identifier: Apache-2.0
" :compiler wflint, then :make — all findings of the folder in the quickfix list.
if exists('current_compiler')
  finish
endif
let current_compiler = 'wflint'

if exists(':CompilerSet') != 2
  command -nargs=* CompilerSet setlocal <args>
endif

CompilerSet makeprg=wflint\ check\ --format\ concise\ --quiet\ --severity\ hint
CompilerSet errorformat=%f:%l:%c:\ %trror%m,%f:%l:%c:\ %tarning%m,%f:%l:%c:\ %tint%m,%-G%.%#
