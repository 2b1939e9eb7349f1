import {existsSync, readdirSync} from 'node:fs'
import {expect, it} from 'vitest'
import {runEditor, snippet, workplace} from '../helpers/editors.js'

const emacs = '/usr/bin/emacs'
const packages = '/usr/share/emacs/site-lisp/elpa'
const found =
  existsSync(emacs) && existsSync(packages) && readdirSync(packages).some((name) => name.startsWith('eglot-'))
if (!found) console.log('The language server is not tested with Emacs: there is no Emacs with eglot here.')

const draft =
  'The U. S. economy grew.\n\nShe said “it is so. “\n\nThey looked for bosom malignancies é😀 in the U. S. early.\n'

/** Waits for findings, takes the first action on the first line, then makes all safe repairs. */
const drive = `
(setq result nil)
(defun keep (key value) (push (cons key value) result))
(defun text () (buffer-substring-no-properties (point-min) (point-max)))
(defun wait-until (test)
  (let ((count 0))
    (while (and (not (funcall test)) (< count 400))
      (accept-process-output nil 0.05)
      (setq count (1+ count)))))
(find-file "draft.txt")
(eglot-ensure)
(run-hooks 'post-command-hook)
(wait-until (lambda () (and (eglot-current-server) (flymake-diagnostics))))
(keep 'found
  (vconcat
    (mapcar
      (lambda (one) (buffer-substring-no-properties (flymake-diagnostic-beg one) (flymake-diagnostic-end one)))
      (sort (flymake-diagnostics) (lambda (a b) (< (flymake-diagnostic-beg a) (flymake-diagnostic-beg b)))))))
(goto-char 6)
(let ((actions (eglot-code-actions (point) nil)))
  (keep 'actions (vconcat (mapcar (lambda (one) (plist-get one :title)) actions)))
  (eglot--apply-workspace-edit (plist-get (car actions) :edit)))
(keep 'repaired (text))
(eglot-format-buffer)
(keep 'formatted (text))
(with-temp-file "result.json" (insert (json-serialize result)))
(set-buffer-modified-p nil)
(kill-emacs 0)
`

it.skipIf(!found)('Emacs with eglot, with the settings of the manual, shows findings and repairs them', async () => {
  const folder = await workplace({'draft.txt': draft, 'init.el': await snippet('emacs'), 'drive.el': drive})
  const args = ['--batch', '-f', 'package-initialize', '-l', 'init.el', '-l', 'drive.el']
  expect(await runEditor(folder, emacs, args)).toEqual({
    found: ['U. S.', '. “', 'bosom malignancies', 'U. S.'],
    actions: [
      'Replace with `U.S.`',
      'Ignore `abbreviation-spacing` here',
      'Allow `U. S.` in the project',
      'Turn the rule `abbreviation-spacing` off',
      'Fix all safe problems',
    ],
    repaired: draft.replace('U. S.', 'U.S.'),
    formatted: draft.replaceAll('U. S.', 'U.S.').replace('. “\n', '.”\n'),
  })
})
