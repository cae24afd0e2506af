;;; lspmode.el --- Emacs with lsp-mode and editors/emacs against `wflint lsp'  -*- lexical-binding: t; -*-
;; SPDX-License-Identifier: Apache-2.0
;; emacs --batch -l lspmode.el, with SERVER, FOLDER and EDITORS in the environment.
(setq load-prefer-newer t)
(package-initialize)
(require 'lsp-mode)
(require 'lsp-diagnostics)
(require 'flymake)
(load (expand-file-name "emacs/wflint.el" (getenv "EDITORS")))
(setq wflint-command (list (getenv "SERVER") "lsp")
      lsp-auto-guess-root t lsp-enable-file-watchers nil lsp-keep-workspace-alive nil lsp-restart 'ignore
      lsp-session-file (expand-file-name ".git/lsp-session" (getenv "FOLDER"))
      lsp-diagnostics-provider :flymake lsp-headerline-breadcrumb-enable nil lsp-completion-provider :none
      lsp-modeline-diagnostics-enable nil lsp-modeline-code-actions-enable nil lsp-response-timeout 60)

(defvar failures 0)
(defun check (what holds &optional detail)
  (princ (format "%s %s%s\n" (if holds "ok  " "FAIL") what (if holds "" (format ": %S" detail))))
  (unless holds (setq failures (1+ failures))))
(defun wait-until (condition)
  "Wait for CONDITION; the minute is a bound against hanging."
  (let ((end (+ (float-time) 60)) result)
    (while (and (not (setq result (funcall condition))) (< (float-time) end))
      (accept-process-output nil 0.02))
    result))
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
      (set-buffer-modified-p nil))
  (error (check "no error" nil problem)))
(kill-emacs (if (= failures 0) 0 1))
;;; lspmode.el ends here
