/** Words of verse and of books of the nineteenth century and before, whose printers set spaces around marks. */
const oldWord =
  /(?<![\p{L}\p{N}])(?:thou|thee|thy|thine|hath|doth|hast|dost|wilt|shalt|canst|ye|[’']t(?:is|was|were)|o[’']er|e[’']er|ne[’']er|ere|methinks|verily|forsooth|prithee|quoth|to-(?:day|night|morrow)|connexion|shew(?:n|ed)?|chuse|gaol|whither|thither|hither|betwixt|oft)(?![\p{L}\p{N}])/giu

/** How many words of a text show that it was written, or printed, long ago. */
export function countOldWords(text: string): number {
  return text.match(oldWord)?.length ?? 0
}
