;;; session.el --- what a writer does with a report in Emacs -*- lexical-binding: t -*-

(require 'eglot)
(require 'flymake)

(defun session-seen (what is-seen)
  "Wait until IS-SEEN, and give up on WHAT loudly."
  (let ((give-up (+ (float-time) 30)) seen)
    (while (not (setq seen (funcall is-seen)))
      (when (> (float-time) give-up)
        (error "waited in vain for %s" what))
      (accept-process-output nil 0.05))
    seen))

(defun session-problems ()
  (flymake-start)
  (mapcar #'flymake-diagnostic-text (flymake-diagnostics)))

(defun session-problem (words)
  (seq-find (lambda (problem) (string-search words (flymake-diagnostic-text problem)))
            (flymake-diagnostics)))

(find-file "report.txt")
(apply #'eglot (eglot--guess-contact))
(session-seen "problems" #'session-problems)

;; A wrong total stands behind a character outside the BMP.
(let ((wrong (session-problem "总计填报 26")))
  (cl-assert wrong)
  (cl-assert (equal (buffer-substring (flymake-diagnostic-beg wrong) (flymake-diagnostic-end wrong)) "26")))
(princ "ok: problems stand where they belong, in Chinese\n")

(goto-char (flymake-diagnostic-beg (session-problem "空白，按分项应为 2")))
(let* ((before (buffer-string))
       ;; as when the command is called by its key
       (fill (seq-find (lambda (action) (eq (plist-get action :isPreferred) t))
                       (apply #'eglot-code-actions (eglot--code-action-bounds)))))
  (cl-assert fill)
  (eglot-execute (eglot-current-server) fill)
  (cl-assert (not (equal (buffer-string) before)))
  ;; Emacs tells of edits when it is idle, which it never is without a screen.
  (eglot--signal-textDocument/didChange)
  (session-seen "the problem gone"
                (lambda () (session-problems) (not (session-problem "空白，按分项应为 2"))))
  (princ (format "ok: %s\n" (plist-get fill :title))))

(set-buffer-modified-p t)
(save-buffer)
(princ "ok: saved\n")
(eglot-shutdown (eglot-current-server))
