/** Writes whole numbers as bytes, seven bits each, the low ones first; all but the last byte of a number have the high bit. */
export function pack(numbers: ArrayLike<number>): Uint8Array {
  const bytes: number[] = []
  for (let index = 0; index < numbers.length; index++) {
    let rest = numbers[index] as number
    for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest & 127) | 128)
    bytes.push(rest)
  }
  return Uint8Array.from(bytes)
}

/** Reads what `pack` wrote. */
export function unpack(bytes: Uint8Array): Uint32Array {
  let count = 0
  for (let index = 0; index < bytes.length; index++) if ((bytes[index] as number) < 128) count++
  const numbers = new Uint32Array(count)
  let next = 0
  let value = 0
  let shift = 0
  for (let index = 0; index < bytes.length; index++) {
    const byte = bytes[index] as number
    value |= (byte & 127) << shift
    shift += 7
    if (byte > 127) continue
    numbers[next++] = value
    value = 0
    shift = 0
  }
  return numbers
}

/** The steps from one number to the next, from 0 to the first; the numbers are in order. */
export function stepsOf(numbers: Uint32Array): Uint32Array {
  return numbers.map((number, index) => number - (numbers[index - 1] ?? 0))
}

/** The numbers with the given steps. */
export function sumsOf(steps: Uint32Array): Uint32Array {
  let sum = 0
  return steps.map((step) => {
    sum += step
    return sum
  })
}
