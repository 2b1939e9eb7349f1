import {maybeLast, neverLast, titles} from './abbreviations.js'
import type {Token} from './tokens.js'

/** Names that are written in lower case also where they begin a sentence. */
const names = new Set(
  `npm npx pnpm yarn git gcc clang llvm curl wget bash zsh vim nginx systemd systemctl sudo apt rustc rustup rustfmt cargo
  node deno bun webpack vite rollup esbuild eslint prettier jest vitest mocha tsc babel async await fn impl const let
  var def int null undefined true false enum struct println printf stdin stdout stderr std crates docs wasm serde tokio
  pip numpy pandas scipy python ruby perl adidas bell k.d. e.e. arxiv openai macos ios
  de del della der den di da du des la le el al bin ibn ben van von zu zur ter ten af av dos do das d'`
    .trim()
    .split(/\s+/),
)

/** Whether a lower-case word at the beginning of a sentence is a name, an identifier or a file: `eBay`, `example.com`. */
export function isLowerCaseName(text: string, token: Token): boolean {
  return (
    names.has(token.lower) ||
    token.text.length === 1 ||
    /[\p{Lu}\p{N}]/u.test(token.text) ||
    /^[._/\\:=(@#*-]\S/.test(text.slice(token.end, token.end + 2)) ||
    /[._/\\@#$]/.test(text.charAt(token.start - 1))
  )
}

/** Whether the full stop behind a word belongs to an abbreviation, known or by its looks: `St.`, `Mlle.`, `p.`. */
export function isAbbreviated(word: Token, before: Token | undefined): boolean {
  return (
    word.text.length === 1 ||
    titles.has(word.lower) ||
    neverLast.has(word.lower) ||
    maybeLast.has(word.lower) ||
    // No vowel: `Blvd.`, `Mlls.`
    !/[aeiouyàâäéèêëíïîóôöúùûüα-ωа-я]/i.test(word.text) ||
    // Part of a dotted word: `e.g.`, `node.js.`
    (before?.text === '.' && before.end === word.start)
  )
}
