import {readFileSync} from 'node:fs'

/**
 * How two names are alike: `accent` by their letters without accents, `sound` by the usual ways to write another
 * alphabet (`Sergei`, `Sergey`) or a known variant, `slip` by one letter that is missing, added or moved, `change` by
 * one that is another.
 */
export type Likeness = 'accent' | 'sound' | 'slip' | 'change'

const special: Record<string, string> = {ł: 'l', ø: 'o', đ: 'd', ı: 'i', ß: 'ss', æ: 'ae', œ: 'oe', þ: 'th', ð: 'd'}
const umlauts: Record<string, string> = {ä: 'ae', ö: 'oe', ü: 'ue', ø: 'oe', å: 'aa', æ: 'ae'}

/** Names with these endings beside the bare name are other words: `Korea` and `Korean`, `Ivanov` and `Ivanova`. */
const derived = /(?:[siaeoyd']|(?<=[aio])n|(?<=[aeo])r|(?<=[aei])[cm]|(?<=on|an)t|(?<=a)l)$/
/** Names that are one letter apart, and words with a capital that are. */
const different = new Set(
  `columbia/colombia sweden/swede christina/christian kristen/kirsten martin/marvin marian/marion
  stephan/stephen monterey/monterrey castile/castle persian/parisian hungary/hungry council/counsel hebrew/hebrews`
    .split(/\s+/)
    .map((pair) => pair.split('/').sort().join('/')),
)

let variants: ReadonlyMap<string, number> | undefined

/** The name in lower case without accents. */
function foldName(name: string): string {
  const plain = name.toLowerCase()
  if (/^[a-z']*$/.test(plain)) return plain
  return plain
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[łøđıßæœþð]/g, (letter) => special[letter] ?? letter)
}

/** The name in lower case as it is written without umlauts: `Müller` is `mueller`. */
function spreadName(name: string): string {
  return foldName(name.toLowerCase().replace(/[äöüøåæ]/g, (letter) => umlauts[letter] ?? letter))
}

/** A key that is the same for the usual ways to write a name from another alphabet. */
function soundOf(folded: string): string {
  // `Terry` and `Terri`, `Jenny` and `Jenni` are two people.
  if (/(.)\1[iy]e?$/.test(folded)) return folded
  return folded
    .replace(/^ye/, 'e')
    .replace(/kh/g, 'h')
    .replace(/ph/g, 'f')
    .replace(/ks/g, 'x')
    .replace(/ou/g, 'u')
    .replace(/(?<=[aeou])[yj]/g, 'i')
    .replace(/(?<=.{3})[iyj]+$/, 'i')
    .replace(/([b-df-hj-np-tv-z])\1+/g, '$1')
}

/**
 * Keys of a name: two names that are alike have one of them in common. There are as many as the name has letters.
 *
 * @throws {Error} On first use, when the list that lies beside this file is missing.
 */
export function keysOf(name: string): Set<string> {
  const folded = foldName(name)
  const keys = new Set([`=${folded}`, `=${spreadName(name)}`, `~${soundOf(folded)}`, folded])
  const variant = variantOf(folded)
  if (variant !== undefined) keys.add(`#${variant}`)
  for (let index = 1; index < folded.length; index++) keys.add(folded.slice(0, index) + folded.slice(index + 1))
  return keys
}

/** How two names are alike; undefined when they are not, or are known to be two. */
export function likeness(one: string, two: string): Likeness | undefined {
  const a = foldName(one)
  const b = foldName(two)
  if (a === b || spreadName(one) === b || spreadName(two) === a) return 'accent'
  const variant = variantOf(a)
  if (variant !== undefined && variant === variantOf(b)) return 'sound'
  if (different.has([a, b].sort().join('/'))) return undefined
  // `Colless` is not `Coles`.
  const apart = Math.abs(a.length - b.length)
  if (apart <= 1 && Math.min(a.length, b.length) >= 5 && soundOf(a) === soundOf(b)) return 'sound'
  return slipOf(a, b)
}

/** Whether one letter but the first was left out, added, moved or changed, and no other word was made by it. */
function slipOf(a: string, b: string): 'slip' | 'change' | undefined {
  // `Americas` and `Americans` are `America` and `American`.
  if (a.endsWith('s') && b.endsWith('s') && a.length !== b.length) return slipOf(a.slice(0, -1), b.slice(0, -1))
  const [short, long] = a.length < b.length ? [a, b] : [b, a]
  let from = 0
  while (from < short.length && short[from] === long[from]) from++
  if (from === 0) return undefined
  let shared = 0
  while (shared < short.length - from && short[short.length - 1 - shared] === long[long.length - 1 - shared]) shared++
  const left = short.length - from - shared
  if (long.length - short.length === 1) {
    // `Martian` is not `Martin`.
    const other = from === short.length ? derived.test(long) : long.endsWith('ian')
    return left === 0 && !other ? 'slip' : undefined
  }
  if (long.length !== short.length) return undefined
  // A changed last letter makes another word: `Maria` and `Mario`, `Marxism` and `Marxist`.
  // and a changed consonant in a short name another name: `Scott` and `Stott`.
  const changed = (short[from] ?? '') + (long[from] ?? '')
  if (left === 1) return shared > 0 && (short.length >= 8 || /^[aeiouy]{2}$/.test(changed)) ? 'change' : undefined
  return left === 2 && short[from] === long[from + 1] && short[from + 1] === long[from] ? 'slip' : undefined
}

function variantOf(folded: string): number | undefined {
  variants ??= new Map(
    readFileSync(new URL('variants.txt', import.meta.url), 'utf8')
      .split(/\r?\n/)
      .filter((line) => !line.startsWith('#'))
      .flatMap((line, index) => line.split(' ').map((name) => [name, index] as const)),
  )
  return variants.get(folded)
}
