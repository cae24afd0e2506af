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
(defvar url-path-allowed-chars)
(declare-function eglot-current-server "eglot")
(declare-function jsonrpc-request "jsonrpc")
(declare-function lsp-register-client "lsp-mode")
(declare-function lsp-request "lsp-mode")
(declare-function lsp-workspaces "lsp-mode")
(declare-function lsp-get "lsp-protocol")
(declare-function lsp-stdio-connection "lsp-mode")
(declare-function make-lsp-client "lsp-mode")
(defvar lsp-language-id-configuration)

(defconst wflint--commands '("wflint.simulate" "wflint.graph" "wflint.verify" "wflint.explain" "wflint.fixAll")
  "The commands of the server.")

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
                    :major-modes '(wflint-mode) :server-id 'wflint
                    ;; What a code lens runs is shown, too.
                    :action-handlers (let ((handlers (make-hash-table :test 'equal)))
                                       (dolist (name wflint--commands handlers)
                                         (puthash name #'wflint--run-action handlers))))))

;; An answer is a property list with eglot, and a hash table with lsp-mode unless it was built with `lsp-use-plists'.
(defun wflint--member (answer name)
  "The member NAME of ANSWER, an object of the server's; nil where it has none."
  (cond ((hash-table-p answer) (gethash name answer))
        ((and (consp answer) (keywordp (car answer))) (plist-get answer (intern (concat ":" name))))))

(defun wflint--request (command arguments)
  "Have the server that serves this buffer run COMMAND with ARGUMENTS, a vector."
  (let ((parameters (list :command command :arguments arguments)))
    (cond ((and (fboundp 'eglot-current-server) (eglot-current-server))
           (jsonrpc-request (eglot-current-server) :workspace/executeCommand parameters))
          ((and (bound-and-true-p lsp-mode) (lsp-workspaces))
           (lsp-request "workspace/executeCommand" parameters))
          (t (user-error "No server serves this buffer: M-x eglot or M-x lsp starts it")))))

(defun wflint--browse (page)
  "Open PAGE in the browser; the file is temporary and goes when Emacs ends."
  (let ((file (make-temp-file "wflint-" nil ".html")))
    (let ((coding-system-for-write 'utf-8)) (write-region page nil file nil 'silent))
    (add-hook 'kill-emacs-hook (lambda () (ignore-errors (delete-file file))))
    (browse-url-of-file file)))

(defun wflint--show (command answer)
  "Show ANSWER, which the server gave for COMMAND.
A page opens in the browser, text in a buffer."
  (let ((text (if (stringp answer) answer
                (or (wflint--member answer "text") (wflint--member answer "content") (wflint--member answer "markdown")))))
    (cond ((equal (wflint--member answer "format") "html") (wflint--browse text))
          (text
           (with-current-buffer (get-buffer-create (format "*%s*" command))
             (let ((inhibit-read-only t)) (erase-buffer) (insert text))
             (special-mode)
             (goto-char (point-min))
             (display-buffer (current-buffer)))))))

(defun wflint--run-action (action)
  "Run ACTION, the command of a code lens in lsp-mode, and show what it gives."
  (let ((command (lsp-get action :command)))
    (wflint--show command (wflint--request command (lsp-get action :arguments)))))

(defun wflint--execute (command)
  "Run the server's COMMAND on this file and show what it answers."
  (let* ((uri (concat "file://" (url-hexify-string (buffer-file-name) url-path-allowed-chars)))
         (more (cond
                ;; All scenarios of a scenario file, not a dry run.
                ((and (equal command "wflint.simulate") (string-match-p "\\.sim\\.ya?ml\\'" uri)) '("*"))
                ;; A page to look at, not the source of a drawing.
                ((equal command "wflint.graph") '("html")))))
    (wflint--show command (wflint--request command (vconcat (list uri) more)))))

(autoload 'url-hexify-string "url-util")

(defun wflint-simulate () "Simulate this file." (interactive) (require 'url-util) (wflint--execute "wflint.simulate"))
(defun wflint-graph () "Draw this file." (interactive) (require 'url-util) (wflint--execute "wflint.graph"))
(defun wflint-verify () "Verify this file." (interactive) (require 'url-util) (wflint--execute "wflint.verify"))
(defun wflint-fix-all () "Apply all safe fixes." (interactive) (require 'url-util) (wflint--execute "wflint.fixAll"))

(provide 'wflint)
;;; wflint.el ends here
