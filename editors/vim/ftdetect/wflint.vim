" SPDX-License-Identifier: Apache-2.0
autocmd BufRead,BufNewFile *.wf.yaml,*.wf.yml,*.sim.yaml,*.sim.yml,.wflint.yaml setfiletype yaml | compiler wflint
