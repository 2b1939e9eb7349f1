import type {Readable} from 'node:stream'

const lineFeed = 0x0a

/**
 * Splits a stream of bytes into lines, which keep their line feed. Only the line that is being read is in memory, and of
 * a longer one than `most` bytes not even that: it comes in pieces, of which all but the last have no line feed.
 */
export async function* linesOf(stream: Readable, most = Number.POSITIVE_INFINITY): AsyncGenerator<Buffer> {
  let pieces: Buffer[] = []
  let length = 0
  const take = () => {
    const line = pieces.length === 1 ? (pieces[0] as Buffer) : Buffer.concat(pieces)
    pieces = []
    length = 0
    return line
  }
  for await (const data of stream) {
    const chunk = data as Buffer
    let start = 0
    for (let end = chunk.indexOf(lineFeed); end !== -1; end = chunk.indexOf(lineFeed, start)) {
      pieces.push(chunk.subarray(start, end + 1))
      start = end + 1
      yield take()
    }
    if (start === chunk.length) continue
    pieces.push(chunk.subarray(start))
    length += chunk.length - start
    if (length > most) yield take()
  }
  if (length > 0) yield take()
}
