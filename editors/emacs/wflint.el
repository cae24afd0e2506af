;;; wflint.el --- Deployment workflows with wflint  -*- lexical-binding: t; -*-
;; SPDX-License-Identifier: Apache-2.0
;; Package-Requires: ((emacs "27.1"))
;;; Commentary:
;; A mode for *.wf.yaml, *.sim.yaml and .wflint.yaml on top of the YAML mode that is there, and the language server
;; for eglot and lsp-mode.  M-x eglot in such a file starts it; M-x wflint-simulate and the like run its commands.
;;; Code:

(defgroup wflint nil "Deployment workflows." :group 'languages)

(defcustom wflint-command '("wflint" "lsp")
  "The command that starts the language server."
  :type '(repeat string))

(defvar eglot-server-programs)
(declare-function eglot-current-server "eglot")
(declare-function jsonrpc-request "jsonrpc")
(declare-function lsp-register-client "lsp-mode")
(declare-function lsp-stdio-connection "lsp-mode")
(declare-function make-lsp-client "lsp-mode")
(defvar lsp-language-id-configuration)

(defconst wflint--parent
  (cond ((and (fboundp 'treesit-ready-p) (treesit-ready-p 'yaml t)) 'yaml-ts-mode)
        ((or (fboundp 'yaml-mode) (require 'yaml-mode nil t)) 'yaml-mode)
        (t 'text-mode))
  "The mode that `wflint-mode' is made of.")

(defvar wflint-mode-map (make-sparse-keymap))

;; The parent is known when this is loaded, not when it is compiled.
(eval `(define-derived-mode wflint-mode ,wflint--parent "wflint"
         "Deployment workflows, their scenarios and .wflint.yaml.") t)

;;;###autoload
(add-to-list 'auto-mode-alist '("\\(?:\\.\\(?:wf\\|sim\\)\\.ya?ml\\|/\\.wflint\\.yaml\\)\\'" . wflint-mode))

(with-eval-after-load 'eglot
  (add-to-list 'eglot-server-programs (cons 'wflint-mode wflint-command)))

(with-eval-after-load 'lsp-mode
  (add-to-list 'lsp-language-id-configuration '(wflint-mode . "yaml"))
  (lsp-register-client
   (make-lsp-client :new-connection (lsp-stdio-connection (lambda () wflint-command))
                    :major-modes '(wflint-mode) :server-id 'wflint)))

(defun wflint--execute (command)
  "Run the server's COMMAND on this file and show the text that it answers."
  (let* ((uri (concat "file://" (url-hexify-string (buffer-file-name) url-path-allowed-chars)))
         ;; All scenarios of a scenario file, not a dry run.
         (arguments (if (and (equal command "wflint.simulate") (string-match-p "\\.sim\\.ya?ml\\'" uri))
                        (vector uri "*")
                      (vector uri)))
         (answer (jsonrpc-request (eglot-current-server) :workspace/executeCommand
                                  (list :command command :arguments arguments)))
         (text (cond ((stringp answer) answer)
                     ((plist-get answer :text))
                     ((plist-get answer :content)))))
    (when text
      (with-current-buffer (get-buffer-create (format "*%s*" command))
        (let ((inhibit-read-only t)) (erase-buffer) (insert text))
        (special-mode)
        (goto-char (point-min))
        (display-buffer (current-buffer))))))

(defvar url-path-allowed-chars)
(autoload 'url-hexify-string "url-util")

(defun wflint-simulate () "Simulate this file." (interactive) (require 'url-util) (wflint--execute "wflint.simulate"))
(defun wflint-graph () "Draw this file." (interactive) (require 'url-util) (wflint--execute "wflint.graph"))
(defun wflint-verify () "Verify this file." (interactive) (require 'url-util) (wflint--execute "wflint.verify"))
(defun wflint-fix-all () "Apply all safe fixes." (interactive) (require 'url-util) (wflint--execute "wflint.fixAll"))

(provide 'wflint)
;;; wflint.el ends here
