;;; lspmode.el --- Emacs with lsp-mode and editors/emacs against `wflint lsp'  -*- lexical-binding: t; -*-
;; SPDX-License-Identifier: Apache-2.0
;; emacs --batch -l lspmode.el, with SERVER, FOLDER and EDITORS in the environment.
(load (expand-file-name "client.el" (file-name-directory load-file-name)))
(require 'lsp-mode)
(require 'lsp-diagnostics)
(require 'lsp-lens)
(require 'flymake)
(load (expand-file-name "emacs/wflint.el" (getenv "EDITORS")))
(setq wflint-command (list (getenv "SERVER") "lsp")
      lsp-auto-guess-root t lsp-enable-file-watchers nil lsp-keep-workspace-alive nil lsp-restart 'ignore
      lsp-session-file (expand-file-name ".git/lsp-session" (getenv "FOLDER"))
      lsp-diagnostics-provider :flymake lsp-headerline-breadcrumb-enable nil lsp-completion-provider :none
      lsp-modeline-diagnostics-enable nil lsp-modeline-code-actions-enable nil lsp-response-timeout 60)

(defun found () (let (all) (maphash (lambda (_ list) (setq all (append list all))) (lsp-diagnostics)) all))

(condition-case problem
    (progn
      (lsp-workspace-folders-add (getenv "FOLDER"))
      (find-file (expand-file-name "deploy.wf.yaml" (getenv "FOLDER")))
      (check "the mode" (eq major-mode 'wflint-mode) major-mode)
      (lsp)
      (check "the server" (wait-until (lambda () (lsp-workspaces))))
      (wait-until #'found)
      (check "one diagnostic" (= (length (found)) 1) (found))
      (check "its message" (and (found) (string-match-p "paln" (lsp:diagnostic-message (car (found))))) (found))
      (goto-char (point-min)) (search-forward "paln") (replace-match "plan")
      (check "the diagnostic goes" (wait-until (lambda () (null (found)))) (found))
      (goto-char (point-min)) (search-forward "needs: [pl")
      (lsp-rename "build")
      (check "rename" (string-match-p "id: build,\\(.\\|\n\\)*\\[build\\]" (buffer-string)) (buffer-string))
      (check-simulation)
      (check-graph)
      ;; What a lens is asked to do is seen, too.
      (let ((lenses (lsp-request "textDocument/codeLens" (list :textDocument (lsp--text-document-identifier)))))
        (dolist (title '("show graph" "run dry run"))
          (let ((lens (seq-find (lambda (lens) (let ((command (lsp:code-lens-command? lens)))
                                                 (and command (equal (lsp:command-title command) title))))
                                lenses)))
            (check (concat "the lens " title) lens lenses)
            (when (get-buffer "*wflint.simulate*") (kill-buffer "*wflint.simulate*"))
            (when lens (funcall (lsp-lens--create-interactive-command (lsp:code-lens-command? lens)))))))
      (check "a lens's graph" (= (length opened) 2) opened)
      (check "a lens's simulation" (get-buffer "*wflint.simulate*"))
      (goto-char (point-min)) (search-forward "[build]") (replace-match "[biuld]")
      (wflint-fix-all)
      (check "all fixes" (wait-until (lambda () (string-match-p "\\[build\\]" (buffer-string)))) (buffer-string))
      (set-buffer-modified-p nil))
  (error (check "no error" nil problem)))
(kill-emacs (if (= failures 0) 0 1))
;;; lspmode.el ends here
