;;; client.el --- What the tests of Emacs's clients share  -*- lexical-binding: t; -*-
;; SPDX-License-Identifier: Apache-2.0
(setq load-prefer-newer t)
(package-initialize)
(require 'browse-url)

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

(defvar opened nil "The addresses that the browser, which is played, was asked to open.")
(setq browse-url-of-file-hook nil
      browse-url-browser-function (lambda (url &rest _) (push url opened)))

(defun check-simulation ()
  (wflint-simulate)
  (let ((report (with-current-buffer "*wflint.simulate*" (buffer-string))))
    (check "a simulation" (and (string-match-p "deploy" report) (string-match-p "Completed" report)) report)))

(defun check-graph ()
  (wflint-graph)
  (check "a graph" (and (= (length opened) 1) (string-match-p "\\`file://.*\\.html\\'" (car opened))) opened)
  (let ((page (with-temp-buffer (insert-file-contents (substring (car opened) 7)) (buffer-string))))
    (check "it is a page" (and (string-match-p "\\`<!doctype html>" page) (string-match-p "<svg" page)) page)))
;;; client.el ends here
